module consumer.records {
  requires io.mmaptable.core;
}
