package io.mmaptable.benchmarks;

import io.mmaptable.export.CsvExport;
import io.mmaptable.export.CsvImport;
import java.io.IOException;
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

/// Makes a table of a CSV file of 200,000 flights, with types inferred, by as many threads as the
/// machine has; pandas makes a dataframe in memory by one.
///
/// The twin is `python/csv_read.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 20)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class CsvRead {
  private ExportTable export;
  private Path made;

  @Setup(Level.Trial)
  public void create() throws IOException {
    export = make();
    made = export.file("made");
    CsvExport.write(export.table().rows(), export.file("table.csv"));
  }

  ExportTable make() throws IOException {
    return ExportTable.flights();
  }

  @Benchmark
  public void read() {
    export.shared(() -> CsvImport.from(export.file("table.csv")).to(made));
  }

  @TearDown(Level.Iteration)
  public void deleteTable() throws IOException {
    WideTable.delete(made);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    export.close();
  }
}
