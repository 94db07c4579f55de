package io.mmaptable.benchmarks;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.RowAppender;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

/// Appends rows of three float32 to an array that is empty at first, with an appender. Each row is
/// committed, and can be seen by every reader, before the next one is written; the growth of the
/// file is part of the work.
///
/// The twin is `python/append_row.py`; [#plain()] stores the same rows into a mapping that is long
/// enough, and counts them nowhere.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
@SuppressWarnings("NullAway.Init") // the setup sets the fields before each iteration
public class AppendRow {
  private static final int ROWS = 4_000_000;

  private Path directory;
  private DiskArray array;
  private Arena arena;
  private MemorySegment mapping;

  @Setup(Level.Iteration)
  public void create() throws IOException {
    directory = Files.createTempDirectory("append-row-");
    array = DiskArray.create(directory.resolve("rows.npy"), DType.FLOAT32, 3);
    arena = Arena.ofShared();
    mapping = map(directory.resolve("plain"), arena);
  }

  private static MemorySegment map(Path path, Arena arena) throws IOException {
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, 12L * ROWS, arena);
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long append() throws IOException {
    try (RowAppender appender = array.appender()) {
      for (int i = 0; i < ROWS; i++) {
        appender.append(i, 0.5f, 1.5f);
      }
    }
    return array.rowCount();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public MemorySegment plain() {
    for (int i = 0; i < ROWS; i++) {
      mapping.set(ValueLayout.JAVA_FLOAT, 12L * i, i);
      mapping.set(ValueLayout.JAVA_FLOAT, 12L * i + 4, 0.5f);
      mapping.set(ValueLayout.JAVA_FLOAT, 12L * i + 8, 1.5f);
    }
    return mapping;
  }

  @TearDown(Level.Iteration)
  public void delete() throws IOException {
    array.destroy();
    arena.close();
    Files.delete(directory.resolve("plain"));
    Files.delete(directory);
  }
}
