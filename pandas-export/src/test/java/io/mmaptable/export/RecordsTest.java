package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  private static final int ROWS = 4;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path;
  private Path file;

  @BeforeEach
  void namePaths() {
    path = directory.resolve("table");
    file = directory.resolve("records.npy");
  }

  private MmapTable everyKind() throws IOException {
    MmapTable table = MmapTable.create(path, ROWS);
    table.addColumnFrom("flag", new boolean[] {true, false, true, false});
    table.addColumnFrom("count", new int[] {1, -2, 3, Integer.MIN_VALUE});
    table.addColumnFrom("group/x", new double[] {0.1, Double.NaN, -0.0, 1e300});
    table.addColumnFrom("name", new String[] {"Zoë", "", "\uD83D\uDE00", "abc"});
    table.addColumnFrom(
        "day", new LocalDate[] {LocalDate.EPOCH, null, LocalDate.of(2012, 2, 29), LocalDate.EPOCH});
    NdArray position = table.addColumn("position", DType.of(">f4"), 3).array();
    NdArray image = table.addColumn("image", DType.INT8, 2, 2).array();
    NdArray pair = table.addColumn("pair", DType.of("[('a', '<i2'), ('b', '<f8', (2,))]")).array();
    for (int row = 0; row < ROWS; row++) {
      position.get(String.valueOf(row)).set(new float[] {row, row + 0.5f, -row});
      image.get(row + ", 0").set(new byte[] {0, 1});
      image.get(row + ", 1").set(new byte[] {2, (byte) row});
      pair.field("a").get(row).set((short) (7 * row));
      pair.field("b").get(String.valueOf(row)).set(new double[] {row / 3.0, row});
    }
    return table;
  }

  private static TableSlice all(MmapTable table) {
    return table.select(table.columnNames());
  }

  private static String hex(NdArray records) {
    return HexFormat.of().formatHex(records.asSegment().toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void aStreamGetsWhatAFileGets() throws IOException {
    var stream = new ByteArrayOutputStream();
    try (MmapTable table = everyKind()) {
      Records.write(all(table), file);
      Records.write(all(table), stream, Progress.NONE);
    }
    assertArrayEquals(Files.readAllBytes(file), stream.toByteArray());
  }

  @Test
  void aStreamThatFailsIsTheError() throws IOException {
    try (MmapTable table = everyKind();
        var full = new FileOutputStream("/dev/full")) {
      assertThrows(IOException.class, () -> Records.write(all(table), full, Progress.NONE));
    }
  }

  @Test
  void numpyReadsEveryColumnAsAField() throws IOException {
    Python python = Python.required();
    try (MmapTable table = everyKind()) {
      Records.write(all(table), file);
    }
    String seen =
        python.run(
            """
            import sys, numpy as np
            table, file = sys.argv[1:]
            r = np.load(file)
            print(r.dtype.descr, r.shape)
            for name in r.dtype.names:
                column = np.load(f"{table}/{name}.npy")
                assert r[name].dtype == column.dtype, name
                assert r[name].shape == column.shape, name
                assert r[name].tobytes() == column.tobytes(), name
            """,
            path,
            file);
    assertEquals(
        "[('flag', '|b1'), ('count', '<i4'), ('group/x', '<f8'), ('name', '<U3'), ('day',"
            + " '<M8[D]'), ('position', '>f4', (3,)), ('image', '|i1', (2, 2)), ('pair', [('a',"
            + " '<i2'), ('b', '<f8', (2,))])] (4,)",
        seen);
  }

  @Test
  void theFileIsWhatNumpySaves() throws IOException {
    Python python = Python.required();
    try (MmapTable table = everyKind()) {
      Records.write(all(table), file);
    }
    Path saved = directory.resolve("saved.npy");
    python.run("import sys, numpy as np; np.save(sys.argv[2], np.load(sys.argv[1]))", file, saved);
    assertEquals(-1, Files.mismatch(file, saved));
  }

  @Test
  void recordsInMemoryAreTheSame() throws IOException {
    try (MmapTable table = everyKind()) {
      Records.write(all(table), file);
      NdArray records = Records.of(all(table));
      assertArrayEquals(new long[] {ROWS}, records.shape());
      assertEquals(table.dtype(), records.dtype());
      assertEquals(hex(Npy.read(file)), hex(records));
    }
  }

  @Test
  void recordsAreACopy() throws IOException {
    NdArray records;
    try (MmapTable table = everyKind()) {
      records = Records.of(all(table));
      table.column("count").array().get(0).set(99);
    }
    assertEquals(1, records.field("count").getLong(0));
  }

  @Test
  void onlyTheSlicesRowsAndColumnsAreTaken() throws IOException {
    try (MmapTable table = everyKind()) {
      TableSlice slice = table.select("name", "count").rows(1, 3);
      Records.write(slice, file);
      NdArray records = Npy.read(file);
      assertEquals(DType.of("[('name', '<U3'), ('count', '<i4')]"), records.dtype());
      assertEquals("[('', -2) ('\uD83D\uDE00', 3)]", records.toString().replaceAll("\\s+", " "));
      assertEquals(hex(Records.of(slice)), hex(records));
    }
  }

  @Test
  void manyBlocksOfRowsKeepTheirOrder() throws IOException {
    int rows = 600_001;
    try (MmapTable table = MmapTable.create(path, rows)) {
      table.addColumnFrom("x", LongStream.range(0, rows).toArray());
      table.addColumnFrom("y", IntStream.range(0, rows).map(row -> -row).toArray());
      Records.write(all(table), file);
    }
    NdArray records = Npy.read(file);
    for (long row : new long[] {0, 349_524, 349_525, 349_526, 600_000}) {
      assertEquals(row, records.field("x").getLong(row));
      assertEquals(-row, records.field("y").getLong(row));
    }
    assertEquals(rows * (rows - 1L) / 2, records.field("x").sum().getLong());
    assertEquals(-rows * (rows - 1L) / 2, records.field("y").sum().getLong());
  }

  @Test
  void aTableWithoutRowsIsAnEmptyArray() throws IOException {
    try (MmapTable table = MmapTable.create(path, 0)) {
      table.addColumn("x", DType.FLOAT64);
      Records.write(all(table), file);
      assertArrayEquals(new long[] {0}, Records.of(all(table)).shape());
    }
    assertArrayEquals(new long[] {0}, Npy.read(file).shape());
  }

  @Test
  void aTableWithoutColumnsHasEmptyRecords() throws IOException {
    Python python = Python.required();
    try (MmapTable table = MmapTable.create(path, 3)) {
      Records.write(all(table), file);
    }
    assertEquals(
        "[] (3,)",
        python.run(
            "import sys, numpy as np; r = np.load(sys.argv[1]); print(r.dtype, r.shape)", file));
  }

  @Test
  void anErrorLeavesTheOldFileAndNoTemporaryOne() throws IOException {
    Files.writeString(file, "old");
    try (MmapTable table = MmapTable.create(path, 1)) {
      for (int i = 0; i < 400; i++) {
        table.addColumn("a column with a long name, number " + i, DType.INT8);
      }
      assertThrows(IllegalArgumentException.class, () -> Records.write(all(table), file));
    }
    assertEquals("old", Files.readString(file));
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(List.of(file, path), entries.sorted().toList());
    }
  }

  @Test
  void aClosedTableIsRefused() throws IOException {
    MmapTable table = everyKind();
    TableSlice slice = all(table);
    table.close();
    assertThrows(IllegalStateException.class, () -> Records.of(slice));
    assertThrows(IllegalStateException.class, () -> Records.write(slice, file));
  }
}
