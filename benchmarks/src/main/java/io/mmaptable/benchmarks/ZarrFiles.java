package io.mmaptable.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where arrays of Zarr's are made, and the layout in which two libraries are compared.
final class ZarrFiles {
  /// What is shared by benchmarks, and with Python.
  static final Path DATA = Path.of(System.getenv("MMAPTABLE_DATA"));

  /// A file for each of them.
  static final int CHUNK_BYTES = 1 << 20;

  /// At these levels the compressors of Blosc do what ours do at 5 and 1.
  static final int ZSTD_LEVEL = 3;

  static final int LZ4_LEVEL = 9;

  private ZarrFiles() {}

  /// Makes a directory.
  interface Making {
    void make(Path path) throws Exception;
  }

  /// An array that is there for all benchmarks of a run, and made by the first.
  static Path shared(String name, Making making) throws Exception {
    Path path = DATA.resolve(name + ".zarr");
    if (!Files.exists(path)) {
      making.make(path);
    }
    return path;
  }

  static boolean isZstd(String codec) {
    return codec.endsWith("zstd");
  }
}
