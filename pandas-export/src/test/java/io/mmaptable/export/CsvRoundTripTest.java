package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.Corpus;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRoundTripTest {
  private static final String COMPARE =
      """
      import csv, gzip, re, sys
      def rows(path):
          opened = gzip.open if path.endswith(".gz") else open
          with opened(path, "rt", encoding="utf-8", newline="") as f:
              yield from csv.reader(f)
      def normal(cell):
          if re.fullmatch(r"true|false", cell, re.I):
              return cell.lower()
          if re.fullmatch(r"\\d{4}-\\d\\d-\\d\\d([T ].*)?", cell):
              cell = re.sub(r"(T00:00(:00)?)?$", "", cell.replace(" ", "T"), count=1)
              return re.sub(r"(T\\d\\d:\\d\\d)$", r"\\1:00", cell)
          try:
              return repr(float(cell)) if not re.match(r"-?0\\d", cell) else cell
          except ValueError:
              return cell
      count = 0
      for first, second in zip(rows(sys.argv[1]), rows(sys.argv[2]), strict=True):
          assert [normal(c) for c in first] == [normal(c) for c in second], (count, first, second)
          count += 1
      print(count - 1)
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "airports.csv",
        "birdstrikes.csv",
        "flights-200k.csv.gz",
        "seattle-weather.csv",
        "zipcodes.csv"
      })
  void aRealTableComesBackTheSame(String name) throws IOException {
    Path original = Corpus.path("tables/" + name);
    Python python = Python.required();
    long rows = CsvImport.from(original).to(directory.resolve("table"));
    Path exported = directory.resolve("exported.csv");
    export(directory.resolve("table"), exported);
    assertEquals(String.valueOf(rows), python.run(COMPARE, original, exported));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "airports.csv",
        "birdstrikes.csv",
        "flights-200k.csv.gz",
        "seattle-weather.csv",
        "zipcodes.csv"
      })
  void aRealTableComesBackTheSameByRecordsAndArchivesToo(String name) throws IOException {
    Path path = directory.resolve("table");
    CsvImport.from(Corpus.path("tables/" + name)).to(path);
    Path records = directory.resolve("records.npy");
    Path archive = directory.resolve("archive.npz");
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      Records.write(table.rows(), records);
      TableArchive.write(table.rows(), archive, NpzStorage.deflated(), Progress.NONE);
      Records.toTable(records, directory.resolve("of-records"), Progress.NONE);
      TableArchive.toTable(archive, directory.resolve("of-archive"), Progress.NONE);
      for (String made : List.of("of-records", "of-archive")) {
        try (MmapTable again = MmapTable.open(directory.resolve(made), Mode.READ_ONLY)) {
          assertEquals(table.dtype(), again.dtype());
          assertEquals(-1, table.toRecords().asSegment().mismatch(again.toRecords().asSegment()));
        }
      }
    }
  }

  @Test
  void whatWasExportedIsImportedWithTheSameTypes() throws IOException {
    Path original = Corpus.path("tables/seattle-weather.csv");
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    CsvImport.from(original).to(first);
    export(first, directory.resolve("first.csv"));
    CsvImport.from(directory.resolve("first.csv")).to(second);
    export(second, directory.resolve("second.csv"));
    assertEquals(dtypes(first), dtypes(second));
    assertEquals(
        -1, Files.mismatch(directory.resolve("first.csv"), directory.resolve("second.csv")));
  }

  private static void export(Path path, Path file) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      CsvExport.write(table.select(table.columnNames()), file);
    }
  }

  private static String dtypes(Path path) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      return table.columns().stream()
          .map(column -> column.name() + " " + column.dtype())
          .collect(Collectors.joining(", "));
    }
  }

  @Test
  void typesOfRealColumnsAreWhatAPersonWouldChoose() throws IOException {
    Path zipcodes = directory.resolve("zipcodes");
    CsvImport.from(Corpus.path("tables/zipcodes.csv")).to(zipcodes);
    assertEquals(
        "zip_code <U5, latitude <f8, longitude <f8, city <U26, state <U2, county <U25",
        dtypes(zipcodes));
    Path weather = directory.resolve("weather");
    CsvImport.from(Corpus.path("tables/seattle-weather.csv")).to(weather);
    assertEquals(
        "date <M8[D], precipitation <f8, temp_max <f8, temp_min <f8, wind <f8, weather <U7",
        dtypes(weather));
  }

  @Test
  void twoHundredThousandFlightsAreImported() throws IOException {
    Path original = Corpus.path("tables/flights-200k.csv.gz");
    Python python = Python.required();
    Path path = directory.resolve("flights");
    assertEquals(200_000, CsvImport.from(original).to(path));
    String seen;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(
          "date <M8[s], delay <i2, distance <i2, origin <U3, destination <U3", dtypes(path));
      seen =
          "%d %d %d %s %s"
              .formatted(
                  table.column("date").array().getInstant(199_999).getEpochSecond(),
                  sum(table.column("delay")),
                  sum(table.column("distance")),
                  table.column("origin").array().getString(123_456),
                  table.column("destination").array().getString(199_999));
    }
    assertEquals(
        python.run(
            """
            import csv, datetime, gzip, sys
            with gzip.open(sys.argv[1], "rt", encoding="utf-8", newline="") as f:
                rows = list(csv.DictReader(f))
            last = datetime.datetime.fromisoformat(rows[-1]["date"] + "+00:00")
            print(int(last.timestamp()), sum(int(r["delay"]) for r in rows),
                  sum(int(r["distance"]) for r in rows), rows[123456]["origin"], rows[-1]["destination"])
            """,
            original),
        seen);
  }

  private static long sum(MmapColumn column) throws IOException {
    NdArray sum = column.array().sum();
    return sum.getLong();
  }
}
