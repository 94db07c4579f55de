package io.mmaptable.benchmarks;

import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableAppender;
import java.io.IOException;
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

/// Appends rows of ten float64 columns to a table, a thousand of which are committed together. An
/// operation is one row.
///
/// The twin is `python/table_append.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class TableAppend {
  private static final int COLUMNS = 10;
  private static final int ROWS = 2_000_000;
  private static final int BATCH = 1_000;

  private WideTable wide;
  private MmapTable table;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    wide = WideTable.create(COLUMNS, 0);
    table = wide.openToWrite();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long append() throws IOException {
    try (TableAppender appender = table.appender(BATCH)) {
      for (int i = 0; i < ROWS; i++) {
        for (int column = 0; column < COLUMNS; column++) {
          appender.set(column, (double) i);
        }
        appender.endRow();
      }
    }
    return table.rowCount();
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    table.close();
    wide.close();
  }
}
