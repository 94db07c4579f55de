module consumer.twice {
  requires io.mmaptable.core;

  provides io.mmaptable.codec.BytesCodec with
      consumer.twice.Main;
}
