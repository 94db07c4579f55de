package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Reduction;
import io.mmaptable.export.CsvImport;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import io.mmaptable.testsupport.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// 200,000 flights as a table and as a dataframe of pandas: masks, statistics and sorting say the
/// same of both.
class FlightsTest {
  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";

  private static final String PANDAS =
      """
      import sys, numpy as np, pandas as pd
      df = pd.read_csv(sys.argv[1], parse_dates=["date"])

      def mixed(values):
          # A sum that depends on the order.
          weights = np.arange(1, len(values) + 1, dtype="u8") * np.uint64(2654435761)
          return int((values.to_numpy().astype("i8").astype("u8") * weights).sum())

      print(len(df))
      late = df[(df.delay > 60) & (df.origin == "SEA")]
      print(len(late), late.distance.sum(), int(late.delay.max()))
      either = df[(df.distance <= 200) | ~(df.destination != "PHL")]
      print(len(either), either.delay.sum())
      for name in ("delay", "distance"):
          column = df[name]
          print(name, column.min(), column.max(), column.sum(), f"{column.mean():.9f}", f"{column.std(ddof=0):.9f}")
      print(df.date.min().isoformat(), df.date.max().isoformat())
      print(df.origin.nunique(), df.destination.nunique(), df.origin.min(), df.origin.max())
      ordered = df.sort_values(["origin", "delay"], kind="stable")
      print(mixed(ordered.distance), mixed(ordered.delay))
      for row in list(ordered.head(3).itertuples(index=False)) + list(ordered.tail(3).itertuples(index=False)):
          print(row.date.isoformat(), row.delay, row.distance, row.origin, row.destination)
      latest = df.iloc[::-1][df.delay[::-1] >= 1000]
      print(len(latest), mixed(latest.distance))
      """;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void aTableSaysWhatADataframeSays(NumPyContainer numpy) throws IOException {
    Path csv = directory.resolve("flights.csv.gz");
    Files.copy(Corpus.path("tables/flights-200k.csv.gz"), csv);
    Path path = directory.resolve("flights");
    CsvImport.from(csv).to(path);
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(numpy.run(PANDAS, csv), answers(table));
    }
  }

  private static String answers(MmapTable table) {
    var out = new StringBuilder();
    MmapColumn delay = table.column("delay");
    MmapColumn distance = table.column("distance");
    MmapColumn origin = table.column("origin");
    MmapColumn destination = table.column("destination");

    line(out, table.rowCount());
    TableSlice late = table.rows(delay.gt(60).and(origin.eq("SEA")));
    NdArray lateDelay = late.column("delay");
    line(out, late.rowCount(), late.column("distance").sum().getLong(), lateDelay.max().getLong());
    TableSlice either = table.rows(distance.le(200).or(destination.ne("PHL").not()));
    line(out, either.rowCount(), either.column("delay").sum().getLong());
    for (MmapColumn column : List.of(delay, distance)) {
      line(
          out,
          column.name(),
          column.min().getLong(),
          column.max().getLong(),
          column.sum().getLong(),
          "%.9f".formatted(column.mean().getDouble()),
          "%.9f".formatted(column.std(Reduction.over()).getDouble()));
    }
    NdArray date = table.column("date").array();
    line(out, time(date.min()), time(date.max()));
    NdArray origins = origin.unique();
    line(
        out,
        origins.size(),
        destination.unique().size(),
        origins.getString(0),
        origins.getString(-1));
    TableSlice ordered = table.orderBy("origin", "delay");
    line(out, mixed(ordered.column("distance")), mixed(ordered.column("delay")));
    for (TableSlice edge : List.of(ordered.head(3), ordered.tail(3))) {
      for (TableSlice row : edge) {
        line(
            out,
            time(row.column("date").get(0)),
            row.column("delay").getLong(0),
            row.column("distance").getLong(0),
            row.column("origin").getString(0),
            row.column("destination").getString(0));
      }
    }
    TableSlice reversed = table.rows("::-1");
    TableSlice latest = reversed.rows(reversed.column("delay").ge(1000));
    line(out, latest.rowCount(), mixed(latest.column("distance")));
    return out.toString().stripTrailing();
  }

  private static String mixed(NdArray values) {
    long sum = 0;
    long weight = 0;
    for (long value : values.toLongs()) {
      weight += 2654435761L;
      sum += value * weight;
    }
    return Long.toUnsignedString(sum);
  }

  private static String time(NdArray time) {
    var at = Objects.requireNonNull(time.getLocalDateTime());
    return at.getSecond() == 0 ? at + ":00" : at.toString();
  }

  private static void line(StringBuilder out, Object... words) {
    out.append(String.join(" ", Stream.of(words).map(String::valueOf).toList())).append('\n');
  }
}
