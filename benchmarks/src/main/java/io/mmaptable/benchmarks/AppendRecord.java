package io.mmaptable.benchmarks;

import io.mmaptable.array.RowType;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.RowAppender;
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

/// Appends Java records to a structured array that is empty at first, with an appender. Each record
/// is committed, and can be seen by every reader, before the next one is written.
///
/// The twin is `python/append_record.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class AppendRecord {
  private static final int ROWS = 2_000_000;
  private static final RowType<Trade> TRADES = RowType.of(Trade.class);

  private Path directory;
  private DiskArray array;

  /// A row.
  public record Trade(long time, double price, int quantity) {}

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("append-record-");
    array = DiskArray.create(directory.resolve("rows.npy"), TRADES.dtype());
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long append() throws IOException {
    try (RowAppender appender = array.appender()) {
      for (int i = 0; i < ROWS; i++) {
        appender.append(TRADES, new Trade(i, 99.5, 3));
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
