package io.mmaptable.codec.blosc;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.testsupport.BytesCodecContract;
import java.util.List;

class BloscCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return new BloscCodec();
  }

  @Override
  protected List<CodecSpec> specs() {
    CodecSpec spec = CodecSpec.of("blosc");
    return List.of(
        spec.with("typesize", 8),
        spec.with("cname", "lz4hc").with("shuffle", "noshuffle").with("clevel", 1),
        spec.with("cname", "zstd").with("typesize", 4).with("shuffle", "bitshuffle"),
        spec.with("cname", "zlib").with("typesize", 3).with("blocksize", 1000),
        spec.with("cname", "zstd").with("typesize", 16).with("blocksize", 200),
        spec.with("clevel", 0).with("typesize", 300));
  }
}
