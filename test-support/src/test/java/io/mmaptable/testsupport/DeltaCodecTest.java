package io.mmaptable.testsupport;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import java.util.List;
import java.util.stream.Stream;

class DeltaCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().make(CodecSpec.of("delta").with("dtype", "<i4"));
  }

  @Override
  protected List<CodecSpec> specs() {
    return Stream.of("<i2", "|u1", "<i8", "<u4")
        .map(dtype -> CodecSpec.of("numcodecs.delta").with("dtype", dtype))
        .toList();
  }

  @Override
  protected int itemSize() {
    return 8;
  }
}
