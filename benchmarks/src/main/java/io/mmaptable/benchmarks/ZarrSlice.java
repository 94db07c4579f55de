package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.util.Random;
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

/// Reads a hundred rows from a random place of an array of Zarr's of a gigabyte, in the page cache:
/// one that is laid out as usual here. [#sameChunks(Ours)] takes them from one with the chunks and
/// files that [#zarrJava(Theirs)] has.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ZarrSlice {
  private static final int ROWS = 100;

  private final Random random = new Random(1);

  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // the setup sets the fields
  public static class Ours extends OurZarr {
    ZarrArray usual;
    ZarrArray plain;

    @Setup(Level.Trial)
    public void make() throws Exception {
      usual = array("usual", usualLayout());
      plain = array("plain", plainLayout());
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

  private int from(long rowCount) {
    return random.nextInt(Math.toIntExact(rowCount) - ROWS);
  }

  private NdArray rows(ZarrArray array) throws IOException {
    int from = from(array.rowCount());
    return array.rows(from, from + ROWS);
  }

  @Benchmark
  public NdArray slice(Ours ours) throws IOException {
    return rows(ours.usual);
  }

  @Benchmark
  public NdArray sameChunks(Ours ours) throws IOException {
    return rows(ours.plain);
  }

  @Benchmark
  public ucar.ma2.Array zarrJava(Theirs theirs) throws Exception {
    int from = from(theirs.array.metadata().shape[0]);
    return theirs.array.read(new long[] {from}, new int[] {ROWS});
  }
}
