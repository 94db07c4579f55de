module consumer.codecs {
  requires io.mmaptable.core;
}
