package io.mmaptable.testsupport;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import java.util.List;
import java.util.stream.LongStream;

class GzipCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().get("gzip");
  }

  @Override
  protected List<CodecSpec> specs() {
    return LongStream.of(0, 1, 6, 9)
        .mapToObj(level -> CodecSpec.of("gzip").with("level", level))
        .toList();
  }
}
