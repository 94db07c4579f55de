package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
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

/// Makes a structured array of a table of five million rows of ten float64 columns, by as many
/// threads as the machine has; NumPy does it by one.
///
/// The twin is `python/table_records.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TableRecords {
  private static final int COLUMNS = 10;
  private static final long ROWS = 5_000_000;

  private WideTable wide;
  private MmapTable table;
  private Parallelism threads;

  @Setup(Level.Trial)
  public void create() throws IOException {
    WarmUp.everything();
    threads = Parallelism.ofThreads(Runtime.getRuntime().availableProcessors());
    wide = WideTable.create(COLUMNS, ROWS);
    table = wide.openToWrite();
    for (int i = 0; i < COLUMNS; i++) {
      table.column("c" + i).set(NdArray.arange(ROWS));
    }
  }

  @Benchmark
  public NdArray records() {
    return threads.call(table::toRecords);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    threads.close();
    table.close();
    wide.close();
  }
}
