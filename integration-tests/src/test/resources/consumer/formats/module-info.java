module consumer.formats {
  requires io.mmaptable.table;
}
