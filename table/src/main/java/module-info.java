/// Columnar tables: directories of `.npy` files with JSON attributes beside them.
module io.mmaptable.table {
  requires transitive io.mmaptable.diskarray;
  requires transitive io.mmaptable.zarr;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports io.mmaptable.table;
}
