package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CreateTest {
  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void nameTable() {
    table = directory.resolve("table");
  }

  record Column(String spec, String name, String dtype, List<Long> itemShape) {
    static Column of(String spec, String name, String dtype, long... itemShape) {
      return new Column(spec, name, dtype, LongStream.of(itemShape).boxed().toList());
    }
  }

  static Stream<Column> columns() {
    return Stream.of(
        Column.of("x:f8", "x", "<f8"),
        Column.of("x:float32:3", "x", "<f4", 3),
        Column.of("x:>i2:(2,)", "x", ">i2", 2),
        Column.of("image:u1:(28,28)", "image", "|u1", 28, 28),
        Column.of("image:u1:2,3,4", "image", "|u1", 2, 3, 4),
        Column.of("x:f8:()", "x", "<f8"),
        Column.of("x:f8:0", "x", "<f8", 0),
        Column.of("x:?", "x", "|b1"),
        Column.of("x:U7", "x", "<U7"),
        Column.of("x:S3", "x", "|S3"),
        Column.of("t:M8[ns]", "t", "<M8[ns]"),
        Column.of("t:datetime64[25us]:2", "t", "<M8[25us]", 2),
        Column.of("t:>m8[D]", "t", ">m8[D]"),
        Column.of("z:c16", "z", "<c16"),
        Column.of("group/sub/x:i4", "group/sub/x", "<i4"),
        Column.of("a name, with é:i4", "a name, with é", "<i4"),
        Column.of("p:i4,f8", "p", "[('f0', '<i4'), ('f1', '<f8')]"),
        Column.of("p:[('a', '<i4', (2,))]:3", "p", "[('a', '<i4', (2,))]", 3));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void aColumnHasTheDTypeAndShapeThatWereAskedFor(Column column) throws IOException {
    assertEquals(
        List.of(), Cli.run("create", table, "--rows", 5, "--column", column.spec()).lines());
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(5, opened.rowCount());
      assertEquals(List.of(column.name()), opened.columnNames());
      MmapColumn made = opened.column(column.name());
      assertEquals(DType.of(column.dtype()), made.dtype());
      assertArrayEquals(
          column.itemShape().stream().mapToLong(Long::longValue).toArray(), made.itemShape());
    }
  }

  @Test
  void columnsKeepTheirOrderAndAreZero() throws IOException {
    Cli.run("create", table, "--rows=2", "--column=z:f8", "--column=a:i4:2", "--column", "m:U3")
        .lines();
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(List.of("z", "a", "m"), opened.columnNames());
      assertEquals(0, opened.column("z").array().countNonZero());
      assertEquals(0, opened.column("a").array().countNonZero());
      assertEquals("", opened.column("m").array().getString(1));
    }
  }

  @Test
  void aTableNeedsNoColumns() throws IOException {
    Cli.run("create", table, "--rows", 7).lines();
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(7, opened.rowCount());
      assertEquals(List.of(), opened.columnNames());
    }
  }

  @Test
  void anEmptyDirectoryBecomesTheTable() throws IOException {
    Files.createDirectory(table);
    Cli.run("create", table, "--rows", 0, "--column", "x:f8").lines();
    assertTrue(Files.exists(table.resolve("x.npy")));
  }

  record Refused(String spec, String reason) {}

  static Stream<Refused> refusedColumns() {
    return Stream.of(
        new Refused("../x:f8", "column name '../x' has a part that begins with a dot"),
        new Refused("/etc/x:f8", "column name '/etc/x' has an empty part"),
        new Refused("a/../../x:f8", "column name 'a/../../x' has a part that begins with a dot"),
        new Refused(".x:f8", "column name '.x' has a part that begins with a dot"),
        new Refused(
            ".mmaptable/x:f8", "column name '.mmaptable/x' has a part that begins with a dot"),
        new Refused("a\\x:f8", "column name 'a\\x' has a NUL or a backslash"),
        new Refused(":f8", "column name '' has an empty part"),
        new Refused("x/:f8", "column name 'x/' has an empty part"),
        new Refused("x", "column 'x' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE"),
        new Refused("x:", "column 'x:' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE"),
        new Refused("x:f8:", "column 'x:f8:' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE"),
        new Refused(
            "x:f8:-1", "column 'x:f8:-1' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE"),
        new Refused(
            "x:f8:99999999999999999999",
            "column 'x:f8:99999999999999999999' has no shape such as 3 or (28,28)"),
        new Refused("x:O", "dtype 'O': Python objects are pickles, and are never read"),
        new Refused("good:f4", "column 'good' stands twice"),
        new Refused(
            "good.npy/x:f4",
            "column name 'good.npy/x' has a group whose name ends as a file's does, good.npy"),
        new Refused(
            "x:f8:4611686018427387904,4",
            "shape [3, 4611686018427387904, 4] of <f8 is larger than 2^63 - 1 bytes"));
  }

  @ParameterizedTest
  @MethodSource("refusedColumns")
  void aColumnThatIsNotAllowedLeavesNothing(Refused column) throws IOException {
    FileTree.assertUnchanged(
        directory, () -> assertEquals(column.reason(), refused(column.spec())));
    Files.createDirectory(table);
    FileTree.assertUnchanged(
        directory, () -> assertEquals(column.reason(), refused(column.spec())));
  }

  private String refused(String spec) {
    return Cli.run("create", table, "--rows", 3, "--column", "good:f8", "--column", spec).failure();
  }

  @Test
  void moreRowsThanTheDiskHasRoomForAreRefusedAtOnce() throws IOException {
    FileTree.assertUnchanged(
        directory,
        () -> {
          String reason =
              Cli.run("create", table, "--rows", 1L << 50, "--column", "x:f8").failure();
          assertTrue(
              reason.startsWith(directory + ": no space for 9007199254741120 bytes"), reason);
        });
  }

  @Test
  void anUnknownDTypeIsNamed() throws IOException {
    FileTree.assertUnchanged(
        directory,
        () -> {
          String reason = Cli.run("create", table, "--rows", 3, "--column", "x:q9").failure();
          assertTrue(reason.contains("'q9'"), reason);
        });
  }

  @Test
  void aDirectoryThatHoldsSomethingIsRefused() throws IOException {
    Files.createDirectory(table);
    Files.writeString(table.resolve("notes.txt"), "mine");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + ": exists already and is not empty",
                Cli.run("create", table, "--rows", 3, "--column", "x:f8").failure()));
  }

  @Test
  void aTableIsNotMadeTwice() throws IOException {
    Cli.run("create", table, "--rows", 3, "--column", "x:f8").lines();
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + ": exists already and is not empty",
                Cli.run("create", table, "--rows", 3, "--column", "x:f8").failure()));
  }

  @Test
  void aTableIsReplacedWhereThatIsAskedFor() throws IOException {
    Cli.run("create", table, "--rows", 3, "--column", "x:f8").lines();
    Cli.run("create", table, "--rows", 2, "--overwrite", "--column", "y:i4").lines();
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(2, opened.rowCount());
      assertEquals(List.of("y"), opened.columnNames());
    }
    assertEquals(List.of(table + ": ok"), Cli.run("verify", table).lines());
    Path other = directory.resolve("other");
    Cli.run("create", other, "--rows", 2, "--overwrite", "--column", "y:i4").lines();
    assertTrue(Files.exists(other.resolve("y.npy")));
  }

  @Test
  void aTableThatCannotBeReplacedStays() throws IOException {
    Cli.run("create", table, "--rows", 3, "--column", "x:f8").lines();
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              "column name '.x' has a part that begins with a dot", replace(3, ".x:f8").failure());
          String reason = replace(1L << 50, "x:f8").failure();
          assertTrue(reason.startsWith(table + ": no space for "), reason);
        });
    try (MmapTable writer = MmapTable.open(table, Mode.READ_WRITE)) {
      String reason = replace(2, "y:i4").failure();
      assertTrue(reason.startsWith(table + ": is open for writing in this process"), reason);
      assertEquals(List.of("x"), writer.columnNames());
    }
    Files.writeString(table.resolve("notes.txt"), "mine");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + ": exists already and holds what is no part of a table: notes.txt",
                replace(2, "y:i4").failure()));
    Path file = Files.writeString(directory.resolve("file"), "mine");
    assertEquals(
        file + ": exists already and is a file",
        Cli.run("create", file, "--rows=1", "--overwrite").failure());
  }

  private Cli.Outcome replace(long rows, String column) {
    return Cli.run("create", table, "--overwrite", "--rows", rows, "--column", column);
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.writeString(table, "mine");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + ": exists already and is a file",
                Cli.run("create", table, "--rows", 3).failure()));
  }

  @Test
  void theDirectoryAboveMustBeThere() throws IOException {
    Path missing = directory.resolve("missing/table");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                missing + ": no such file or directory",
                Cli.run("create", missing, "--rows", 3).failure()));
    assertFalse(Files.exists(missing.getParent()));
  }

  @Test
  void theNumberOfRowsIsChecked() throws IOException {
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals("--rows: -1 is negative", Cli.run("create", table, "--rows=-1").misuse());
          assertEquals(
              "Invalid value for option '--rows': 'many' is not a long",
              Cli.run("create", table, "--rows", "many").misuse());
          assertEquals("Missing required option: '--rows=N'", Cli.run("create", table).misuse());
        });
  }
}
