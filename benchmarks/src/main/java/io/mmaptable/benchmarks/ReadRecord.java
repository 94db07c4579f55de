package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
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

/// Reads a million rows of four fields from a mapped file as Java records, and adds up their
/// fields. An operation is one row.
///
/// The twin is `python/read_record.py`; [#plain()] reads the same fields from the raw segment.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class ReadRecord {
  private static final int LENGTH = 1_000_000;
  private static final int ROW = 22;

  private MappedColumn column;
  private Rows<Tick> rows;
  private MemorySegment memory;

  /// A row.
  public record Tick(long time, double price, int quantity, short venue) {}

  @Setup(Level.Trial)
  public void write() throws IOException {
    WarmUp.everything();
    RowType<Tick> type = RowType.of(MethodHandles.lookup(), Tick.class);
    NdArray made = NdArray.zeros(type.dtype(), LENGTH);
    NdArray numbers = NdArray.arange(LENGTH);
    made.field("time").set(numbers);
    made.field("price").set(numbers);
    made.field("quantity").set(numbers);
    made.field("venue").set(Casting.UNSAFE, numbers);
    column = MappedColumn.of(made);
    rows = column.array().asRows(type);
    memory = column.array().asSegment();
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double read() {
    double sum = 0;
    for (long i = 0; i < LENGTH; i++) {
      Tick tick = rows.get(i);
      sum += tick.time() + tick.price() + tick.quantity() + tick.venue();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double plain() {
    double sum = 0;
    for (long at = 0; at < LENGTH * (long) ROW; at += ROW) {
      sum +=
          memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at)
              + memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at + 8)
              + memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + 16)
              + memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 20);
    }
    return sum;
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    column.close();
  }
}
