package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRoundTripTest {
  /// Text is the same to the last character; of numbers, times and truth values there are several
  /// spellings.
  private static final String COMPARE =
      """
      import csv, gzip, re, sys
      text = {int(column) for column in sys.argv[3].split()}
      def rows(path):
          opened = gzip.open if path.endswith(".gz") else open
          with opened(path, "rt", encoding="utf-8", newline="") as f:
              yield from csv.reader(f)
      def normal(column, cell):
          if column in text or cell == "":
              return cell
          if re.fullmatch(r"true|false", cell, re.I):
              return cell.lower()
          if re.fullmatch(r"[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?", cell, re.I):
              return float(cell)
          cell = re.sub(r"(T00:00(:00)?)?$", "", cell.replace(" ", "T"), count=1)
          return re.sub(r"(T\\d\\d:\\d\\d)$", r"\\1:00", cell)
      def normals(row):
          return [normal(column, cell) for column, cell in enumerate(row)]
      first, second = rows(sys.argv[1]), rows(sys.argv[2])
      assert next(first) == next(second)
      count = 0
      for one, other in zip(first, second, strict=True):
          assert normals(one) == normals(other), (count, one, other)
          count += 1
      print(count)
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
    assertEquals(
        String.valueOf(rows),
        python.run(COMPARE, original, exported, textColumns(directory.resolve("table"))));
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

  private static String textColumns(Path path) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      List<MmapColumn> columns = table.columns();
      return IntStream.range(0, columns.size())
          .filter(i -> columns.get(i).dtype() instanceof DType.Text)
          .mapToObj(String::valueOf)
          .collect(Collectors.joining(" "));
    }
  }

  private static String dtypes(Path path) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      return table.columns().stream()
          .map(column -> column.name() + " " + column.dtype())
          .collect(Collectors.joining(", "));
    }
  }

  record Types(String name, String columns) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// What `pandas.read_csv` finds, but that dates are dates, integers as small as they can be, zip
  /// codes with zeros before them text, and NA and None the text that they are.
  static Stream<Types> types() {
    return Stream.of(
        new Types(
            "airports.csv",
            "iata <U4, name <U41, city <U33, state <U2, country <U30, latitude <f8, longitude <f8"),
        new Types(
            "birdstrikes.csv",
            "Airport Name <U38, Aircraft Make Model <U18, Effect Amount of damage <U11,"
                + " Flight Date <M8[D], Aircraft Airline Operator <U30, Origin State <U14,"
                + " Phase of flight <U12, Wildlife Size <U6, Wildlife Species <U21,"
                + " Time of day <U5, Cost Other <i4, Cost Repair <i4, Cost Total $ <i4,"
                + " Speed IAS in knots <f8"),
        new Types(
            "flights-200k.csv.gz",
            "date <M8[s], delay <i2, distance <i2, origin <U3, destination <U3"),
        new Types(
            "seattle-weather.csv",
            "date <M8[D], precipitation <f8, temp_max <f8, temp_min <f8, wind <f8, weather <U7"),
        new Types(
            "zipcodes.csv",
            "zip_code <U5, latitude <f8, longitude <f8, city <U26, state <U2, county <U25"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesOfRealColumnsAreWhatAPersonWouldChoose(Types types) throws IOException {
    Path table = directory.resolve("table");
    CsvImport.from(Corpus.path("tables/" + types.name())).to(table);
    assertEquals(types.columns(), dtypes(table));
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
