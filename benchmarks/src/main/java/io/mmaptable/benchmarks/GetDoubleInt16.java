package io.mmaptable.benchmarks;

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

/// Adds up ten million int16 of a mapped file, one by one, as doubles and through an array of any
/// dtype. An operation is one element.
///
/// The twin is `python/get_double_int16.py`; [#plain()] reads the same memory as a raw segment.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class GetDoubleInt16 {
  private static final int LENGTH = 10_000_000;

  private MappedColumn column;
  private NdArray array;
  private MemorySegment memory;

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    column = MappedColumn.of(NdArray.arange(LENGTH).astype(DType.INT16));
    array = column.array();
    memory = array.asSegment();
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double get() {
    double sum = 0;
    for (long i = 0; i < LENGTH; i++) {
      sum += array.getDouble(i);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double plain() {
    double sum = 0;
    for (long i = 0; i < LENGTH; i++) {
      sum += memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i);
    }
    return sum;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
