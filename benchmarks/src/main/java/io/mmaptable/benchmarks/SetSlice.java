package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
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
import org.openjdk.jmh.annotations.Warmup;

/// Sets the middle half of ten million float64 of a mapped file from an array of float64.
///
/// The twin is `python/set_slice.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class SetSlice {
  private static final int LENGTH = 10_000_000;

  private MappedColumn column;
  private NdArray value;

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    column = MappedColumn.of(NdArray.zeros(DType.FLOAT64, LENGTH));
    value = NdArray.arange(LENGTH / 2).astype(DType.FLOAT64);
  }

  @Benchmark
  public void set() {
    column.array().set(Slice.of(LENGTH / 4, LENGTH / 4 * 3), value);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
