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

/// Writes a table as CSV, by as many threads as the machine has. The file is forced and renamed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public abstract class CsvWrite {
  private ExportTable export;

  @Setup(Level.Trial)
  public void create() throws IOException {
    export = make();
  }

  /// The table.
  abstract ExportTable make() throws IOException;

  @Benchmark
  public void write() {
    export.shared(() -> CsvExport.write(export.table().rows(), export.file("table.csv")));
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    export.close();
  }
}
