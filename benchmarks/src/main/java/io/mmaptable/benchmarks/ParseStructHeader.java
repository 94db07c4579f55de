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

/// Reads the header that `numpy.save` writes for a structured dtype of ten fields, from memory.
///
/// The twin is `python/parse_struct_header.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseStructHeader {
  private static final DType WEATHER =
      DType.of(
          "[('time', '<M8[ns]'), ('station', '<U8'), ('temperature', '<f4'), ('humidity', '<f4'),"
              + " ('pressure', '<f8'), ('wind', '<f4', (2,)), ('flags', '|u1'), ('valid', '|b1'),"
              + " ('count', '<i4'), ('error', '<f8')]");

  private final MemorySegment header =
      MemorySegment.ofArray(Npy.canonicalHeader(WEATHER, new long[] {1000}, false));

  @Benchmark
  public NpyHeader parse() throws StorageException {
    return Npy.header(header);
  }
}
