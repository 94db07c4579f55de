module consumer.chunks {
  requires io.mmaptable.zarr;
}
