package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Appends blocks of a thousand rows of three float32 to an array that is empty at first, each
/// block committed before the next one is written; the growth of the file is part of the work.
///
/// The twin is `python/extend_rows.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class ExtendRows {
  private static final int BLOCK = 1000;
  private static final int BLOCKS = 20_000;

  private final NdArray block = NdArray.arange(3 * BLOCK).astype(DType.FLOAT32).reshape(BLOCK, 3);
  private Path directory;
  private DiskArray array;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("extend-rows-");
    array = DiskArray.create(directory.resolve("rows.npy"), DType.FLOAT32, 3);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long extend() throws IOException {
    for (int i = 0; i < BLOCKS; i++) {
      array.extend(block);
    }
    return array.rowCount();
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    array.destroy();
    Files.delete(directory);
  }
}
