/// Arrays in compressed chunks, in the layout of Zarr version 3: directories that other software
/// reads and writes.
module io.mmaptable.zarr {
  requires transitive io.mmaptable.core;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports io.mmaptable.zarr;
}
