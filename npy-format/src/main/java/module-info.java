/// The `.npy` and `.npz` formats: headers, files and archives.
module io.mmaptable.npy {
  requires transitive io.mmaptable.core;
  requires static org.jspecify;

  exports io.mmaptable.npy;

  // On the class path META-INF/services says the same.
  provides io.mmaptable.codec.ArrayFormat with
      io.mmaptable.npy.NpyFormat;
}
