package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrArray;
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
import org.openjdk.jmh.annotations.Warmup;

/// Decodes an array of Zarr's of a gigabyte, in the page cache and with a file for each chunk, into
/// new memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class ZarrDecode {
  @Setup(Level.Iteration)
  public void collect() {
    // What the iteration before has read is given back outside of what is measured.
    System.gc();
  }

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // the setup sets the field
  public static class Ours extends OurZarr {
    ZarrArray array;

    @Setup(Level.Trial)
    public void make() throws Exception {
      array = array("plain", plainLayout());
    }
  }

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // the setup sets the field
  public static class Theirs extends ZarrJava {
    dev.zarr.zarrjava.v3.Array array;

    @Setup(Level.Trial)
    public void make() throws Exception {
      array = array();
    }
  }

  @Benchmark
  public NdArray decode(Ours ours) {
    return ours.read(ours.array);
  }

  @Benchmark
  public ucar.ma2.Array zarrJava(Theirs theirs) throws Exception {
    return theirs.read(theirs.array);
  }
}
