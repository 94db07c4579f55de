package io.mmaptable.benchmarks;

import io.mmaptable.table.MmapTable;
import java.io.IOException;
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

/// Opens a table of a thousand columns for reading, and closes it.
///
/// The twin is `python/table_open.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 40)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TableOpen {
  private final int columns;
  private WideTable wide;

  public TableOpen() {
    this(1_000);
  }

  TableOpen(int columns) {
    this.columns = columns;
  }

  @Setup(Level.Trial)
  public void create() throws IOException {
    wide = WideTable.create(columns, 10);
  }

  @Benchmark
  public int open() throws IOException {
    try (MmapTable table = wide.openToRead()) {
      return table.columnNames().size();
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    wide.close();
  }
}
