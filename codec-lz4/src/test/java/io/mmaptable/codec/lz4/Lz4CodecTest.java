package io.mmaptable.codec.lz4;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.testsupport.BytesCodecContract;

class Lz4CodecTest extends BytesCodecContract {

  @Override
  protected BytesCodec codec() {
    return new Lz4Codec();
  }
}
