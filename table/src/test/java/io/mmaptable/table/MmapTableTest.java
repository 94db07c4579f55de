package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class MmapTableTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private MmapTable open(Mode mode) throws IOException {
    return MmapTable.open(path(), mode);
  }

  /// Columns `b`, `a` and `g/c` of three rows.
  private MmapTable threeColumns() throws IOException {
    MmapTable table = MmapTable.create(path(), 3);
    table.addColumnFrom("b", new int[] {1, 2, 3});
    table.addColumnFrom("a", new String[] {"x", "yy", "z"});
    table.addColumn("g/c", DType.FLOAT32, 2);
    return table;
  }

  @Test
  void emptyTableKeepsItsRowCount() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 5)) {
      assertEquals(5, table.rowCount());
      assertEquals(List.of(), table.columnNames());
      table.resize(7);
    }
    try (MmapTable table = open(Mode.READ_WRITE)) {
      assertEquals(7, table.rowCount());
      assertTrue(table.recoveryNote().isEmpty());
      table.addColumn("x", DType.INT16);
      table.deleteColumn("x");
    }
    try (MmapTable table = open(Mode.READ_ONLY)) {
      assertEquals(7, table.rowCount());
      assertEquals(7, table.refresh());
    }
  }

  @Test
  void columnsKeepTheOrderOfTheirCreation() throws IOException {
    threeColumns().close();
    try (MmapTable table = open(Mode.READ_ONLY)) {
      assertEquals(List.of("b", "a", "g/c"), table.columnNames());
      assertEquals("[('b', '<i4'), ('a', '<U2'), ('g/c', '<f4', (2,))]", table.dtype().descr());
    }
    try (MmapTable table = open(Mode.READ_WRITE)) {
      table.renameColumn("b", "h/z");
      table.copyColumn("a", "copy");
      table.deleteColumn("g/c");
      assertEquals(List.of("h/z", "a", "copy"), table.columnNames());
    }
    try (MmapTable table = open(Mode.READ_ONLY)) {
      assertEquals(List.of("h/z", "a", "copy"), table.columnNames());
      assertEquals("[1 2 3]", table.column("h/z").array().toString());
      assertEquals("['x' 'yy' 'z']", table.column("copy").array().toString());
    }
    assertFalse(Files.exists(path().resolve("g")), "an empty group is removed");
  }

  @Test
  void columnSaysWhatItIs() throws IOException {
    try (MmapTable table = threeColumns()) {
      MmapColumn column = table.column("g/c");
      assertEquals("g/c", column.name());
      assertEquals(table, column.table());
      assertEquals(DType.FLOAT32, column.dtype());
      assertArrayEquals(new long[] {2}, column.itemShape());
      assertArrayEquals(new long[] {3, 2}, column.shape());
      assertEquals(path().resolve("g/c.npy"), column.path());
      assertEquals("MmapColumn(g/c, dtype=<f4, table=" + path() + ")", column.toString());
      assertEquals("[[0. 0.]\n [0. 0.]\n [0. 0.]]", column.array().toString());
      assertEquals(
          path() + " has no column 'c'; it has [b, a, g/c]",
          assertThrows(NoSuchElementException.class, () -> table.column("c")).getMessage());
    }
  }

  @Test
  void valuesAreSetInPlace() throws IOException {
    try (MmapTable table = threeColumns()) {
      table.column("b").array().get(1).set(20);
      table.flush();
    }
    assertEquals("[ 1 20  3]", Npy.read(path().resolve("b.npy")).toString());
    var before = FileTree.snapshot(directory);
    try (MmapTable table = open(Mode.COPY_ON_WRITE)) {
      NdArray view = table.column("b").array();
      view.set(7);
      assertEquals("[7 7 7]", view.toString());
      assertThrows(UnsupportedOperationException.class, () -> table.resize(4));
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void columnIsMadeFromValuesOfTheRightNumber() throws IOException {
    try (MmapTable table = threeColumns()) {
      for (Object values : List.of(1, new int[2], new int[4], NdArray.zeros(DType.INT8))) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> table.addColumnFrom("new", values))
                .getMessage();
        assertTrue(message.contains("column 'new' of a table of 3 rows"), message);
      }
      assertThrows(IllegalArgumentException.class, () -> table.addColumn("new", DType.INT8, 2, -1));
      assertThrows(
          IllegalArgumentException.class,
          () -> table.addColumn("new", DType.INT64, Long.MAX_VALUE / 2, 3));
      NdArray turned = NdArray.zeros(DType.INT32, 2, 3).transpose();
      assertArrayEquals(new long[] {2}, table.addColumnFrom("turned", turned).itemShape());
      assertEquals(List.of("b", "a", "g/c", "turned"), table.columnNames());
    }
  }

  @Test
  void takenNamesAreRefused() throws IOException {
    try (MmapTable table = threeColumns()) {
      var before = FileTree.snapshot(directory);
      String expected = path() + " has a column 'a' already";
      for (Executable use :
          List.<Executable>of(
              () -> table.addColumn("a", DType.INT8),
              () -> table.addColumnFrom("a", new int[3]),
              () -> table.copyColumn("b", "a"),
              () -> table.copyColumn("a", "a"),
              () -> table.renameColumn("b", "a"),
              () -> table.renameColumn("a", "a"))) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, use).getMessage());
      }
      assertThrows(NoSuchElementException.class, () -> table.copyColumn("no", "new"));
      assertThrows(NoSuchElementException.class, () -> table.renameColumn("no", "new"));
      assertThrows(NoSuchElementException.class, () -> table.deleteColumn("no"));
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void copyHasItsOwnValuesAndAttributes() throws IOException {
    try (MmapTable table = threeColumns()) {
      table.column("b").setAttr("unit", "m");
      MmapColumn copy = table.copyColumn("b", "deep/down/copy");
      copy.array().set(9);
      copy.setAttr("unit", "km");
      assertEquals("[1 2 3]", table.column("b").array().toString());
      assertEquals("m", table.column("b").attr("unit"));
      assertEquals("[9 9 9]", copy.array().toString());
      table.append(
          Map.of(
              "b", new int[] {4},
              "a", new String[] {"w"},
              "g/c", NdArray.zeros(DType.FLOAT32, 1, 2),
              "deep/down/copy", new int[] {10}));
      assertEquals("[ 9  9  9 10]", copy.array().toString());
    }
  }

  @Test
  void renamedColumnStaysTheSameColumn() throws IOException {
    try (MmapTable table = threeColumns()) {
      MmapColumn column = table.column("b");
      NdArray view = column.array();
      column.setAttr("kept");
      table.renameColumn("b", "g/d/b");
      assertEquals("g/d/b", column.name());
      assertEquals(column, table.column("g/d/b"));
      assertEquals("kept", column.attr());
      assertEquals("[1 2 3]", view.toString());
      table.renameColumn("g/d/b", "g");
      table.resize(4);
      assertEquals("[1 2 3 0]", column.array().toString());
    }
    assertFalse(Files.exists(path().resolve("g/d")));
    try (MmapTable table = open(Mode.READ_ONLY)) {
      assertEquals(List.of("g", "a", "g/c"), table.columnNames());
      assertEquals("kept", table.column("g").attr());
    }
  }

  @Test
  void deletedColumnIsGoneButItsViewsStay() throws IOException {
    try (MmapTable table = threeColumns()) {
      MmapColumn column = table.column("b");
      column.setAttr(1);
      NdArray view = column.array();
      table.deleteColumn("b");
      assertEquals("[1 2 3]", view.toString());
      for (Executable use :
          List.<Executable>of(column::array, column::attr, () -> column.setAttr(2))) {
        assertEquals(
            "column 'b' has been deleted",
            assertThrows(IllegalStateException.class, use).getMessage());
      }
      assertNull(table.addColumn("b", DType.INT8).attr(), "attributes went with the column");
    }
  }

  @Test
  void newColumnTakesNoAttributesOverFromAFormerOne() throws IOException {
    try (MmapTable table = threeColumns()) {
      Files.writeString(path().resolve("new.attr"), "{\"attr\": 1}");
      Files.writeString(path().resolve("newer.attr"), "{\"attr\": 1}");
      assertNull(table.addColumn("new", DType.INT8).attr());
      table.renameColumn("new", "newer");
      assertNull(table.column("newer").attr());
    }
  }

  @Test
  void slicesAreViews() throws IOException {
    try (MmapTable table = threeColumns()) {
      TableSlice slice = table.rows(1, 3);
      assertEquals(2, slice.rowCount());
      assertEquals(table, slice.parent());
      assertEquals("[2 3]", slice.column("b").toString());
      assertEquals("[3]", slice.rows(1, 2).column("b").toString());
      assertEquals("['x']", table.row(0).column("a").toString());
      assertEquals("['z']", table.row(-1).column("a").toString());
      TableSlice selected = table.select("g/c", "b");
      assertEquals(List.of("g/c", "b"), selected.columnNames());
      assertEquals("[('g/c', '<f4', (2,)), ('b', '<i4')]", selected.dtype().descr());
      selected.column("b").get(0).set(7);
      table.resize(5);
      assertEquals(3, selected.rowCount());
      assertEquals("[7 2 3]", selected.column("b").toString());
      assertEquals(
          path() + ": no column 'a' in a slice of [g/c, b]",
          assertThrows(NoSuchElementException.class, () -> selected.column("a")).getMessage());
      assertThrows(NoSuchElementException.class, () -> table.select("b", "no"));
      assertThrows(IndexOutOfBoundsException.class, () -> table.rows(2, 6));
      assertThrows(IndexOutOfBoundsException.class, () -> table.row(5));
      assertThrows(IndexOutOfBoundsException.class, () -> table.row(-6));
      assertThrows(IndexOutOfBoundsException.class, () -> slice.rows(1, 3));
      assertThrows(IndexOutOfBoundsException.class, () -> slice.rows(-1, 1));
    }
  }

  @Test
  void useAfterCloseNamesTheTable() throws IOException {
    MmapTable table = threeColumns();
    MmapColumn column = table.column("b");
    NdArray view = column.array();
    TableSlice slice = table.rows(0, 2);
    assertFalse(table.isClosed());
    table.close();
    table.close();
    assertTrue(table.isClosed());
    String expected = path() + " has been closed";
    for (Executable use :
        List.<Executable>of(
            () -> table.column("b"),
            () -> table.rows(0, 1),
            () -> table.row(0),
            () -> table.select("b"),
            () -> table.addColumn("n", DType.INT8),
            () -> table.addColumnFrom("n", new int[3]),
            () -> table.copyColumn("b", "n"),
            () -> table.renameColumn("b", "n"),
            () -> table.deleteColumn("b"),
            () -> table.append(Map.of()),
            () -> table.resize(4),
            table::attr,
            () -> table.attr("k"),
            () -> table.setAttr(1),
            () -> table.setAttr("k", 1),
            table::flush,
            table::refresh,
            table::dtype,
            column::array,
            column::attr,
            column::shape,
            () -> column.setAttr(1),
            () -> slice.column("b"))) {
      assertEquals(expected, assertThrows(IllegalStateException.class, use).getMessage());
    }
    String message = assertThrows(IllegalStateException.class, () -> view.getLong(0)).getMessage();
    assertTrue(message.contains("b.npy"), message);
    assertEquals("MmapTable(" + path() + ", closed)", table.toString());
    assertEquals("TableSlice(" + path() + ", closed)", slice.toString());
  }

  @Test
  void readOnlyOpeningWritesNothingAndRefusesToChange() throws IOException {
    threeColumns().close();
    var before = FileTree.snapshot(directory);
    try (MmapTable table = open(Mode.READ_ONLY)) {
      String expected = path() + " was opened with mode r; open it with mode r+ to change it";
      for (Executable use :
          List.<Executable>of(
              () -> table.addColumn("n", DType.INT8),
              () -> table.addColumnFrom("n", new int[3]),
              () -> table.copyColumn("b", "n"),
              () -> table.renameColumn("b", "n"),
              () -> table.deleteColumn("b"),
              () -> table.append(Map.of()),
              () -> table.resize(4),
              () -> table.setAttr(1),
              () -> table.column("b").setAttr(1))) {
        assertEquals(expected, assertThrows(UnsupportedOperationException.class, use).getMessage());
      }
      NdArray view = table.column("b").array();
      assertThrows(UnsupportedOperationException.class, () -> view.set(0));
      table.flush();
      table.refresh();
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void whatIsNoTableIsRefusedAndLeftAsItIs() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
    Files.createFile(directory.resolve("file"));
    Files.createDirectories(directory.resolve("other/deep"));
    Files.writeString(directory.resolve("other/deep/x.txt"), "1");
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      assertThrows(NoSuchFileException.class, () -> open(mode));
      for (String name : List.of("empty", "file", "other")) {
        String message =
            assertThrows(
                    StorageException.Malformed.class,
                    () -> MmapTable.open(directory.resolve(name), mode))
                .getMessage();
        assertTrue(message.contains(name + ": is no table"), message);
      }
    }
    assertEquals(before, FileTree.snapshot(directory));
  }
}
