package io.mmaptable.benchmarks;

import io.mmaptable.array.Parallelism;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/// Freezes the columns of a table of 200,000 flights, one after the other and each by as many
/// threads as the machine has. Each is forced to the disk, which zarr-python leaves out.
///
/// The twin is `python/zarr_flights.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class FreezeFlights {
  private final Parallelism threads =
      Parallelism.ofThreads(Runtime.getRuntime().availableProcessors());
  private Path directory;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("freeze-flights-");
    Flights.make(directory.resolve("table"));
  }

  @Benchmark
  public void freeze() {
    threads.run(
        () -> {
          try {
            Flights.freeze(directory.resolve("table"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    Flights.note("freeze_flights", directory.resolve("table"));
    WideTable.delete(directory);
  }

  @TearDown(Level.Trial)
  public void close() {
    threads.close();
  }
}
