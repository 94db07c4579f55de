package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import java.io.IOException;
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

/// Reads a gigabyte of float64 that is in the page cache into memory of its own, which getting that
/// memory is part of.
///
/// The twin is `python/read_array.py`; [#plain()] reads the same bytes with the JDK alone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:MaxDirectMemorySize=2g")
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the field
public class ReadArray {
  private static final long LENGTH = 125_000_000;

  private Path path;

  @Setup(Level.Trial)
  public void write() throws IOException {
    path = Files.createTempFile("read-array-", ".npy");
    Npy.write(path, NdArray.zeros(DType.FLOAT64, LENGTH));
  }

  @Setup(Level.Iteration)
  public void collect() {
    // What the iteration before has read is given back outside of what is measured.
    System.gc();
  }

  @Benchmark
  public NdArray read() throws IOException {
    return Npy.read(path);
  }

  @Benchmark
  public ByteBuffer plain() throws IOException {
    try (var channel = FileChannel.open(path)) {
      var buffer = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
      while (buffer.hasRemaining() && channel.read(buffer) > 0) {}
      return buffer;
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(path);
  }
}
