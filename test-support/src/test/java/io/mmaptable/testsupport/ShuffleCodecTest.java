package io.mmaptable.testsupport;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import java.util.List;
import java.util.stream.LongStream;

class ShuffleCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().get("shuffle");
  }

  @Override
  protected List<CodecSpec> specs() {
    return LongStream.of(1, 2, 3, 4, 5, 8, 12, 16, 29, 1024)
        .mapToObj(size -> CodecSpec.of("numcodecs.shuffle").with("elementsize", size))
        .toList();
  }
}
