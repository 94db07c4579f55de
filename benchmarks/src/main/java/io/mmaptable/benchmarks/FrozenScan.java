package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Files;
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

/// Opens a table whose column of a gigabyte of float64 is frozen and not in the page cache, and
/// sums the column block by block, by as many threads as the machine has. [#mapped()] sums the
/// column that was not frozen.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@SuppressWarnings("NullAway.Init") // the setup and JMH set the fields
public class FrozenScan {
  private final Parallelism threads =
      Parallelism.ofThreads(Runtime.getRuntime().availableProcessors());

  /// How the column is frozen, with a checksum: by `zstd`, as it is by the command where nothing is
  /// said, or by `lz4`.
  @Param("zstd")
  String codec;

  private Path directory;

  @Setup(Level.Trial)
  public void create() throws IOException {
    directory = Files.createTempDirectory("frozen-scan-");
    NdArray prices = NdArray.asArray(Walk.of("float64"));
    try (MmapTable table = MmapTable.create(directory.resolve("table"), prices.size())) {
      table.addColumnFrom("mapped", prices);
      table.addColumnFrom("frozen", prices);
      table.freeze("frozen", layout -> layout.codecs(codecs()));
      table.flush();
    }
  }

  private List<CodecSpec> codecs() {
    return BytesCodecs.system()
        .parse((ZarrFiles.isZstd(codec) ? "shuffle,zstd:5" : "lz4") + ",crc32c");
  }

  @Setup(Level.Iteration)
  public void forget() throws IOException {
    PageCache.forget(directory);
  }

  private MmapTable open() throws IOException {
    return MmapTable.open(directory.resolve("table"), io.mmaptable.file.Mode.READ_ONLY);
  }

  @Benchmark
  public double frozen() throws IOException {
    try (MmapTable table = open()) {
      var column = table.column("frozen").frozen().orElseThrow();
      return threads.call(
          () -> column.blocks().mapToDouble(block -> block.sum().getDouble()).sum());
    }
  }

  @Benchmark
  public double mapped() throws IOException {
    try (MmapTable table = open()) {
      var column = table.column("mapped");
      return threads.call(() -> column.sum().getDouble());
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    threads.close();
    WideTable.delete(directory);
  }
}
