package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;
import io.mmaptable.array.NdArray;
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

/// Casts ten million elements of a mapped file into an array that is there already.
///
/// The twins are `python/cast_*.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public abstract class CastColumn {
  private static final int LENGTH = 10_000_000;

  private final DType from;
  private final DType to;
  private final Casting casting;
  private MappedColumn column;
  private NdArray target;

  CastColumn(String from, String to, Casting casting) {
    this.from = DType.of(from);
    this.to = DType.of(to);
    this.casting = casting;
  }

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    column = MappedColumn.of(NdArray.arange(LENGTH).astype(from));
    target = NdArray.zeros(to, LENGTH);
  }

  @Benchmark
  public void cast() {
    target.set(casting, column.array());
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
