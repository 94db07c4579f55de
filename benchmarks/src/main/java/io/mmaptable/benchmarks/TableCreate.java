package io.mmaptable.benchmarks;

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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Makes a table of a thousand columns of ten float64, all in one change, and closes it: the disk
/// has it then.
///
/// The twin is `python/table_create.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 40)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the field before each iteration
public class TableCreate {
  private static final int COLUMNS = 1_000;

  private Path directory;

  @Setup(Level.Iteration)
  public void createDirectory() throws IOException {
    directory = Files.createTempDirectory("table-create-");
  }

  @Benchmark
  public void create() throws IOException {
    WideTable.create(directory.resolve("table"), COLUMNS, 10);
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    WideTable.delete(directory);
  }
}
