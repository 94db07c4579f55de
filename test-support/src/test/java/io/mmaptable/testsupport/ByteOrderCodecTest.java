package io.mmaptable.testsupport;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import java.util.List;

class ByteOrderCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().make(CodecSpec.of("bytes").with("endian", "little"));
  }

  @Override
  protected List<CodecSpec> specs() {
    return List.of(
        CodecSpec.of("bytes"),
        CodecSpec.of("bytes").with("endian", "little"),
        CodecSpec.of("bytes").with("endian", "big"));
  }
}
