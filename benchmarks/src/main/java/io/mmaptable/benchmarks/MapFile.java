package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Opens a file of float64 of shape (1000, 3), maps it for reading, and unmaps it. No element is
/// touched.
///
/// The twin is `python/map_file.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // the setup sets the field
public class MapFile {
  private Path path;

  @Setup(Level.Trial)
  public void write() throws IOException {
    path = Files.createTempFile("map-file-", ".npy");
    Npy.write(path, NdArray.zeros(DType.FLOAT64, 1000, 3));
  }

  @Benchmark
  public long map() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return Npy.map(path, io.mmaptable.file.Mode.READ_ONLY, arena).size();
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(path);
  }
}
