/// The `.npy` and `.npz` formats: headers, files and archives.
module io.mmaptable.npy {
  requires transitive io.mmaptable.core;
  requires static org.jspecify;

  exports io.mmaptable.npy;
}
