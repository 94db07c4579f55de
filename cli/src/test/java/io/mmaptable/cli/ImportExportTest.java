package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              parquet + ": only .csv and .csv.gz files can be imported",
              Cli.run("import", parquet, table).misuse());
          assertEquals(
              parquet + ": tables are exported to .csv and .npy files",
              Cli.run("export", table, parquet).misuse());
        });
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
