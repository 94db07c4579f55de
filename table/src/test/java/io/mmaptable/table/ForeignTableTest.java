package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Directories that other programs filled.
class ForeignTableTest {

  @TempDir private Path table;

  @ParameterizedTest
  @EnumSource
  void arraysThatWereSavedAreColumns(Mode mode) throws IOException {
    Files.createDirectory(table.resolve("g"));
    Npy.write(table.resolve("b.npy"), NdArray.of(1L, 2L));
    Npy.write(table.resolve("a.npy"), NdArray.of(0.5, 1.5));
    Npy.write(table.resolve("g/c.npy"), NdArray.zeros(DType.INT8, 2, 3));
    Files.writeString(
        table.resolve("b.attr"), "{\"attr\": {\"n\": NaN, \"k\": 1180591620717411303424}}");
    try (MmapTable open = MmapTable.open(table, mode)) {
      assertEquals(List.of("a", "b", "g/c"), open.columnNames());
      assertEquals(2, open.rowCount());
      assertEquals("[0.5 1.5]", open.column("a").array().toString());
      assertEquals(Map.of("n", Double.NaN, "k", BigInteger.TWO.pow(70)), open.column("b").attr());
      assertEquals(List.of("g"), open.groups().stream().map(TableGroup::name).toList());
    }
    assertEquals(List.of(), Verification.of(table));
  }

  @Test
  void columnsOfNoRowsGrow() throws IOException {
    Npy.write(table.resolve("x.npy"), NdArray.zeros(DType.INT64, 0));
    Npy.write(table.resolve("y.npy"), NdArray.zeros(DType.FLOAT32, 0, 2));
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertEquals(0, open.rowCount());
      assertEquals("[]", open.column("x").array().toString());
      assertArrayEquals(new long[] {0, 2}, open.column("y").shape());
      open.append(Map.of("x", new long[] {1}, "y", new float[][] {{2, 3}}));
      open.addColumn("z", DType.INT8);
      open.resize(2);
    }
    assertEquals("[1 0]", Npy.read(table.resolve("x.npy")).toString());
    assertEquals("[[2. 3.]\n [0. 0.]]", Npy.read(table.resolve("y.npy")).toString());
  }

  @Test
  void columnsWhoseItemsHaveNoBytesAreColumns() throws IOException {
    Npy.write(table.resolve("x.npy"), NdArray.zeros(DType.INT64, 3, 0));
    Npy.write(table.resolve("y.npy"), NdArray.of(1L, 2L, 3L));
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      open.resize(5);
      assertArrayEquals(new long[] {5, 0}, open.column("x").array().shape());
    }
    assertEquals(List.of(), Verification.of(table));
  }

  @Test
  void columnOfATableIsReplacedByAnotherProgramWhoseRowsAreAsMany() throws IOException {
    try (MmapTable open = MmapTable.createNew(table, 2)) {
      open.addColumnFrom("x", new int[] {1, 2});
      open.addColumnFrom("y", new int[] {3, 4});
    }
    Npy.write(table.resolve("x.npy"), NdArray.of(0.5, 1.5));
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertTrue(open.recoveryNote().isEmpty());
      assertEquals("[0.5 1.5]", open.column("x").array().toString());
      open.append(Map.of("x", new double[] {2.5}, "y", new int[] {5}));
    }
    assertEquals("[0.5 1.5 2.5]", Npy.read(table.resolve("x.npy")).toString());
  }

  @Test
  void tenThousandColumnsAreOpenedAndNoneIsMapped() throws IOException {
    Path first = table.resolve("c0.npy");
    Npy.write(first, NdArray.of(1L, 2L));
    byte[] content = Files.readAllBytes(first);
    for (int i = 1; i < 10_000; i++) {
      Files.write(table.resolve("c" + i + ".npy"), content); // not durably, which takes minutes
    }
    try (MmapTable open = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(10_000, open.columns().size());
      assertEquals(0, mappings());
      assertEquals("[1 2]", open.column("c9999").array().toString());
      assertEquals(1, mappings());
    }
  }

  private long mappings() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.exists(maps), "what is mapped can be looked up on Linux only");
    try (var lines = Files.lines(maps)) {
      return lines.filter(line -> line.contains(table.toString())).count();
    }
  }

  @Test
  void directoryWithoutAColumnIsNoTable() throws IOException {
    Files.writeString(table.resolve("notes.txt"), "1,2");
    assertEquals(
        table + ": is no table: it holds no .npy file",
        assertThrows(IOException.class, () -> MmapTable.open(table, Mode.READ_ONLY)).getMessage());
  }
}
