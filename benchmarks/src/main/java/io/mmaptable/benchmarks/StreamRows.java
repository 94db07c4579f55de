package io.mmaptable.benchmarks;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Appends ten gigabytes of float64 as a stream of megabytes, each committed before the next one is
/// written. Nobody waits for the disk.
///
/// The twin is `python/stream_rows.py`; [#plain()] writes the same bytes through a channel, and
/// [#withoutNativeAccess()] is the same work in a JVM that allows none.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class StreamRows {
  private static final int BLOCK = 131_072;
  private static final int BLOCKS = 10_000;

  private final MemorySegment block = Arena.ofAuto().allocate(8L * BLOCK, 64);
  private Path directory;
  private DiskArray array;
  private FileChannel channel;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    for (int i = 0; i < BLOCK; i++) {
      block.setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
    }
    directory = Files.createTempDirectory("stream-rows-");
    array = DiskArray.create(directory.resolve("rows.npy"), DType.FLOAT64);
    channel =
        FileChannel.open(
            directory.resolve("plain"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public long stream() throws IOException {
    for (int i = 0; i < BLOCKS; i++) {
      array.extend(block);
    }
    return array.rowCount();
  }

  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "--illegal-native-access=deny")
  @OperationsPerInvocation(BLOCKS)
  public long withoutNativeAccess() throws IOException {
    return stream();
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public void plain() throws IOException {
    for (int i = 0; i < BLOCKS; i++) {
      ByteBuffer buffer = block.asByteBuffer();
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer);
      }
    }
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    channel.close();
    array.destroy();
    Files.delete(directory.resolve("plain"));
    Files.delete(directory);
  }
}
