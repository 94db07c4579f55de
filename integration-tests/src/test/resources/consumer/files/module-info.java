module consumer.files {
  requires io.mmaptable.npy;
}
