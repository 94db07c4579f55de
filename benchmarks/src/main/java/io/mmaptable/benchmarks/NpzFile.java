package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// An array of float64 with 16 bits of noise each, which deflate makes four times smaller, and a
/// place for an archive of it.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each fork
public class NpzFile {
  static final int LENGTH = 1_000_000;

  Path path;
  NdArray array;

  @Setup(Level.Trial)
  public void create() throws IOException {
    path = Files.createTempDirectory("npz-").resolve("x.npz");
    array = NdArray.zeros(DType.FLOAT64, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      array.get(i).set((i * 2654435761L % (1L << 32) >> 16) / 4.0);
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.deleteIfExists(path);
    Files.delete(path.toAbsolutePath().getParent());
  }
}
