package io.mmaptable.benchmarks;

import io.mmaptable.table.MmapTable;
import io.mmaptable.table.RowCursor;
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

/// Reads each row of a table of ten float64 columns, all ten of its elements. An operation is one
/// row.
///
/// The twin is `python/table_row.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TableRow {
  private static final int COLUMNS = 10;
  private static final int ROWS = 100_000;

  private WideTable wide;
  private MmapTable table;

  @Setup(Level.Trial)
  public void create() throws IOException {
    WarmUp.everything();
    wide = WideTable.create(COLUMNS, ROWS);
    table = wide.openToRead();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double read() {
    double sum = 0;
    RowCursor cursor = table.cursor();
    while (cursor.next()) {
      for (int column = 0; column < COLUMNS; column++) {
        sum += cursor.getDouble(column);
      }
    }
    return sum;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    table.close();
    wide.close();
  }
}
