package io.mmaptable.benchmarks;

import io.mmaptable.export.Records;
import io.mmaptable.table.TableSlice;
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

/// Writes five million rows of ten float64 columns as one structured `.npy` file, by as many
/// threads as the machine has; NumPy does it by one, and needs the memory. The file is forced and
/// renamed, which NumPy leaves out.
///
/// The twin is `python/records_write.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class RecordsWrite {
  private ExportTable export;

  @Setup(Level.Trial)
  public void create() throws IOException {
    export = ExportTable.floats(10, 5_000_000);
  }

  @Benchmark
  public void write() {
    export.shared(() -> write(export.table().rows(), export.file("records.npy")));
  }

  void write(TableSlice rows, Path file) throws IOException {
    Records.write(rows, file);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    export.close();
  }
}
