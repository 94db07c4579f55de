package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnNameTest {

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  record Bad(String name, String why) {}

  static List<Bad> badNames() {
    return List.of(
        new Bad("", "has an empty part"),
        new Bad("/", "has an empty part"),
        new Bad("/etc/x", "has an empty part"),
        new Bad("a//b", "has an empty part"),
        new Bad("a/", "has an empty part"),
        new Bad("..", "has a part that begins with a dot"),
        new Bad("../x", "has a part that begins with a dot"),
        new Bad("a/../../x", "has a part that begins with a dot"),
        new Bad("a/./x", "has a part that begins with a dot"),
        new Bad(".hidden", "has a part that begins with a dot"),
        new Bad(".mmaptable/x", "has a part that begins with a dot"),
        new Bad("a\0b", "has a NUL or a backslash"),
        new Bad("a\\b", "has a NUL or a backslash"),
        new Bad("C:\\x", "has a NUL or a backslash"),
        new Bad("a\ud800b", "has half of a surrogate pair"),
        new Bad("x".repeat(300), "has a part of more than 230 bytes"),
        new Bad("g/" + "\u0436".repeat(116), "has a part of more than 230 bytes"),
        new Bad("g/".repeat(2_050) + "x", "makes a path of more than 4070 bytes"),
        new Bad("x.npy/y", "has a group whose name ends as a file's does, x.npy"),
        new Bad("g/x.attr/y", "has a group whose name ends as a file's does, x.attr"));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void nameThatIsNotAllowedIsRefusedAndNothingChanges(Bad bad) throws IOException {
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.create(path, 2)) {
      table.addColumn("x", DType.INT8);
      var before = FileTree.snapshot(directory);
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> table.addColumn(bad.name(), DType.INT8))
              .getMessage();
      assertTrue(message.endsWith(bad.why()), message);
      assertThrows(IllegalArgumentException.class, () -> table.copyColumn("x", bad.name()));
      assertThrows(IllegalArgumentException.class, () -> table.renameColumn("x", bad.name()));
      assertThrows(
          IllegalArgumentException.class, () -> table.addColumnFrom(bad.name(), new int[2]));
      assertThrows(
          IllegalArgumentException.class,
          () -> table.addColumn(bad.name(), ColumnOptions.DEFAULT.overwrite(), DType.INT8));
      assertFalse(table.containsColumn(bad.name()));
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  static List<String> goodNames() {
    return List.of(
        "x",
        "X y",
        "coordinates/x",
        "a/b/c/d/e",
        "x.npy",
        "x.attr",
        "a.b",
        "~",
        "-rf",
        "*",
        "con",
        "NUL",
        "a:b",
        "trailing ",
        "trailing.",
        "images.mask",
        "x.var",
        "x.tmp",
        "x.npy.npy",
        "g.d/x",
        "caf\u00e9",
        "cafe\u0301",
        "new\nline",
        "x".repeat(230),
        "g/" + "\u0436".repeat(115),
        "\u0441\u0442\u043e\u043b\u0431\u0435\u0446/\u6e29\u5ea6",
        "\ud83d\ude00");
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void nameIsFoundAgain(String name) throws IOException {
    assumeNamesCanBeWritten(name);
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.createNew(path, 2)) {
      table.addColumnFrom(name, new int[] {1, 2}).setAttr("of it");
      table.addColumn("other", DType.INT8);
      table.renameColumn("other", "renamed");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(name, table.columnNames().getFirst());
      assertEquals("of it", table.column(name).attr());
      table.resize(3);
      assertEquals("[1 2 0]", table.column(name).array().toString());
    }
    assertEquals(List.of(), Verification.of(path));
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void nameIsTakenOverwrittenCopiedAndGivenUp(String name) throws IOException {
    assumeNamesCanBeWritten(name);
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.createNew(path, 2)) {
      table.addColumnFrom("first", ColumnOptions.DEFAULT.attr("of it"), new int[] {1, 2});
      table.renameColumn("first", name);
      table.copyColumn(name, "copy");
      table.addColumnFrom(name, ColumnOptions.DEFAULT.overwrite(), new int[] {3, 4});
      table.deleteColumn("copy");
      table.copyColumn(name, "copy");
      table.deleteColumn(name);
      table.renameColumn("copy", name);
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(List.of(name), table.columnNames());
      assertEquals("[3 4]", table.column(name).array().toString());
      table.deleteColumn(name);
    }
    assertEquals(List.of(), Verification.of(path));
    assertTrue(
        FileTree.snapshot(path).keySet().stream().allMatch(file -> file.startsWith(".mmaptable")));
  }

  private static void assumeNamesCanBeWritten(String name) {
    String names = System.getProperty("sun.jnu.encoding");
    assumeTrue(
        names.equals("UTF-8") || name.chars().allMatch(c -> c < 128), () -> "names are " + names);
  }

  /// Names that some file systems hold for the same.
  record Twins(String one, String other) {}

  static List<Twins> twins() {
    return List.of(
        new Twins("X", "x"),
        new Twins("G/x", "g/x"),
        new Twins("caf\u00e9", "cafe\u0301"),
        new Twins("x", "x "),
        new Twins("x", "x."),
        new Twins("x", "x.npy"),
        new Twins("x", "x.attr"),
        new Twins("images", "images.mask"),
        new Twins("x", "x/x"));
  }

  @ParameterizedTest
  @MethodSource("twins")
  void namesThatAreAlikeAreTwoColumnsWhereTheyAreTwoFiles(Twins twins) throws IOException {
    assumeNamesCanBeWritten(twins.one() + twins.other());
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.createNew(path, 1)) {
      table.addColumnFrom(twins.one(), ColumnOptions.DEFAULT.attr("one"), new int[] {1});
      assumeFalse(Files.exists(path.resolve(twins.other() + ".npy")), "they are one file here");
      table.addColumnFrom(twins.other(), ColumnOptions.DEFAULT.attr("other"), new int[] {2});
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(List.of(twins.one(), twins.other()), table.columnNames());
      assertEquals("[1]", table.column(twins.one()).array().toString());
      assertEquals("[2]", table.column(twins.other()).array().toString());
      assertEquals("one", table.column(twins.one()).attr());
      assertEquals("other", table.column(twins.other()).attr());
      table.deleteColumn(twins.one());
      assertEquals("[2]", table.column(twins.other()).array().toString());
      table.renameColumn(twins.other(), twins.one());
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(List.of(twins.one()), table.columnNames());
      assertEquals("other", table.column(twins.one()).attr());
    }
    assertEquals(List.of(), Verification.of(path));
  }

  @Test
  void groupIsNotMadeWhereAFileIs() throws IOException {
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.createNew(path, 2)) {
      table.addColumn("x", DType.INT8);
      Path notes = Files.writeString(path.resolve("notes"), "not a group");
      var before = FileTree.snapshot(directory);
      assertEquals(
          "column 'notes/a/x' cannot be in a group where a file is: " + notes,
          assertThrows(
                  IllegalArgumentException.class, () -> table.addColumn("notes/a/x", DType.INT8))
              .getMessage());
      assertThrows(IllegalArgumentException.class, () -> table.renameColumn("x", "notes/x"));
      assertEquals(List.of("x"), table.columnNames());
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void columnMayBeNamedAsAGroupIs() throws IOException {
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.create(path, 2)) {
      table.addColumn("g", DType.INT8);
      table.addColumn("g/x", DType.INT8);
      table.deleteColumn("g");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(List.of("g/x"), table.columnNames());
    }
  }
}
