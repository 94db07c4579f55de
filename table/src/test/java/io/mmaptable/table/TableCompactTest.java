package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCompactTest {
  private static final long HEADER = 128;

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private long size(String column) throws IOException {
    return Files.size(path().resolve(column + ".npy"));
  }

  /// Two columns of which most rows have been taken away.
  private MmapTable shrunk() throws IOException {
    MmapTable table = MmapTable.createNew(path(), 10_000);
    table.addColumn("x", DType.INT64);
    table.addColumn("g/y", DType.FLOAT64, 2).setAttr("unit", "m");
    table.column("x").array().set(5);
    table.resize(4);
    return table;
  }

  @Test
  void filesEndWithTheirRowsAndEverythingIsThere() throws IOException {
    try (MmapTable table = shrunk()) {
      NdArray view = table.column("x").array();
      long before = size("x") + size("g/y");
      assertEquals(before - size("x", 4) - size("g/y", 4), table.compact());
      assertEquals(size("x", 4), size("x"));
      assertEquals(size("g/y", 4), size("g/y"));
      assertEquals("[5 5 5 5]", view.toString());
      assertEquals("[5 5 5 5]", table.column("x").array().toString());
      assertEquals("m", table.column("g/y").attr("unit"));
      assertEquals(0, table.compact());
      table.column("x").array().get(0).set(1);
      table.append(Map.of("x", new long[] {6}, "g/y", new double[1][2]));
      assertEquals("[1 5 5 5 6]", table.column("x").array().toString());
    }
    assertEquals("[1 5 5 5 6]", Npy.read(path().resolve("x.npy")).toString());
    assertEquals(List.of(), Verification.of(path()));
  }

  /// How large a file is that ends with its rows.
  private long size(String column, long rows) throws IOException {
    var layout = Npy.header(path().resolve(column + ".npy")).layout();
    assertEquals(HEADER, layout.dataOffset());
    return HEADER + rows * layout.rowBytes();
  }

  @Test
  void capacityGoesToo() throws IOException {
    try (MmapTable table = MmapTable.createNew(path(), 0)) {
      table.addColumn("x", DType.INT64);
      table.append(Map.of("x", new long[] {1, 2, 3}));
      table.compact();
      assertEquals(size("x", 3), size("x"));
      table.append(Map.of("x", new long[] {4}));
      FileTree.copy(path(), directory.resolve("image"));
      assertEquals("[1 2 3 4]", table.column("x").array().toString());
    }
    try (MmapTable table = MmapTable.open(directory.resolve("image"), Mode.READ_WRITE)) {
      assertEquals("[1 2 3 4]", table.column("x").array().toString());
    }
  }

  @Test
  void readersLiveOnAndFollow() throws IOException {
    try (MmapTable table = shrunk();
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      NdArray view = reader.column("x").array();
      table.compact();
      assertEquals("[5 5 5 5]", view.toString());
      table.append(Map.of("x", new long[] {6}, "g/y", new double[1][2]));
      assertEquals(5, reader.refresh());
      assertEquals("[5 5 5 5 6]", reader.column("x").array().toString());
    }
  }

  @Test
  void filesWithoutAHeaderAreCompactedToo() throws IOException {
    try (MmapTable table = MmapTable.createNew(path(), 0, Layout.HEADERLESS)) {
      table.addColumn("x", DType.INT16);
      table.append(Map.of("x", new short[] {1, 2, 3, 4}));
      table.resize(2);
      table.compact();
      assertEquals(2 * Short.BYTES, size("x"));
      table.append(Map.of("x", new short[] {5}));
      assertEquals("[1 2 5]", table.column("x").array().toString());
    }
    assertEquals(3 * Short.BYTES, size("x"));
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void nothingIsWrittenAnewThatHasNothingToGiveBack() throws IOException {
    Files.createDirectory(path());
    Npy.write(path().resolve("c.npy"), NdArray.of(1L, 2L));
    Npy.write(path().resolve("empty.npy"), NdArray.zeros(DType.INT8, 2, 0));
    var before = FileTree.snapshot(path());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(0, table.compact());
    }
    for (String name : List.of("c.npy", "empty.npy")) {
      assertEquals(before.get(name), FileTree.snapshot(path()).get(name));
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertThrows(UnsupportedOperationException.class, table::compact);
    }
  }
}
