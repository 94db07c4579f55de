package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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

/// Sums the distances of the flights that left Seattle more than an hour late, of a table of
/// 200,000 flights.
///
/// The twin is `python/table_mask.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // the setup sets the fields
public class TableMask {
  private static final Path FLIGHTS = Path.of("benchmarks/data/flights-200k.csv.gz");

  private Path directory;
  private MmapTable table;
  private MmapColumn delay;
  private MmapColumn origin;

  @Setup(Level.Trial)
  public void create() throws IOException {
    WarmUp.everything();
    directory = Files.createTempDirectory("table-mask-");
    List<String[]> flights = read();
    table = MmapTable.create(directory.resolve("table"), flights.size());
    delay = table.addColumnFrom("delay", column(flights, 1, DType.INT16));
    table.addColumnFrom("distance", column(flights, 2, DType.INT16));
    origin = table.addColumnFrom("origin", column(flights, 3, DType.of("U3")));
  }

  private static List<String[]> read() throws IOException {
    try (var file = new GZIPInputStream(Files.newInputStream(FLIGHTS));
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    }
  }

  private static NdArray column(List<String[]> rows, int index, DType dtype) {
    String[] values = rows.stream().map(row -> row[index]).toArray(String[]::new);
    if (dtype instanceof DType.Text) {
      return NdArray.asArray(values, dtype);
    }
    int[] numbers = new int[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(values[i]);
    }
    return NdArray.asArray(numbers, dtype);
  }

  @Benchmark
  public long sum() {
    return table
        .rows(delay.lazy().gt(60).and(origin.lazy().eq("SEA")))
        .column("distance")
        .sum()
        .getLong();
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    table.close();
    WideTable.delete(directory);
  }
}
