package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Selects about half of ten million float64 of a mapped file with a mask of random bools.
///
/// The twin is `python/mask_select.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class MaskSelect {
  private static final int LENGTH = 10_000_000;

  private MappedColumn column;
  private NdArray mask;

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    column = MappedColumn.of(NdArray.arange(LENGTH).astype(DType.FLOAT64));
    double[] random = new Random(1).doubles(LENGTH).toArray();
    mask = NdArray.of(random).gt(0.5).toNdArray();
  }

  @Benchmark
  public NdArray select() {
    return column.array().get(mask);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
