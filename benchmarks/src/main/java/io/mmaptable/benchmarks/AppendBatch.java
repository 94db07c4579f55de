package io.mmaptable.benchmarks;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.diskarray.RowAppender;
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

/// Appends rows of three float32 to an array that is empty at first, with an appender, which
/// commits a thousand of them at a time; the growth of the file is part of the work.
///
/// The twin is `python/append_batch.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class AppendBatch {
  private static final int ROWS = 4_000_000;
  private static final int BATCH = 1000;

  private Path directory;
  private DiskArray array;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("append-batch-");
    array =
        DiskArray.open(
            directory.resolve("rows.npy"),
            DiskArrayOptions.DEFAULT.dtype(DType.FLOAT32).shape(0, 3).commitEvery(BATCH));
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long append() throws IOException {
    try (RowAppender appender = array.appender()) {
      for (int i = 0; i < ROWS; i++) {
        appender.append(i, 0.5f, 1.5f);
      }
    }
    return array.rowCount();
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    array.destroy();
    Files.delete(directory);
  }
}
