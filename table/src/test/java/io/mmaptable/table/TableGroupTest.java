package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableGroupTest {

  @TempDir private Path directory;
  private MmapTable table;

  @BeforeEach
  void create() throws IOException {
    table = MmapTable.createNew(directory.resolve("t"), 3);
    table.addColumnFrom("x", new int[] {0, 0, 0});
    table.addColumnFrom("coordinates/y", new int[] {1, 2, 3});
    table.addColumnFrom("a/b/deep", new int[] {7, 8, 9});
    table.addColumnFrom("coordinates/x", new int[] {4, 5, 6});
    table.addColumnFrom("coordinates", new int[] {0, 0, 0});
    table.addColumnFrom("coordinates2/x", new int[] {0, 0, 0});
  }

  @AfterEach
  void close() throws IOException {
    table.close();
  }

  private static List<String> names(List<TableGroup> groups) {
    return groups.stream().map(TableGroup::name).toList();
  }

  @Test
  void groupsAreFoundByTheirColumns() {
    assertEquals(List.of("coordinates", "a", "coordinates2"), names(table.groups()));
    assertEquals(List.of("a/b"), names(table.group("a").groups()));
    assertEquals(List.of(), names(table.group("coordinates").groups()));
    assertEquals(List.of("deep"), table.group("a").group("b").columnNames());
    assertEquals("a/b", table.group("a/b").name());
    for (String missing : List.of("", "/", "x", "a/", "a/b/deep", "no")) {
      assertThrows(NoSuchElementException.class, () -> table.group(missing), missing);
    }
    assertEquals(
        table.path() + " has no group 'no'; it has [coordinates, a, a/b, coordinates2]",
        assertThrows(NoSuchElementException.class, () -> table.group("no")).getMessage());
  }

  @Test
  void columnsHaveNamesRelativeToTheirGroup() {
    TableGroup group = table.group("coordinates");
    assertSame(table, group.table());
    assertEquals(table.path().resolve("coordinates"), group.path());
    assertEquals(List.of("y", "x"), group.columnNames());
    assertSame(table.column("coordinates/x"), group.column("x"));
    assertEquals(group.columnNames().size(), group.columns().size());
    assertEquals(List.of("b/deep"), table.group("a").columnNames());
    assertTrue(group.containsColumn("x"));
    assertFalse(group.containsColumn("coordinates/x"));
    assertFalse(group.containsColumn(""));
    assertTrue(table.containsColumn("coordinates/x"));
    assertFalse(table.containsColumn("no"));
    assertEquals(
        group.path() + " has no column 'z'; it has [y, x]",
        assertThrows(NoSuchElementException.class, () -> group.column("z")).getMessage());
    assertEquals(
        "TableGroup(coordinates, columns=[y, x], table=" + table.path() + ")", group.toString());
  }

  @Test
  void columnsAreChangedInTheirGroup() throws IOException {
    TableGroup group = table.group("coordinates");
    group.addColumn("z", DType.INT8);
    group.addColumn("z", ColumnOptions.DEFAULT.overwrite().attr(1), DType.INT16, 2);
    group.addColumnFrom("deep/w", new int[] {1, 1, 1});
    group.addColumnFrom("w", ColumnOptions.DEFAULT.attr("w"), new int[] {2, 2, 2});
    group.copyColumn("w", "deep/copy");
    group.renameColumn("x", "renamed");
    group.deleteColumn("y");
    assertEquals(List.of("renamed", "z", "deep/w", "w", "deep/copy"), group.columnNames());
    assertEquals("[2 2 2]", table.column("coordinates/deep/copy").array().toString());
    assertEquals(1, group.column("z").attr());
    assertEquals("w", table.column("coordinates/w").attr());
    assertThrows(NoSuchElementException.class, () -> group.copyColumn("y", "v"));
    assertThrows(NoSuchElementException.class, () -> group.deleteColumn("y"));
    assertThrows(NoSuchElementException.class, () -> group.renameColumn("y", "v"));
    assertThrows(IllegalArgumentException.class, () -> group.addColumn("../v", DType.INT8));
    assertThrows(IllegalArgumentException.class, () -> group.addColumn("", DType.INT8));
    assertThrows(IllegalArgumentException.class, () -> group.renameColumn("w", "z"));
  }

  @Test
  void rowsOfAGroupAreThoseOfItsColumns() {
    TableGroup group = table.group("coordinates");
    assertEquals(List.of("coordinates/y", "coordinates/x"), group.rows(1, 3).columnNames());
    assertEquals("[4 5 6]", group.rows().column("coordinates/x").toString());
    assertEquals("[5]", group.rows().row(1).column("coordinates/x").toString());
    assertEquals("[5 6]", group.rows(1, 3).column("coordinates/x").toString());
    assertEquals("[4 5 6]", group.select("x").column("coordinates/x").toString());
    assertThrows(IndexOutOfBoundsException.class, () -> group.rows(0, 4));
    assertThrows(NoSuchElementException.class, () -> group.select("no"));
  }

  @Test
  void groupGoesWithItsLastColumnAndComesBackWithTheNext() throws IOException {
    TableGroup group = table.group("a").group("b");
    group.deleteColumn("deep");
    assertEquals(List.of(), group.columnNames());
    assertFalse(Files.exists(table.path().resolve("a")));
    assertThrows(NoSuchElementException.class, () -> table.group("a"));
    group.addColumn("again", DType.INT8);
    assertEquals(
        List.of("a/b/again"), table.group("a").columns().stream().map(MmapColumn::name).toList());
  }

  @Test
  void groupEndsWithItsTable() throws IOException {
    TableGroup group = table.group("coordinates");
    table.close();
    assertThrows(IllegalStateException.class, () -> group.column("x"));
    assertThrows(IllegalStateException.class, group::groups);
    assertThrows(IllegalStateException.class, group::rows);
    assertThrows(IllegalStateException.class, () -> group.addColumn("v", DType.INT8));
    assertThrows(IllegalStateException.class, () -> table.group("coordinates"));
    try (MmapTable reader = MmapTable.open(table.path(), Mode.READ_ONLY)) {
      assertThrows(
          UnsupportedOperationException.class,
          () -> reader.group("coordinates").addColumn("v", DType.INT8));
    }
  }
}
