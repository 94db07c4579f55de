module consumer.arrays {
  requires io.mmaptable.diskarray;
}
