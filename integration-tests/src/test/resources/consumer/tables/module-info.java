module consumer.tables {
  requires io.mmaptable.table;
}
