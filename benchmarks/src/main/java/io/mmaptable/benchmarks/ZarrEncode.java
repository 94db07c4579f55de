package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
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

/// Encodes a gigabyte in memory into an array of Zarr's, with a file for each chunk. Ours is forced
/// to the disk and renamed, which zarr-java leaves out.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@SuppressWarnings("NullAway.Init") // the setup sets the field before each iteration
public class ZarrEncode {
  private Path directory;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("zarr-encode-");
  }

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // the setup sets the field
  public static class Ours extends OurZarr {
    NdArray elements;

    @Setup(Level.Trial)
    public void make() throws IOException {
      elements = sharedElements();
    }
  }

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // the setup sets the field
  public static class Theirs extends ZarrJava {
    ucar.ma2.Array elements;

    @Setup(Level.Trial)
    public void make() {
      elements = elements();
    }
  }

  @Benchmark
  public void encode(Ours ours) {
    ours.write(directory.resolve("array.zarr"), ours.elements);
  }

  @Benchmark
  public void zarrJava(Theirs theirs) throws Exception {
    theirs.write(directory.resolve("array.zarr"), theirs.elements);
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    WideTable.delete(directory);
  }
}
