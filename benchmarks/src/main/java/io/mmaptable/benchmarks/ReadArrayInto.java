package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Limits;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// Reads a gigabyte of float64 that is in the page cache into memory that is there already and has
/// been used before.
///
/// The twin is `python/read_array_into.py`; [#plain()] reads the same bytes with the JDK alone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the field
public class ReadArrayInto {
  private static final long LENGTH = 125_000_000;

  private final MemorySegment memory = Arena.ofAuto().allocate(8 * LENGTH);
  private Path path;

  @Setup(Level.Trial)
  public void write() throws IOException {
    path = Files.createTempFile("read-array-into-", ".npy");
    Npy.write(path, NdArray.zeros(DType.FLOAT64, LENGTH));
  }

  @Benchmark
  public NdArray read() throws IOException {
    return Npy.read(path, Limits.DEFAULT, SegmentAllocator.prefixAllocator(memory));
  }

  @Benchmark
  public ByteBuffer plain() throws IOException {
    var buffer = memory.asByteBuffer();
    try (var channel = FileChannel.open(path)) {
      channel.position(channel.size() - memory.byteSize());
      while (buffer.hasRemaining() && channel.read(buffer) > 0) {}
      return buffer;
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(path);
  }
}
