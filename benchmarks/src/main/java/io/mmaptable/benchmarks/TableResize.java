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

/// Makes a table of ten float64 columns longer, from one million rows to two, and shorter again.
///
/// The twin is `python/table_resize.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TableResize {
  private static final int COLUMNS = 10;
  private static final long ROWS = 1_000_000;

  private WideTable wide;
  private MmapTable table;

  @Setup(Level.Trial)
  public void create() throws IOException {
    wide = WideTable.create(COLUMNS, ROWS);
    table = wide.openToWrite();
  }

  @Benchmark
  public long resize() throws IOException {
    table.resize(2 * ROWS);
    table.resize(ROWS);
    return table.rowCount();
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    table.close();
    wide.close();
  }
}
