package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/// An array in a new file, mapped.
final class MappedColumn implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Path path;
  private final NdArray array;

  private MappedColumn(Path path) throws IOException {
    this.path = path;
    this.array = Npy.map(path, io.mmaptable.file.Mode.READ_WRITE, arena);
  }

  /// Writes a file and maps it.
  static MappedColumn of(NdArray elements) throws IOException {
    Path path = Files.createTempFile("mapped-column-", ".npy");
    Npy.write(path, elements);
    return new MappedColumn(path);
  }

  NdArray array() {
    return array;
  }

  @Override
  public void close() throws IOException {
    arena.close();
    Files.delete(path);
  }
}
