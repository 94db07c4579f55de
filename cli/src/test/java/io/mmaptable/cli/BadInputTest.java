package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every failure is one line, changes nothing, and loses nothing.
@Timeout(value = 1, unit = TimeUnit.MINUTES) // a FIFO that is opened waits for ever
class BadInputTest {
  @TempDir private Path directory;

  private Path path(String name) {
    return directory.resolve(name);
  }

  private Path table() throws IOException {
    Path path = path("table");
    try (MmapTable made = MmapTable.create(path, 3)) {
      made.addColumnFrom("x", new double[] {1, 2, 3});
      made.addColumnFrom("y", new int[] {1, 2, 3});
    }
    return path;
  }

  private String refused(Object... arguments) throws IOException {
    var reason = new String[1];
    FileTree.assertUnchanged(directory, () -> reason[0] = Cli.run(arguments).failure());
    return reason[0];
  }

  /// A command that reads a path, and what else it is given.
  record Reading(String command, List<String> more) {
    Reading(String command, String... more) {
      this(command, List.of(more));
    }

    Object[] of(Path path, Path directory) {
      return Stream.concat(
              Stream.of(command, path),
              more.stream().map(name -> name.startsWith("-") ? name : directory.resolve(name)))
          .toArray();
    }

    @Override
    public String toString() {
      return command + " " + String.join(" ", more);
    }
  }

  static Stream<Reading> readingTables() {
    return Stream.of(
        new Reading("info"),
        new Reading("show"),
        new Reading("show", "--rows=0:1", "--columns=x"),
        new Reading("export", "out.csv"),
        new Reading("export", "out.npy"),
        new Reading("verify"));
  }

  static Stream<Reading> readingFiles() {
    return Stream.of(new Reading("info"), new Reading("info", "--checksum"), new Reading("verify"));
  }

  @ParameterizedTest
  @MethodSource({"readingTables", "readingFiles"})
  void whatIsMissingIsNamed(Reading reading) throws IOException {
    Path missing = path("missing");
    assertEquals(missing + ": no such file or directory", refused(reading.of(missing, directory)));
  }

  static Stream<Reading> opening() {
    return readingTables().filter(reading -> !reading.command().equals("verify"));
  }

  @ParameterizedTest
  @MethodSource("opening")
  void anEmptyDirectoryIsNoTable(Reading reading) throws IOException {
    Path empty = Files.createDirectory(path("empty"));
    assertEquals(
        empty + ": is no table: it holds no .npy file", refused(reading.of(empty, directory)));
  }

  @ParameterizedTest
  @MethodSource("opening")
  void aDirectoryOfOtherFilesIsNoTable(Reading reading) throws IOException {
    Path other = Files.createDirectories(path("other"));
    Files.createDirectories(other.resolve("sub"));
    Files.writeString(other.resolve("notes.txt"), "mine");
    assertEquals(
        other + ": is no table: it holds no .npy file", refused(reading.of(other, directory)));
  }

  @ParameterizedTest
  @MethodSource("opening")
  void aTableWithAColumnThatIsCutIsRefused(Reading reading) throws IOException {
    Path column = table().resolve("y.npy");
    byte[] whole = Files.readAllBytes(column);
    for (int length : new int[] {0, 5, 40, 128, whole.length - 1}) {
      Files.write(column, Arrays.copyOf(whole, length));
      String reason = refused(reading.of(path("table"), directory));
      assertTrue(reason.startsWith(path("table").toString()), reason);
      assertTrue(reason.contains("y"), reason);
    }
  }

  @ParameterizedTest
  @MethodSource("readingFiles")
  void aHeaderThatIsCutIsRefused(Reading reading) throws IOException {
    Path file = path("a.npy");
    Npy.write(file, NdArray.of(1.0, 2.0));
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 6, 8, 9, 10, 50, 127}) {
      Files.write(file, Arrays.copyOf(whole, length));
      String reason = refused(reading.of(file, directory));
      assertTrue(reason.matches("\\Q" + file + "\\E: .* \\(at byte \\d+\\)"), reason);
    }
  }

  @ParameterizedTest
  @MethodSource("readingFiles")
  void elementsThatAreCutAreRefused(Reading reading) throws IOException {
    Path file = path("a.npy");
    Npy.write(file, NdArray.of(1.0, 2.0));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 128; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      String reason = refused(reading.of(file, directory));
      assertTrue(reason.endsWith("(at byte " + length + ")"), reason);
    }
  }

  @ParameterizedTest
  @MethodSource("readingFiles")
  void anArchiveThatIsCutIsRefused(Reading reading) throws IOException {
    Path file = Files.write(path("z.npz"), new byte[] {'P', 'K', 3, 4, 0, 0});
    String reason = refused(reading.of(file, directory));
    assertTrue(reason.startsWith(file + ": is no archive: "), reason);
  }

  @ParameterizedTest
  @MethodSource({"readingTables", "readingFiles"})
  void aFifoIsNotWaitedFor(Reading reading) throws Exception {
    Path fifo = fifo("fifo");
    String reason = refused(reading.of(fifo, directory));
    assertTrue(
        List.of(fifo + ": is not a regular file", fifo + ": is no table: it is not a directory")
            .contains(reason),
        reason);
  }

  @ParameterizedTest
  @MethodSource("opening")
  void aFifoAmongTheColumnsIsNotWaitedFor(Reading reading) throws Exception {
    table();
    Path fifo = fifo("table/z.npy");
    assertEquals(fifo + ": is not a regular file", refused(reading.of(path("table"), directory)));
  }

  @Test
  void aFifoIsNeitherImportedNorReplaced() throws Exception {
    Path fifo = fifo("in.csv");
    assertEquals(fifo + ": is not a regular file", refused("import", fifo, path("new")));
    assertEquals(fifo + ": exists already and is a file", refused("create", fifo, "--rows", 1));
    assertEquals(
        fifo + ": exists already and is a file",
        refused("import", Files.writeString(path("good.csv"), "x\n1\n"), fifo));
  }

  private Path fifo(String name) throws Exception {
    Path fifo = path(name);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo on this machine");
    assertEquals(0, new ProcessBuilder("/usr/bin/mkfifo", fifo.toString()).start().waitFor());
    return fifo;
  }

  @ParameterizedTest
  @MethodSource("readingFiles")
  void aFileThatMayNotBeReadIsNamed(Reading reading) throws IOException {
    Path file = path("a.npy");
    Npy.write(file, NdArray.of(1.0, 2.0));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads every file");
    assertEquals(file + ": permission denied", refused(reading.of(file, directory)));
  }

  @Test
  void aCsvFileThatMayNotBeReadIsNamed() throws IOException {
    Path csv = Files.writeString(path("in.csv"), "x\n1\n");
    Files.setPosixFilePermissions(csv, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(csv), "root reads every file");
    assertEquals(csv + ": permission denied", refused("import", csv, path("new")));
  }

  record BadCsv(String content, String reason) {}

  static Stream<BadCsv> badCsvFiles() {
    return Stream.of(
        new BadCsv("", "line 1: expected the names of the columns"),
        new BadCsv("x,y\n1,2\n3\n", "line 3: expected 2 fields, found 1"),
        new BadCsv("x,y\n1,2\n3,4,5\n", "line 3: expected 2 fields, found 3"),
        new BadCsv("x,../x\n1,2\n", "line 1: column name '../x' has a part that begins with a dot"),
        new BadCsv("x,y\n1,\"2\n", "line 2: expected a closing quote, found the end of the file"));
  }

  @ParameterizedTest
  @MethodSource("badCsvFiles")
  void aBadCsvFileIsRefusedWithItsLine(BadCsv bad) throws IOException {
    Path csv = Files.writeString(path("in.csv"), bad.content());
    assertEquals(csv + ": " + bad.reason(), refused("import", csv, path("new")));
  }

  @Test
  void aValueThatIsNoneOfTheDtypeIsNamedWithItsLine() throws IOException {
    Path csv = Files.writeString(path("in.csv"), "x,y\n1,2\n3,four\n");
    assertEquals(
        csv + ": line 3, column 'y': 'four' is no <i4",
        refused("import", csv, path("new"), "--dtype", "y=i4"));
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
    Path csv = path("in.csv");
    Files.write(csv, "x\nZo\u00eb\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(csv + ": line 2: is not UTF-8", refused("import", csv, path("new")));
  }

  @Test
  void aCompressedCsvFileThatIsCutIsRefused() throws IOException {
    Path table = table();
    for (String ending : List.of("gz", "zst")) {
      Path csv = path("in.csv." + ending);
      Cli.run("export", table, csv).lines();
      byte[] whole = Files.readAllBytes(csv);
      Files.write(csv, Arrays.copyOf(whole, whole.length / 2));
      String reason = refused("import", csv, path("new"));
      assertTrue(reason.startsWith(csv + ": is not "), reason);
    }
  }

  @Test
  void aMissingCsvFileIsNamed() throws IOException {
    Path csv = path("in.csv");
    assertEquals(csv + ": no such file or directory", refused("import", csv, path("new")));
  }

  @Test
  void aLinkThatLeavesTheTableIsRefused() throws IOException {
    table();
    Path outside = path("outside.npy");
    Npy.write(outside, NdArray.of(1.0, 2.0, 3.0));
    Path link = Files.createSymbolicLink(path("table/z.npy"), outside);
    assertEquals(link + ": is a link that leaves the table", refused("show", path("table")));
  }
}
