package io.mmaptable.benchmarks;

import io.mmaptable.array.Doubles;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Adds up ten million float64 of a mapped file of shape (10000, 1000), one by one, by two
/// positions. An operation is one element.
///
/// The twin is `python/typed_get_2d.py`; [#plain()] reads the same memory as a raw segment.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TypedGet2d {
  private static final int ROWS = 10_000;
  private static final int COLUMNS = 1000;

  private MappedColumn column;
  private Doubles values;
  private MemorySegment memory;

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    NdArray numbers = NdArray.arange(ROWS * COLUMNS).astype(DType.FLOAT64);
    column = MappedColumn.of(numbers.reshape(ROWS, COLUMNS));
    values = column.array().asDoubles();
    memory = column.array().asSegment();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public double get() {
    return TypedSums.sum2d(values);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public double plain() {
    double sum = 0;
    for (long i = 0; i < ROWS; i++) {
      for (long j = 0; j < COLUMNS; j++) {
        sum += memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * (i * COLUMNS + j));
      }
    }
    return sum;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
