package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.cli.Main;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The demo's table, its records and its CSV, read by NumPy and pandas.
class DemoTableTest {
  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";

  /// Prints the values of a column, one a line, in Python's own notation.
  private static final String PRINT_COLUMN =
      """
      import sys, numpy as np
      a = np.load(sys.argv[1], mmap_mode=sys.argv[2] or None)
      assert isinstance(a, np.memmap) == bool(sys.argv[2])
      print(a.dtype.str, a.shape)
      for value in a:
          print("|" + str(value))
      """;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  private Path weather;
  private String printed;

  @BeforeEach
  void runDemo() {
    weather = directory.resolve("weather");
    var out = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute("demo", weather.toString());
    printed = out.toString();
    assertEquals(0, status, printed);
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void everyColumnHoldsWhatJavaWrote(NumPyContainer numpy) throws IOException {
    try (MmapTable table = MmapTable.open(weather, Mode.READ_ONLY)) {
      for (var column : table.columns()) {
        for (String mode : List.of("", "r")) {
          List<String> lines = numpy.run(PRINT_COLUMN, column.path(), mode).lines().toList();
          assertEquals(column.dtype().descr() + " (1470,)", lines.getFirst());
          assertEquals(1471, lines.size());
          NdArray array = column.array();
          for (int row = 0; row < 1470; row++) {
            assertSame(
                array.get(Index.at(row)),
                lines.get(row + 1).substring(1),
                column.name() + " row " + row);
          }
        }
      }
    }
  }

  private static void assertSame(NdArray value, String printed, String where) {
    switch (value.dtype().descr().charAt(1)) {
      case 'f' -> assertEquals(Double.parseDouble(printed), value.getDouble(), where);
      case 'M' -> assertEquals(printed, String.valueOf(value.getLocalDate()), where);
      default -> assertEquals(printed, value.getString(), where);
    }
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void meanOfTheWindIsTheOnePrinted(NumPyContainer numpy) {
    String means =
        numpy.run(
            """
            import sys, numpy as np
            wind = np.load(sys.argv[1])
            print(float(wind.mean()), float(wind[:1461].mean()))
            """,
            weather.resolve("wind.npy"));
    String ofAll = means.split(" ", -1)[0];
    String ofTheFirstDays = means.split(" ", -1)[1];
    assertTrue(printed.contains("wind.mean() is " + ofAll + ", of 1470 values"), printed);
    assertTrue(printed.contains("wind           mean " + ofTheFirstDays + ", min"), printed);
    assertTrue(printed.contains("'" + weather.resolve("wind.npy") + "'"), printed);
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void recordsAndCsvHoldTheSameAsTheColumns(NumPyContainer numpy) {
    assertEquals(
        "1470 rows, the same in records and CSV",
        numpy.run(
            """
            import sys, numpy as np, pandas as pd
            table = sys.argv[1]
            names = ["date", "precipitation", "temp/max", "temp/min", "wind", "weather"]
            records = np.load(table + ".records.npy")
            frame = pd.read_csv(table + ".csv", parse_dates=["date"], keep_default_na=False)
            assert list(records.dtype.names) == names, records.dtype
            assert list(frame.columns) == names, frame.columns
            for name in names:
                column = np.load(table + "/" + name + ".npy")
                assert records[name].dtype == column.dtype
                assert (records[name] == column).all(), name
                if name == "date":
                    assert (frame[name].values.astype("M8[D]") == column).all(), name
                else:
                    assert frame[name].dtype.kind == {"U": "O"}.get(column.dtype.kind, column.dtype.kind)
                    assert (frame[name].values == column).all(), name
            print(len(records), "rows, the same in records and CSV")
            """,
            weather));
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void rowsThatAreAppendedShowInAMappingThatIsTakenAgain(NumPyContainer numpy) throws IOException {
    try (MmapTable table = MmapTable.open(weather, Mode.READ_WRITE)) {
      for (long rows : LongStream.rangeClosed(1471, 1474).toArray()) {
        table.resize(rows);
        table.column("wind").array().get(rows - 1).set((double) rows);
        assertEquals(
            rows + " " + (double) rows,
            numpy.run(
                """
                import sys, numpy as np
                a = np.load(sys.argv[1], mmap_mode="r")
                print(len(a), a[-1])
                """,
                weather.resolve("wind.npy")));
      }
    }
  }
}
