package io.mmaptable.benchmarks;

import io.mmaptable.array.Metric;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Computes with a hundred million elements of a mapped file, or with the rows of a matrix.
///
/// The twin is `python/computing.py`, which has made the file; `families.py` gives the parameters.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup and JMH set the fields
public class Computing {
  private static final int SMALL = 3000;
  private static final int ROUNDS = 200;
  private static final List<DType> DTYPES =
      List.of(DType.FLOAT64, DType.FLOAT32, DType.INT64, DType.INT32, DType.INT16, DType.of("u1"));

  @Param({"sum"})
  String work;

  @Param({"float64"})
  String dtype;

  @Param({"1"})
  int threads;

  private Arena arena;
  private Parallelism parallelism;
  private NdArray array;
  private NdArray factor;
  private NdArray summand;
  private NdArray out;
  private NdArray query;

  @Setup(Level.Trial)
  public void open() throws IOException {
    arena = Arena.ofShared();
    parallelism = Parallelism.ofThreads(threads);
    String name = (work.equals("nearest") ? "matrix_" : "column_") + dtype + ".npy";
    Path path = Path.of(System.getenv("MMAPTABLE_DATA"), name);
    array = Npy.map(path, io.mmaptable.file.Mode.READ_ONLY, arena);
    long[] shape = work.equals("mul_add") ? array.shape() : new long[1];
    out = NdArray.zeros(arena, array.dtype(), shape);
    factor = NdArray.zeros(arena, array.dtype(), shape);
    summand = NdArray.zeros(arena, array.dtype(), shape);
    if (work.equals("mul_add")) {
      array.lazy().add(1).into(factor);
      array.lazy().sub(1).into(summand);
    }
    query = NdArray.arange(128).mod(7).sub(3).astype(DType.FLOAT32);
    warmUp();
  }

  /// Does what is measured, and its like, with every dtype, so that nothing is compiled for one.
  private void warmUp() {
    for (int round = 0; round < ROUNDS; round++) {
      for (DType each : DTYPES) {
        NdArray small = NdArray.arange(SMALL).astype(each);
        for (String like : List.of("sum", "min", "max", "mean", "std")) {
          Object _ = compute(like, small);
        }
      }
    }
  }

  @Benchmark
  public Object compute() {
    return parallelism.call(() -> compute(work, array));
  }

  private Object compute(String what, NdArray a) {
    return switch (what) {
      case "sum" -> a.sum();
      case "min" -> a.min();
      case "max" -> a.max();
      case "mean" -> a.mean();
      case "std" -> a.std();
      case "count" -> a.gt(0.5).countNonZero();
      case "mul_add" -> a.lazy().mul(factor).add(summand).into(out);
      case "sort" -> a.sorted();
      case "unique" -> a.unique();
      case "nearest" -> a.nearest(query, 10, Metric.DOT);
      default -> throw new IllegalArgumentException("work (" + what + ") is not known");
    };
  }

  @TearDown(Level.Trial)
  public void close() {
    parallelism.close();
    arena.close();
  }
}
