package io.mmaptable.testsupport;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;

class Crc32cCodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().get("crc32c");
  }
}
