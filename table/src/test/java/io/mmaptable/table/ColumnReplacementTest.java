package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Columns that are added with options, and take the place of others.
class ColumnReplacementTest {
  private static final ColumnOptions OVERWRITE = ColumnOptions.DEFAULT.overwrite();

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  /// Columns `a`, `g/x` with attributes, and `z`, of three rows.
  private MmapTable threeColumns() throws IOException {
    MmapTable table = MmapTable.createNew(path(), 3);
    table.addColumnFrom("a", new int[] {1, 2, 3});
    table.addColumnFrom("g/x", ColumnOptions.DEFAULT.attr("old"), new int[] {4, 5, 6});
    table.addColumnFrom("z", new int[] {7, 8, 9});
    return table;
  }

  @Test
  void attributesComeWithTheColumn() throws IOException {
    var unit = new HashMap<String, Object>(Map.of("unit", "m"));
    ColumnOptions options = ColumnOptions.DEFAULT.attr(unit);
    unit.put("unit", "changed");
    try (MmapTable table = threeColumns()) {
      assertEquals(Map.of("unit", "m"), table.addColumn("new", options, DType.INT8).attr());
      assertEquals("[0 0 0]", table.column("new").array().toString());
      assertNull(table.addColumn("none", ColumnOptions.DEFAULT, DType.INT8, 2).attr());
      assertFalse(Files.exists(path().resolve("none.attr")));
      assertThrows(IllegalArgumentException.class, () -> ColumnOptions.DEFAULT.attr(new Object()));
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(Map.of("unit", "m"), table.column("new").attr());
    }
  }

  @Test
  void newColumnTakesThePlaceOfTheOldOne() throws IOException {
    try (MmapTable table = threeColumns()) {
      MmapColumn old = table.column("g/x");
      NdArray view = old.array();
      MmapColumn column =
          table.addColumnFrom("g/x", OVERWRITE.attr("new"), new double[] {0.5, 1, 2});
      assertNotSame(old, column);
      assertSame(column, table.column("g/x"));
      assertEquals("[4 5 6]", view.toString());
      assertThrows(IllegalStateException.class, old::array);
      assertThrows(IllegalStateException.class, old::attr);
      assertEquals(List.of("a", "g/x", "z"), table.columnNames());
      table.resize(4);
      assertEquals("[0.5 1.  2.  0. ]", column.array().toString());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("a", "g/x", "z"), table.columnNames());
      assertEquals(DType.FLOAT64, table.column("g/x").dtype());
      assertEquals("new", table.column("g/x").attr());
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void oldAttributesDoNotStay() throws IOException {
    try (MmapTable table = threeColumns()) {
      assertNull(table.addColumn("g/x", OVERWRITE, DType.INT8).attr());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertNull(table.column("g/x").attr());
    }
  }

  @Test
  void columnMayBeMadeOfTheOneThatItReplaces() throws IOException {
    try (MmapTable table = threeColumns()) {
      NdArray turned = table.column("a").array().get("::-1");
      table.addColumnFrom("a", OVERWRITE, turned);
      assertEquals("[3 2 1]", table.column("a").array().toString());
    }
  }

  @Test
  void columnThatIsNotThereIsAdded() throws IOException {
    try (MmapTable table = threeColumns()) {
      table.addColumn("new", OVERWRITE, DType.INT8);
      assertEquals(List.of("a", "g/x", "z", "new"), table.columnNames());
    }
  }

  @Test
  void nothingIsReplacedWithoutBeingTold() throws IOException {
    try (MmapTable table = threeColumns()) {
      var before = FileTree.snapshot(directory);
      assertEquals(
          path() + " has a column 'a' already",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> table.addColumn("a", ColumnOptions.DEFAULT.attr(1), DType.INT8))
              .getMessage());
      assertThrows(
          IllegalArgumentException.class, () -> table.addColumnFrom("a", OVERWRITE, new int[2]));
      assertThrows(
          IllegalArgumentException.class, () -> table.addColumn("a", OVERWRITE, DType.INT8, -1));
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void columnIsNotReplacedForWhichThereIsNoRoom() throws IOException {
    try (MmapTable table = threeColumns()) {
      var before = FileTree.snapshot(directory);
      assertThrows(IOException.class, () -> table.addColumn("a", OVERWRITE, DType.INT64, 1L << 55));
      assertEquals(before, FileTree.snapshot(directory));
      assertEquals("[1 2 3]", table.column("a").array().toString());
    }
  }

  interface State {
    void make(Path table) throws IOException;
  }

  /// What the replacing of `g/x` has done, step by step, once its intent is written down.
  private static final List<State> STEPS =
      List.of(
          t ->
              Files.writeString(
                  t.resolve(".mmaptable/intent"),
                  "{\"operation\":\"replace\",\"name\":\"g/x\",\"format\":\"npy\","
                      + "\"newFormat\":\"npy\"}"),
          t -> Files.move(t.resolve(".mmaptable/replacement.attr"), attr(t)),
          t -> Files.move(t.resolve(".mmaptable/replacement.npy"), data(t)));

  private static Path attr(Path table) throws IOException {
    Files.deleteIfExists(table.resolve("g/x.attr"));
    return table.resolve("g/x.attr");
  }

  private static Path data(Path table) throws IOException {
    Files.deleteIfExists(table.resolve("g/x.npy"));
    return table.resolve("g/x.npy");
  }

  static Stream<Integer> steps() {
    return IntStream.rangeClosed(0, STEPS.size()).boxed();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void replacingThatWasCutShortLeavesTheOldColumnOrTheNewOne(int steps) throws IOException {
    try (MmapTable table = threeColumns()) {
      table.addColumnFrom("new", ColumnOptions.DEFAULT.attr("new"), new double[] {0.5, 1, 2});
      table.renameColumn("new", "g/new");
    }
    Files.move(path().resolve("g/new.npy"), path().resolve(".mmaptable/replacement.npy"));
    Files.move(path().resolve("g/new.attr"), path().resolve(".mmaptable/replacement.attr"));
    for (State step : STEPS.subList(0, steps)) {
      step.make(path());
    }
    boolean replaced = steps > 0;
    var before = FileTree.snapshot(directory);
    check(Mode.READ_ONLY, replaced);
    for (Finding finding : Verification.of(path())) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
    }
    assertEquals(before, FileTree.snapshot(directory), "readers change nothing");
    check(Mode.READ_WRITE, replaced);
    var recovered = FileTree.snapshot(directory);
    assertTrue(recovered.keySet().stream().noneMatch(name -> name.contains("replacement")));
    assertFalse(recovered.containsKey("t/.mmaptable/intent"));
    check(Mode.READ_WRITE, replaced);
    assertEquals(recovered, FileTree.snapshot(directory), "a second recovery changes nothing");
  }

  private void check(Mode mode, boolean replaced) throws IOException {
    try (MmapTable table = MmapTable.open(path(), mode)) {
      assertEquals(List.of("a", "g/x", "z"), table.columnNames());
      assertEquals(replaced ? "[0.5 1.  2. ]" : "[4 5 6]", table.column("g/x").array().toString());
      assertEquals(replaced ? "new" : "old", table.column("g/x").attr());
    }
  }

  @Test
  void readerIsNotShownTheNewColumnAsTheOldOne() throws IOException {
    try (MmapTable table = threeColumns();
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      table.addColumnFrom("a", OVERWRITE, new double[] {0.5, 1, 2});
      table.addColumnFrom("z", OVERWRITE, new int[] {9, 8, 7});
      for (int looks = 0; looks < 2; looks++) {
        var e = assertThrows(UncheckedIOException.class, () -> reader.column("a").array());
        assertInstanceOf(StorageException.Inconsistent.class, e.getCause());
      }
      assertEquals("[9 8 7]", reader.column("z").array().toString());
      assertEquals("[4 5 6]", reader.column("g/x").array().toString());
      assertThrows(StorageException.Inconsistent.class, reader::refresh);
    }
  }

  @Test
  void columnsAreReorderedByAllTheirNames() throws IOException {
    try (MmapTable table = threeColumns()) {
      table.reorderColumns(List.of("z", "a", "g/x"));
      assertEquals(List.of("z", "a", "g/x"), table.columnNames());
      for (List<String> order :
          List.of(
              List.<String>of(),
              List.of("z", "a"),
              List.of("z", "a", "g/x", "a"),
              List.of("z", "a", "no"))) {
        assertThrows(IllegalArgumentException.class, () -> table.reorderColumns(order));
      }
      assertEquals(
          "an order of the columns of "
              + path()
              + " names each of them once, and this one lacks [g/x], and this one has unknown or"
              + " repeated ones [no, z]",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> table.reorderColumns(List.of("z", "no", "a", "z")))
              .getMessage());
      table.append(Map.of("a", new int[] {1}, "g/x", new int[] {2}, "z", new int[] {3}));
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("z", "a", "g/x"), table.columnNames());
      assertEquals("[7 8 9 3]", table.column("z").array().toString());
      assertThrows(
          UnsupportedOperationException.class,
          () -> table.reorderColumns(List.of("a", "g/x", "z")));
    }
  }
}
