package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/// Writes a gigabyte of float64 from native memory to a new file, through a channel. Nobody waits
/// for the disk: none of the three forces the file.
///
/// The twin is `python/write_array.py`; [#plain()] writes the same bytes with the JDK alone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class WriteArray {
  private static final long LENGTH = 125_000_000;

  private final MemorySegment memory = Arena.ofAuto().allocate(8 * LENGTH, 64);
  private final NdArray array = NdArray.view(memory, DType.FLOAT64, false, null, LENGTH);
  private final byte[] header = Npy.canonicalHeader(DType.FLOAT64, new long[] {LENGTH}, false);
  private Path path;
  private FileChannel channel;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    memory.fill((byte) 7);
    path = Files.createTempFile("write-array-", ".npy");
    channel = FileChannel.open(path, StandardOpenOption.WRITE);
  }

  @Benchmark
  public void write() throws IOException {
    Npy.write(channel, array);
  }

  @Benchmark
  public void plain() throws IOException {
    writeFully(ByteBuffer.wrap(header));
    writeFully(memory.asByteBuffer());
  }

  private void writeFully(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int _ = channel.write(buffer);
    }
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    channel.close();
    Files.delete(path);
  }
}
