package io.mmaptable.codec.zstd;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.testsupport.BytesCodecContract;
import java.util.List;

class ZstdCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return new ZstdCodec();
  }

  @Override
  protected List<CodecSpec> specs() {
    CodecSpec spec = CodecSpec.of("zstd");
    return List.of(
        spec,
        spec.with("level", -100).with("checksum", true),
        spec.with("level", 5),
        spec.with("level", 19).with("checksum", false));
  }
}
