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
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableGrowthTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private MmapTable twoColumns() throws IOException {
    MmapTable table = MmapTable.create(path(), 2);
    table.addColumnFrom("n", new int[] {1, 2});
    table.addColumnFrom("g/v", NdArray.zeros(DType.FLOAT64, 2, 3));
    return table;
  }

  private static NdArray vectors(long rows, double value) {
    NdArray vectors = NdArray.zeros(DType.FLOAT64, rows, 3);
    vectors.set(value);
    return vectors;
  }

  @Test
  void allColumnsGrowTogether() throws IOException {
    try (MmapTable table = twoColumns()) {
      for (int i = 3; i <= 1000; i++) {
        table.append(Map.of("n", new int[] {i}, "g/v", vectors(1, i)));
      }
      table.append(Map.of("n", new int[0], "g/v", vectors(0, 0)));
      assertEquals(1000, table.rowCount());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(1000, table.rowCount());
      NdArray n = table.column("n").array();
      NdArray v = table.column("g/v").array();
      for (long row = 2; row < 1000; row++) {
        assertEquals(row + 1, n.getLong(row));
        assertEquals(row + 1.0, v.getDouble(row, 2));
      }
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void rowsAreAppendedToATableWithoutAny() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.append(Map.of());
      table.addColumn("n", DType.INT32);
      table.append(Map.of("n", new int[0]));
      table.append(Map.of("n", new int[] {1, 2}));
      assertEquals("[1 2]", table.column("n").array().toString());
    }
  }

  @Test
  void unsignedColumnIsGivenJavasIntegers() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.addColumn("u", DType.UINT16);
      table.append(Map.of("u", new int[] {1, 65_535}));
      Map<String, ?> negative = Map.of("u", new int[] {1, -1});
      assertThrows(IllegalArgumentException.class, () -> table.append(negative));
      assertEquals("[    1 65535]", table.column("u").array().toString());
    }
  }

  record Refusal(String name, Map<String, ?> rows, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal("a column is missing", Map.of("n", new int[1]), "lack the columns [g/v]"),
        new Refusal("none is there", Map.of(), "lack the columns [g/v, n]"),
        new Refusal(
            "a column too many",
            Map.of("n", new int[1], "g/v", vectors(1, 0), "m", new int[1]),
            "have columns that it lacks: [m]"),
        new Refusal(
            "differing numbers",
            Map.of("n", new int[2], "g/v", vectors(3, 0)),
            "differ in number by column: n has 2, g/v has 3"),
        new Refusal(
            "another item shape",
            Map.of("n", new int[2], "g/v", new double[2]),
            "rows of shape [2] for column 'g/v' with items of shape [3]"),
        new Refusal("a scalar", Map.of("n", 1, "g/v", vectors(1, 0)), "rows of shape []"),
        new Refusal(
            "another kind", Map.of("n", new double[1], "g/v", vectors(1, 0)), "cannot cast from"),
        new Refusal(
            "one value too large",
            Map.of("n", new long[] {1, 1L << 40}, "g/v", vectors(2, 5)),
            "does not fit into <i4"),
        new Refusal(
            "no array", Map.of("n", new Object(), "g/v", vectors(1, 0)), "java.lang.Object"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void appendIsAllOrNothing(Refusal refusal) throws IOException {
    twoColumns().close();
    var before = FileTree.snapshot(directory);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> table.append(refusal.rows()))
              .getMessage();
      assertTrue(message.contains(refusal.message()), message);
      assertEquals(2, table.rowCount());
      assertEquals("[1 2]", table.column("n").array().toString());
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void resizeDownAndUpGivesZeros() throws IOException {
    try (MmapTable table = twoColumns()) {
      table.append(Map.of("n", new int[] {3, 4}, "g/v", vectors(2, 7)));
      NdArray old = table.column("n").array();
      table.resize(1);
      assertEquals(1, table.rowCount());
      assertEquals("[1]", Npy.read(path().resolve("n.npy")).toString());
      table.resize(5);
      assertEquals("[1 0 0 0 0]", table.column("n").array().toString());
      assertEquals(0, table.column("g/v").array().countNonZero());
      assertArrayEquals(new long[] {4}, old.shape());
      table.resize(0);
      table.resize(0);
      table.append(Map.of("n", new int[] {9}, "g/v", vectors(1, 9)));
      assertThrows(IllegalArgumentException.class, () -> table.resize(-1));
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[9]", table.column("n").array().toString());
      table.resize(4);
      assertEquals("[9 0 0 0]", table.column("n").array().toString());
      assertEquals(3, table.column("g/v").array().countNonZero());
      table.resize(100_000);
      assertEquals(100_000, table.column("g/v").shape()[0]);
      assertEquals(3, table.column("g/v").array().countNonZero());
    }
  }

  @Test
  void countsOfManyDigitsGoUpAndDown() throws IOException {
    // Rows without elements take no room, so that there may be many.
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.addColumn("x", DType.INT64, 0);
      table.addColumn("y", DType.INT8, 3, 0);
      for (long rows : new long[] {99_999_999, 100_000_000, 7, 10_000_000_000_000_005L, 0, 3}) {
        table.resize(rows);
        assertEquals(rows, table.column("y").array().shape()[0]);
        assertEquals(rows, Npy.header(path().resolve("x.npy")).shape()[0]);
        assertEquals(rows, Npy.header(path().resolve("y.npy")).shape()[0]);
      }
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void fileIsNeverCutBelowRowsThatWereVisible() throws IOException {
    try (MmapTable table = twoColumns()) {
      table.resize(50_000);
    }
    long size = Files.size(path().resolve("n.npy"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.resize(10);
    }
    assertEquals(size, Files.size(path().resolve("n.npy")));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.append(Map.of("n", new int[] {5}, "g/v", vectors(1, 5)));
      assertEquals("[1 2 0 0 0 0 0 0 0 0 5]", table.column("n").array().toString());
    }
    assertEquals(size, Files.size(path().resolve("n.npy")));
  }

  @Test
  void fortranColumnIsReadAndWrittenButNotGrown() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 4)) {
      table.addColumnFrom("n", new int[] {1, 2, 3, 4});
    }
    NdArray turned = NdArray.zeros(DType.FLOAT32, 3, 4).transpose();
    Npy.write(path().resolve("f.npy"), turned);
    assertTrue(Npy.header(path().resolve("f.npy")).fortranOrder());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      MmapColumn column = table.column("f");
      assertArrayEquals(new long[] {3}, column.itemShape());
      assertArrayEquals(new long[] {4, 3}, column.array().shape());
      column.array().get("1").set(7);
      var before = FileTree.snapshot(directory);
      for (Executable growth :
          List.<Executable>of(
              () -> table.append(Map.of("n", new int[1], "f", NdArray.zeros(DType.FLOAT32, 1, 3))),
              () -> table.resize(9),
              () -> table.resize(2))) {
        String message = assertThrows(UnsupportedOperationException.class, growth).getMessage();
        assertTrue(message.startsWith(path() + ": column 'f' is in Fortran order"), message);
      }
      assertEquals(before, FileTree.snapshot(directory));
      table.renameColumn("f", "g/f");
      assertEquals("[7. 7. 7.]", table.column("g/f").array().get("1").toString());
      assertArrayEquals(new long[] {4, 3}, table.column("g/f").array().shape());
      table.copyColumn("g/f", "c");
      table.deleteColumn("g/f");
      table.resize(5);
      assertEquals(
          "[[0. 0. 0.]\n [7. 7. 7.]\n [0. 0. 0.]\n [0. 0. 0.]\n [0. 0. 0.]]",
          table.column("c").array().toString());
    }
  }

  @Test
  void fullDiskLosesNothing() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16)) {
      Path ballast = Files.write(disk.directory().resolve("ballast"), new byte[4 << 20]);
      Path path = disk.directory().resolve("t");
      long rows = 0;
      try (MmapTable table = MmapTable.create(path, 0)) {
        table.addColumn("n", DType.INT64);
        table.addColumn("wide", DType.INT64, 500);
        NdArray wide = NdArray.zeros(DType.INT64, 50, 500);
        long[] n = new long[50];
        IOException full = null;
        while (full == null) {
          wide.set(rows);
          Arrays.fill(n, rows);
          try {
            table.append(Map.of("n", n, "wide", wide));
            rows += 50;
          } catch (IOException e) {
            full = e;
          }
        }
        assertTrue(full.getMessage().contains(path.toString()), full.getMessage());
        assertThrows(IOException.class, () -> table.resize(1 << 20));
        assertThrows(IOException.class, () -> table.addColumn("new", DType.INT64, 4000));
        assertEquals(rows, table.rowCount());
        assertEquals(List.of("n", "wide"), table.columnNames());
        try (MmapTable reader = MmapTable.open(path, Mode.READ_ONLY)) {
          assertEquals(rows, reader.rowCount());
          assertEquals(rows - 50, reader.column("wide").array().getLong(rows - 1, 499));
        }
        Files.delete(ballast);
        table.append(Map.of("n", n, "wide", wide));
        table.addColumn("new", DType.INT64);
        rows += 50;
      }
      assertEquals(List.of(), Verification.of(path));
      try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
        assertEquals(rows, table.rowCount());
        assertEquals(List.of("n", "wide", "new"), table.columnNames());
      }
    }
  }
}
