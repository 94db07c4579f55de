package io.mmaptable.benchmarks;

import io.mmaptable.export.CsvExport;
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

/// Writes 200,000 flights as CSV: a time, two integers and two short texts each. By as many threads
/// as the machine has; pandas does it by one. The file is forced and renamed, which pandas leaves
/// out.
///
/// The twin is `python/csv_write_flights.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 20)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class CsvWriteFlights {
  private ExportTable export;

  @Setup(Level.Trial)
  public void create() throws IOException {
    export = ExportTable.flights();
  }

  @Benchmark
  public void write() {
    export.shared(() -> CsvExport.write(export.table().rows(), export.file("table.csv")));
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    export.close();
  }
}
