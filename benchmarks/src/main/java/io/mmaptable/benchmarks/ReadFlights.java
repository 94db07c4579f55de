package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/// Opens a table of 200,000 flights whose columns are frozen and in the page cache, and reads them
/// all into new memory, by as many threads as the machine has.
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
public class ReadFlights {
  private final Parallelism threads =
      Parallelism.ofThreads(Runtime.getRuntime().availableProcessors());
  private Path directory;

  @Setup(Level.Trial)
  public void create() throws IOException {
    directory = Files.createTempDirectory("read-flights-");
    Flights.make(directory.resolve("table"));
    Flights.freeze(directory.resolve("table"));
    Flights.note("read_flights", directory.resolve("table"));
  }

  @Benchmark
  public List<NdArray> read() {
    return threads.call(
        () -> {
          try {
            return Flights.read(directory.resolve("table"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    threads.close();
    WideTable.delete(directory);
  }
}
