module consumer.exported {
  requires io.mmaptable.core;

  exports consumer.exported;
}
