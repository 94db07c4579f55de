package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowOptions;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportExportTest {
  private static final String CSV = "i,x,day\n1,0.5,2012-01-01\n2,,2012-01-02\n300,7.0,\n";

  @TempDir private Path directory;
  private Path csv;
  private Path table;

  @BeforeEach
  void writeCsv() throws IOException {
    table = directory.resolve("table");
    csv = Files.writeString(directory.resolve("in.csv"), CSV);
  }

  @Test
  void aCsvFileBecomesATableAndComesBack() throws IOException {
    assertEquals(List.of(table + ": 3 rows"), Cli.run("import", csv, table).lines());
    Path out = directory.resolve("out.csv");
    assertEquals(List.of(), Cli.run("export", table, out).lines());
    assertEquals(CSV, Files.readString(out));
  }

  @Test
  void aGzippedFileIsImported() throws IOException {
    Path zipped = directory.resolve("in.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(CSV.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(List.of(table + ": 3 rows"), Cli.run("import", zipped, table).lines());
  }

  @Test
  void aDTypeMayBeGiven() {
    Cli.run("import", csv, table, "--dtype", "i=>u4", "--dtype=day=U10").lines();
    assertEquals(
        List.of("  i    dtype >u4", "  x    dtype <f8", "  day  dtype <U10"),
        Cli.run("info", table).lines().stream()
            .skip(1)
            .map(line -> line.replaceFirst(",.*", ""))
            .toList());
  }

  @Test
  void recordsAreWhatNumpyReads() {
    Python python = Python.required();
    Cli.run("import", csv, table).lines();
    Path records = directory.resolve("records.npy");
    assertEquals(List.of(), Cli.run("export", table, records).lines());
    assertEquals(
        "[('i', '<i2'), ('x', '<f8'), ('day', '<M8[D]')]"
            + " [(1, 0.5, datetime.date(2012, 1, 1)), (2, nan, datetime.date(2012, 1, 2)),"
            + " (300, 7.0, None)]",
        python.run(
            "import sys, numpy as np; r = np.load(sys.argv[1]); print(r.dtype.descr, r.tolist())",
            records));
  }

  @Test
  void anExportReplacesAnOlderFile() throws IOException {
    Cli.run("import", csv, table).lines();
    Path out = Files.writeString(directory.resolve("out.csv"), "old");
    Cli.run("export", table, out).lines();
    assertEquals(CSV, Files.readString(out));
  }

  @Test
  void anExportIntoTheTableItselfIsRefused() throws IOException {
    Cli.run("import", csv, table).lines();
    for (String name : List.of("x.npy", "new.npy", "out.csv", "../table/x.npy")) {
      Path file = table.resolve(name);
      FileTree.assertUnchanged(
          directory,
          () ->
              assertEquals(
                  file + " is inside the table " + table + "; choose a file outside it",
                  Cli.run("export", table, file).failure()));
    }
  }

  @Test
  void anExportOntoADirectoryIsRefused() throws IOException {
    Cli.run("import", csv, table).lines();
    Path out = Files.createDirectory(directory.resolve("out.csv"));
    FileTree.assertUnchanged(
        directory,
        () -> {
          String reason = Cli.run("export", table, out).failure();
          assertTrue(reason.contains(out.toString()), reason);
        });
  }

  @Test
  void anExportIntoAMissingDirectoryNamesIt() throws IOException {
    Cli.run("import", csv, table).lines();
    Path missing = directory.resolve("missing");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                missing + ": no such file or directory",
                Cli.run("export", table, missing.resolve("out.npy")).failure()));
  }

  @Test
  void aStructuredColumnHasNoCsv() throws IOException {
    Cli.run("create", table, "--rows", 1, "--column", "p:i4,f8").lines();
    Path out = directory.resolve("out.csv");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                "column 'p' is structured, and CSV has no such values",
                Cli.run("export", table, out).failure()));
  }

  @Test
  void otherKindsOfFilesAreWrongUsage() throws IOException {
    Path parquet = directory.resolve("in.parquet");
    String formats = "csv, csv.gz, csv.zst, npy, npz, arrow, feather, arrows";
    String ends =
        parquet + ": its name ends with none of " + formats + "; --format says what it is";
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(ends, Cli.run("import", parquet, table).misuse());
          assertEquals(ends, Cli.run("export", table, parquet).misuse());
          assertEquals(
              "--format: 'parquet' is none of " + formats,
              Cli.run("export", table, parquet, "--format", "parquet").misuse());
          assertEquals(
              "-: say by --format what it is: " + formats, Cli.run("import", "-", table).misuse());
        });
  }

  @Test
  void theFormatMaySayWhatTheNameDoesNot() throws IOException {
    Path plain = Files.move(csv, directory.resolve("in"));
    Cli.run("import", plain, table, "--format", "csv").lines();
    Path out = directory.resolve("out");
    Cli.run("export", table, out, "--format", "csv.gz").lines();
    try (var in = new GZIPInputStream(Files.newInputStream(out))) {
      assertEquals(CSV, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyFormatComesBackAsItWas() throws IOException {
    Cli.run("import", csv, table).lines();
    for (String ending :
        List.of("csv", "csv.gz", "csv.zst", "npy", "npz", "arrow", "feather", "arrows")) {
      Path file = directory.resolve("out." + ending);
      Path again = directory.resolve("again-" + ending);
      assertEquals(List.of(), Cli.run("export", table, file).lines());
      assertEquals(List.of(again + ": 3 rows"), Cli.run("import", file, again).lines());
      Path out = directory.resolve("again-" + ending + ".csv");
      Cli.run("export", again, out).lines();
      assertEquals(CSV, Files.readString(out));
    }
  }

  @Test
  void arrowFilesKeepAttributesAndMayBeCompressed() throws IOException {
    Cli.run("import", csv, table).lines();
    Cli.run("attr", "set", table, "unit", "\"m\"", "--column", "x").lines();
    for (String codec : List.of("none", "lz4", "zstd")) {
      Path file = directory.resolve(codec + ".arrow");
      Cli.run("export", table, file, "--compression", codec, "--index", "day").lines();
      Path back = directory.resolve(codec);
      assertEquals(List.of(back + ": 3 rows"), Cli.run("import", file, back).lines());
      assertEquals(List.of("\"m\""), Cli.run("attr", "get", back, "unit", "--column", "x").lines());
    }
    assertEquals(
        "index: no column 'y' among [i, x, day]",
        Cli.run("export", table, directory.resolve("y.arrow"), "--index", "y").failure());
  }

  @Test
  void optionsOfArrowAreThoseOfTheLibrary() throws IOException {
    Path expected = directory.resolve("expected.arrow");
    Path found = directory.resolve("found.arrow");
    try (MmapTable made = MmapTable.create(table, 3)) {
      made.addColumnFrom("name", new String[] {"ß", "a", "ß"});
      made.addColumnFrom("venue", new String[] {"x", "x", "y"});
      made.addColumnFrom("price", new double[] {1, Double.NaN, 2});
      made.addColumn("bytes", DType.of("S2")).array().set("b");
      ArrowOptions options =
          ArrowOptions.DEFAULT
              .withDictionaries("name", "venue")
              .withNanAsNull()
              .withBytesAsText()
              .withLargeText()
              .withBatchRows(2);
      ArrowExport.write(made.rows(), expected, options);
    }
    List<Object> arguments = new ArrayList<>(List.of("export", table, found));
    arguments.addAll(List.of("--dictionary", "name,venue", "--nan-as-null", "--bytes-as-text"));
    arguments.addAll(List.of("--large-text", "--batch-rows", 2));
    Cli.run(arguments.toArray()).lines();
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(found));
  }

  @Test
  void optionsOfOtherFormatsAreWrongUsage() throws IOException {
    Cli.run("import", csv, table).lines();
    Path out = directory.resolve("out.arrow");
    assertEquals(
        "--batch-rows: -1 is negative", Cli.run("export", table, out, "--batch-rows=-1").misuse());
    assertEquals(
        "--delimiter is not for arrow", Cli.run("export", table, out, "--delimiter", ";").misuse());
    assertEquals("--deflate is not for arrow", Cli.run("export", table, out, "--deflate").misuse());
    out = directory.resolve("out.csv");
    assertEquals(
        "--compression is not for csv",
        Cli.run("export", table, out, "--compression", "zstd").misuse());
    out = directory.resolve("out.npz");
    assertEquals(
        "--line-end is not for npz", Cli.run("export", table, out, "--line-end", "cr").misuse());
    assertEquals("--index is not for npz", Cli.run("export", table, out, "--index", "x").misuse());
    assertEquals(
        "--dtype is not for npz", Cli.run("import", out, "back", "--dtype", "i=i2").misuse());
    String dtype = Cli.run("import", csv, directory.resolve("i"), "--dtype", "i=x9").misuse();
    assertTrue(dtype.startsWith("--dtype: i=x9: "), dtype);
    assertEquals(List.of("in.csv", "table"), entries());
  }

  @Test
  void rowsAndColumnsAreChosenInNumpysNotation() throws IOException {
    Path chosen = directory.resolve("chosen");
    assertEquals(
        List.of(chosen + ": 2 rows"),
        Cli.run("import", csv, chosen, "--rows=-2:", "--columns", "x,i").lines());
    Path out = directory.resolve("out.csv");
    Cli.run("export", chosen, out).lines();
    assertEquals("x,i\n,2\n7.0,300\n", Files.readString(out));
    Cli.run("export", chosen, out, "--rows", "[-1,0,-1]", "--columns", "i").lines();
    assertEquals("i\n300\n2\n300\n", Files.readString(out));
    assertEquals(List.of("chosen", "in.csv", "out.csv"), entries());
  }

  @Test
  void whatCannotBeChosenIsSaid() throws IOException {
    Cli.run("import", csv, table).lines();
    Path out = directory.resolve("out.csv");
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              "--rows: " + table + ": index 3 is out of bounds for axis 0 with size 3",
              Cli.run("export", table, out, "--rows", "[3]").failure());
          String columns = Cli.run("export", table, out, "--columns", "z").failure();
          assertTrue(columns.contains("'z'"), columns);
          String rows = Cli.run("export", table, out, "--rows", "one").misuse();
          assertTrue(rows.startsWith("--rows: "), rows);
        });
  }

  @Test
  void csvIsWrittenAndReadInOtherWays() throws IOException {
    Cli.run("import", csv, table).lines();
    Path out = directory.resolve("out.csv");
    String[] dialect = {"--delimiter", "tab", "--quote", "'", "--no-header", "--missing", "NA"};
    Cli.run(
            Stream.concat(
                    Stream.of(
                        "export",
                        table,
                        out,
                        "--float-format",
                        "%.2f",
                        "--line-end",
                        "crlf",
                        "--quoting",
                        "all"),
                    Stream.of(dialect))
                .toArray())
        .lines();
    assertEquals(
        "'1'\t'0.50'\t'2012-01-01'\r\n'2'\t'NA'\t'2012-01-02'\r\n'300'\t'7.00'\t'NA'\r\n",
        Files.readString(out));
    Path again = directory.resolve("again");
    Cli.run(Stream.concat(Stream.of("import", out, again), Stream.of(dialect)).toArray()).lines();
    Cli.run("export", again, out).lines();
    assertEquals(CSV.replace("i,x,day", "0,1,2"), Files.readString(out));
  }

  @Test
  void badOptionsOfCsvAreWrongUsage() {
    assertEquals(
        "'ab' is not one character", Cli.run("import", csv, table, "--delimiter", "ab").misuse());
    assertEquals(
        "--float-format: format '%d' of floats: expected one such as %.3f or %.3e",
        Cli.run("export", table, csv, "--float-format", "%d").misuse());
  }

  @Test
  void badRowsAreSkippedAndCountedIfAsked() throws IOException {
    Files.writeString(csv, "x,y\n1,2\n3\n4,five\n6,7\n");
    Cli.Outcome outcome = Cli.run("import", csv, table, "--skip-bad-rows", "--dtype", "y=i1");
    assertEquals(0, outcome.status());
    assertEquals(table + ": 2 rows, 2 skipped\n", outcome.out());
    assertEquals(
        List.of(
            csv + ": skipped line 3: expected 2 fields, found 1",
            csv + ": skipped line 4: column 'y': 'five' is no |i1"),
        outcome.err().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "csv.gz", "csv.zst", "npy", "npz", "arrow", "feather", "arrows"})
  void aTableGoesThroughAPipe(String format) throws IOException {
    Cli.run("import", csv, table).lines();
    String script =
        "mmaptable export table - --format %s | mmaptable import - again --format %s"
            .formatted(format, format);
    try (ChildProcess shell = new Shell(directory).start(script)) {
      assertEquals("again: 3 rows", shell.awaitSuccess());
      assertEquals("", shell.errors());
    }
    Path out = directory.resolve("again.csv");
    Cli.run("export", directory.resolve("again"), out).lines();
    assertEquals(CSV, Files.readString(out));
    assertEquals(List.of("again", "again.csv", "in.csv", "table"), entries());
  }

  @Test
  void whatReadsNoFurtherEndsAnExport() {
    Cli.run("import", csv, table).lines();
    try (ChildProcess shell =
        new Shell(directory).start("mmaptable export table - --format csv | head -n 1")) {
      assertEquals("i,x,day", shell.awaitSuccess());
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFailingImportSaysWhyAndLeavesNothing() throws IOException {
    Files.writeString(csv, "x,y\n1,2\n3\n");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                csv + ": line 3: expected 2 fields, found 1",
                Cli.run("import", csv, table).failure()));
    Files.writeString(csv, "x,../y\n1,2\n");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                csv + ": line 1: column name '../y' has a part that begins with a dot",
                Cli.run("import", csv, table).failure()));
    Files.writeString(csv, "x,y\n1,2\n");
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              csv + " has no column 'z'; it has [x, y]",
              Cli.run("import", csv, table, "--dtype", "z=f8").failure());
          assertEquals(
              "column 'x' cannot be imported as <c16",
              Cli.run("import", csv, table, "--dtype", "x=c16").failure());
        });
  }

  @Test
  void whatAKilledCommandHasLeftGoesWithTheNext() throws IOException {
    Files.createDirectories(directory.resolve(".table.scratch/whole"));
    Files.writeString(directory.resolve(".table.scratch.lock"), "1");
    Files.createDirectories(directory.resolve(".table.unfinished/.mmaptable"));
    Files.writeString(directory.resolve(".table.unfinished.lock"), "1");
    Cli.run("import", csv, table).lines();
    assertEquals(List.of("in.csv", "table"), entries());
    Files.writeString(directory.resolve(".out.csv.0123456789abc.tmp"), "i,x");
    Cli.run("export", table, directory.resolve("out.csv")).lines();
    assertEquals(List.of("in.csv", "out.csv", "table"), entries());
  }

  @Test
  void anImportNeverReplacesAnything() throws IOException {
    Cli.run("import", csv, table).lines();
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              table + ": exists already and is not empty", Cli.run("import", csv, table).failure());
          assertEquals(
              csv + ": exists already and is a file", Cli.run("import", csv, csv).failure());
        });
  }
}
