module consumer.arrow {
  requires io.mmaptable.export;
}
