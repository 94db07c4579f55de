package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns that are added together.
class AddColumnsTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  @BeforeEach
  void create() throws IOException {
    try (MmapTable table = MmapTable.createNew(path(), 3)) {
      table.addColumnFrom("x", new int[] {1, 2, 3});
    }
  }

  @Test
  void columnsComeInTheirOrderWithTheirAttributes() throws IOException {
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      List<MmapColumn> added =
          table.addColumns(
              List.of(
                  NewColumn.of("z", DType.FLOAT64, 2),
                  NewColumn.of("g/h/a", DType.INT8).attr(Map.of("unit", "m")),
                  NewColumn.of("a", DType.of("U70000"))));
      assertEquals(List.of("z", "g/h/a", "a"), added.stream().map(MmapColumn::name).toList());
      assertEquals(List.of("x", "z", "g/h/a", "a"), table.columnNames());
      assertArrayEquals(new long[] {2}, table.column("z").itemShape());
      assertEquals(List.of(), table.addColumns(List.of()));
      table.resize(4);
      added.get(1).array().set(7);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("x", "z", "g/h/a", "a"), table.columnNames());
      assertEquals("[7 7 7 7]", table.column("g/h/a").array().toString());
      assertEquals("m", table.column("g/h/a").attr("unit"));
    }
    assertEquals("[7 7 7 7]", Npy.read(path().resolve("g/h/a.npy")).toString());
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void manyColumnsAreAdded() throws IOException {
    List<NewColumn> many =
        IntStream.range(0, 300).mapToObj(i -> NewColumn.of("c" + i, DType.INT64)).toList();
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.addColumns(many);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(301, table.columnNames().size());
      assertEquals("[0 0 0]", table.column("c299").array().toString());
    }
  }

  @Test
  void columnsWithoutAHeaderAreAddedAndReplacedToo() throws IOException {
    Path headerless = directory.resolve("h");
    try (MmapTable table = MmapTable.createNew(headerless, 2, Layout.HEADERLESS)) {
      table.addColumns(
          List.of(NewColumn.of("x", DType.INT16).attr("of x"), NewColumn.of("g/y", DType.INT8, 2)));
      table.column("x").array().set(3);
      table.addColumnFrom(
          "g/y", ColumnOptions.DEFAULT.overwrite().attr("new"), new double[] {0.5, 1});
      table.append(Map.of("x", new short[] {4}, "g/y", new double[] {2}));
      NewColumn structured = NewColumn.of("s", DType.of("[('a', '<i4'), ('b', '<i4')]"));
      var e =
          assertThrows(IllegalArgumentException.class, () -> table.addColumns(List.of(structured)));
      assertTrue(e.getMessage().startsWith("column 's' cannot be"), e::getMessage);
    }
    try (MmapTable table = MmapTable.open(headerless, Mode.READ_ONLY)) {
      assertEquals("[3 3 4]", table.column("x").array().toString());
      assertEquals("[0.5 1.  2. ]", table.column("g/y").array().toString());
      assertEquals("of x", table.column("x").attr());
      assertEquals("new", table.column("g/y").attr());
    }
    assertEquals(3 * Short.BYTES, Files.size(headerless.resolve("x.npy")));
    assertEquals(3 * Double.BYTES, Files.size(headerless.resolve("g/y.npy")));
    assertEquals(List.of(), Verification.of(headerless));
  }

  @Test
  void noneIsAddedWhereOneCannotBe() throws IOException {
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      var before = FileTree.snapshot(directory);
      NewColumn good = NewColumn.of("g/good", DType.INT8);
      for (NewColumn bad :
          List.of(
              good,
              NewColumn.of("x", DType.INT8),
              NewColumn.of("../y", DType.INT8),
              NewColumn.of("y", DType.INT8, -1))) {
        assertThrows(IllegalArgumentException.class, () -> table.addColumns(List.of(good, bad)));
      }
      NewColumn large = NewColumn.of("y", DType.INT64, 1L << 55);
      assertThrows(IOException.class, () -> table.addColumns(List.of(good, large)));
      assertEquals(before, FileTree.snapshot(directory));
      assertEquals(List.of("x"), table.columnNames());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertThrows(UnsupportedOperationException.class, () -> table.addColumns(List.of()));
    }
  }

  /// What a crash leaves after some columns were made; one of them is as a crash of the machine
  /// leaves it, that came before the file was on the disk.
  private void interrupt(int made, boolean listed) throws IOException {
    var names = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      names.add("g/c" + i);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      for (String name : names.subList(0, made)) {
        table.addColumn(name, DType.INT32);
      }
    }
    if (!listed) {
      new Catalog(List.of("x"), 3, null, Layout.NPY).write(path());
      if (made > 0) {
        Files.write(path().resolve("g/c0.npy"), new byte[made == 1 ? 0 : 140]);
      }
    }
    new Intent.AddAll(names).declare(path());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void addingThatWasCutShortIsUndone(int made) throws IOException {
    var clean = FileTree.snapshot(path());
    interrupt(made, false);
    check(Mode.READ_ONLY, List.of("x"));
    check(Mode.READ_WRITE, List.of("x"));
    assertEquals(clean, FileTree.snapshot(path()));
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void addingThatWasListedIsDone() throws IOException {
    interrupt(3, true);
    for (Mode mode : List.of(Mode.READ_ONLY, Mode.READ_WRITE)) {
      check(mode, List.of("x", "g/c0", "g/c1", "g/c2"));
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  private void check(Mode mode, List<String> columns) throws IOException {
    try (MmapTable table = MmapTable.open(path(), mode)) {
      assertEquals(columns, table.columnNames());
      assertEquals("[1 2 3]", table.column("x").array().toString());
    }
  }

  @Test
  void columnThatSomebodyPutThereSinceStays() throws IOException {
    interrupt(1, false);
    Npy.write(path().resolve("g/c1.npy"), NdArray.of(7L, 8L, 9L));
    check(Mode.READ_WRITE, List.of("x", "g/c1"));
  }
}
