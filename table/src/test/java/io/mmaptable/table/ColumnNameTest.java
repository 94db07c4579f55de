package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnNameTest {

  @TempDir private Path directory;

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
      assertThrows(IllegalArgumentException.class, () -> MmapTable.checkColumnName(bad.name()));
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
        "new\nline",
        "x".repeat(230),
        "g/" + "\u0436".repeat(115),
        "\u0441\u0442\u043e\u043b\u0431\u0435\u0446/\u6e29\u5ea6",
        "\ud83d\ude00");
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void nameIsFoundAgain(String name) throws IOException {
    String names = System.getProperty("sun.jnu.encoding");
    assumeTrue(
        names.equals("UTF-8") || name.chars().allMatch(c -> c < 128), () -> "names are " + names);
    Path path = directory.resolve("t");
    try (MmapTable table = MmapTable.create(path, 2)) {
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
