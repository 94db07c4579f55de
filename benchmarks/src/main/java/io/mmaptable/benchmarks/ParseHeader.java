package io.mmaptable.benchmarks;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyHeader;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reads the header that `numpy.save` writes for float64 of shape (1000, 3), from memory.
///
/// The twin is `python/parse_header.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseHeader {
  private final MemorySegment header =
      MemorySegment.ofArray(Npy.canonicalHeader(DType.FLOAT64, new long[] {1000, 3}, false));

  @Benchmark
  public NpyHeader parse() throws StorageException {
    return Npy.header(header);
  }
}
