package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.ArrowExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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

/// Writes a gigabyte of float64, in eight columns, as an Arrow file, which is on the disk then.
///
/// The twin is `python/arrow_write.py`; [#plain()] writes the bytes of the mapped columns through a
/// channel with the JDK alone, and forces them too.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class ArrowWrite {
  private static final int COLUMNS = 8;
  private static final int ROWS = 15_625_000;

  private ExportTable export;
  private List<NdArray> columns;
  private Path file;

  @Setup(Level.Trial)
  public void create() throws IOException {
    export = ExportTable.floats(COLUMNS, ROWS);
    columns = export.table().columns().stream().map(column -> column.array()).toList();
    file = export.file("out.arrow");
  }

  @Benchmark
  public void write() throws IOException {
    ArrowExport.write(export.table().rows(), file);
  }

  @Benchmark
  public void plain() throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (NdArray column : columns) {
        ByteBuffer bytes = column.asSegment().asByteBuffer();
        while (bytes.hasRemaining()) {
          int _ = channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  @TearDown(Level.Iteration)
  public void deleteFile() throws IOException {
    Files.delete(file);
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    export.close();
  }
}
