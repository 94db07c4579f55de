package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// A column of compressed chunks is read as any other.
class FrozenColumnTest {
  private static final int ROWS = 1000;

  private static ZarrLayout inSmallChunks(ZarrLayout layout) {
    return layout
        .chunkRows(64)
        .shardRows(256)
        .codecs(BytesCodecs.system().parse("shuffle,gzip:1,crc32c"));
  }

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path;
  private final NdArray x = NdArray.arange(ROWS).mul(0.5);
  private final NdArray pairs = NdArray.arange(2 * ROWS).reshape(ROWS, 2);
  private final NdArray names =
      NdArray.of(LongStream.range(0, ROWS).mapToObj(i -> "n" + i % 7).toArray(String[]::new));

  @BeforeEach
  void make() throws IOException {
    path = directory.resolve("table");
    try (MmapTable table = MmapTable.create(path, ROWS)) {
      table.addColumnFrom("x", x).setAttr("unit", "m");
      table.addColumnFrom("g/pairs", pairs);
      table.addColumnFrom("names", names);
      for (String name : List.of("x", "g/pairs", "names")) {
        MmapColumn frozen = table.freeze(name, FrozenColumnTest::inSmallChunks);
        assertTrue(frozen.isFrozen());
      }
      table.addColumnFrom("plain", x);
    }
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertEquals(expected.dtype(), found.dtype());
    assertArrayEquals(expected.shape(), found.shape());
    assertArrayEquals(expected.toBytes(), found.toBytes());
  }

  @Test
  void aFrozenColumnIsADirectoryInThePlaceOfItsFile() throws IOException {
    assertEquals(
        List.of(".mmaptable", "g", "names.attr", "names.zarr", "plain.npy", "x.attr", "x.zarr"),
        entries());
    ZarrArray alone = ZarrArray.open(path.resolve("x.zarr"));
    assertSame(x, alone.read());
    assertEquals("{\"unit\":\"m\"}", alone.attrJson());
  }

  private List<String> entries() throws IOException {
    try (var entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void columnsKeepTheirOrderAndAttributes() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(List.of("x", "g/pairs", "names", "plain"), table.columnNames());
      assertEquals(ROWS, table.rowCount());
      MmapColumn column = table.column("x");
      assertEquals("m", column.attr("unit"));
      assertEquals(DType.FLOAT64, column.dtype());
      assertArrayEquals(new long[] {2}, table.column("g/pairs").itemShape());
      assertArrayEquals(new long[] {64}, column.frozen().orElseThrow().chunkShape());
      assertFalse(table.column("plain").isFrozen());
    }
  }

  @Test
  void elementsAreReadAsOfAnyColumn() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      MmapColumn column = table.column("x");
      assertSame(x, column.array());
      assertSame(x.get("-3:"), column.get("-3:"));
      assertSame(x.get("::-7"), column.get("::-7"));
      assertSame(x.get(x.gt(490)), column.get(x.gt(490)));
      assertSame(x.get("[5, -1, 5]"), column.get("[5, -1, 5]"));
      assertEquals(499.5, column.getDouble(-1));
      assertEquals(249750, column.sum().getDouble());
      assertSame(x.std(), column.std());
      assertSame(x.sub(1), column.sub(1));
      assertSame(x.gt(10).and(x.lt(20)).toNdArray(), column.gt(10).and(column.lt(20)).toNdArray());
      assertSame(pairs.mean(0), table.column("g/pairs").mean(0));
      assertSame(pairs.max(1), table.column("g/pairs").max(1));
      assertEquals(143, table.column("names").eq("n3").countNonZero());
      assertEquals(980, table.rows(column.ge(10)).rowCount());
      assertEquals("n3", table.column("names").getString(10));
      assertEquals(21, table.column("g/pairs").getLong(10, 1));
      assertSame(pairs.get("10"), table.column("g/pairs").get(10));
      assertThrows(IndexOutOfBoundsException.class, () -> column.getDouble(ROWS));
    }
  }

  @Test
  void slicesMasksRecordsAndCursorsSeeTheSame() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      TableSlice some = table.rows("100:900:3");
      assertSame(x.get("100:900:3"), some.column("x"));
      assertSame(pairs.get("899:100:-3"), table.rows("899:100:-3").column("g/pairs"));
      TableSlice chosen = table.rows(table.column("names").eq("n2"));
      assertSame(x.get(names.eq("n2")), chosen.column("x"));
      NdArray records = some.toRecords();
      assertSame(some.column("g/pairs"), records.field("g/pairs").copy());
      RowCursor row = table.rows("[999, 0, 500, 501]").cursor();
      int column = row.columnIndex("x");
      int name = row.columnIndex("names");
      var seen = new StringBuilder();
      while (row.next()) {
        seen.append(row.getDouble(column)).append(row.getString(name)).append(' ');
      }
      assertEquals("499.5n5 0.0n0 250.0n3 250.5n4 ", seen.toString());
      assertTrue(table.toString().contains("499.5"), table.toString());
    }
  }

  @Test
  void writingSaysHowToThaw() throws IOException {
    String said =
        path
            + ": column 'x' is frozen and cannot be set; thaw it first: thaw(\"x\"), or mmaptable"
            + " thaw";
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      MmapColumn column = table.column("x");
      for (Executable setting :
          List.<Executable>of(
              () -> column.set(1),
              () -> column.set("5", 1),
              () -> table.rows("5:7").set(Map.of("x", 1)),
              () -> {
                RowCursor row = table.cursor();
                assertTrue(row.next());
                row.setDouble(0, 1);
              },
              () -> {
                RowCursor row = table.cursor();
                assertTrue(row.next());
                row.get(0).set(1);
              },
              () -> column.array().set(1),
              () -> column.get("5:900:2").set(1),
              () -> column.get(5).set(1),
              () -> column.array().asDoubles().set(5, 1),
              () -> table.rows("5:7").column("x").set(1),
              () -> column.array().sort())) {
        var e = assertThrows(UnsupportedOperationException.class, setting);
        assertEquals(said, e.getMessage());
      }
    }
  }

  @Test
  void rowsAreNotAppendedOneByOne() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      FileTree.assertUnchanged(
          path,
          () -> {
            var e = assertThrows(UnsupportedOperationException.class, table::appender);
            assertEquals(
                path
                    + ": column 'x' is frozen and grows by many rows at once, not one by one; thaw"
                    + " it first: thaw(\"x\"), or mmaptable thaw",
                e.getMessage());
          });
    }
  }

  private static NdArray twice(NdArray rows) {
    NdArray twice = NdArray.zeros(rows.dtype(), 2 * ROWS);
    twice.rows(0, ROWS).set(rows);
    twice.rows(ROWS, 2 * ROWS).set(rows);
    return twice;
  }

  @Test
  void rowsAreAppendedToFrozenColumnsToo() throws IOException {
    NdArray doubled = twice(x);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE);
        MmapTable reader = MmapTable.open(path, Mode.READ_ONLY)) {
      ZarrArray before = table.column("x").frozen().orElseThrow();
      table.append(table.rows("0:3"));
      table.append(table.rows("3:1000"));
      for (MmapTable each : List.of(table, reader)) {
        assertEquals(2 * ROWS, each.refresh());
        assertSame(doubled, each.column("x").array());
        assertSame(doubled, each.column("plain").array());
        assertSame(twice(names), each.column("names").array());
        assertSame(pairs, each.column("g/pairs").get("1000:"));
        assertSame(doubled.get("990:1010"), each.rows("990:1010").column("x"));
      }
      assertSame(x, before.read());
    }
    assertSame(doubled, ZarrArray.open(path.resolve("x.zarr")).read());
    assertEquals(List.of(), Verification.of(path));
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertSame(doubled, table.thaw("x").array());
    }
  }

  @Test
  void resizingAddsZerosToFrozenColumnsAndTakesRowsAway() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.resize(150);
      assertSame(x.rows(0, 150), table.column("x").array());
      table.resize(700);
      assertSame(NdArray.zeros(DType.FLOAT64, 550), table.column("x").get("150:"));
      assertSame(x.rows(0, 150), table.column("x").get(":150"));
      assertEquals("", table.column("names").getString(699));
      table.resize(10);
      assertTrue(table.compact() > 0);
      assertEquals(
          List.of("0"), FileTree.snapshot(path.resolve("x.zarr/c")).keySet().stream().toList());
      assertSame(x.rows(0, 10), table.column("x").array());
    }
    assertEquals(List.of(), Verification.of(path));
  }

  @Test
  void frozenColumnsOfOtherLengthsAreListed() throws IOException {
    try (ZarrWriter writer = ZarrWriter.appendTo(path.resolve("x.zarr"))) {
      writer.write(x.rows(0, 1));
      writer.finish();
    }
    var e =
        assertThrows(
            StorageException.Inconsistent.class, () -> MmapTable.open(path, Mode.READ_WRITE));
    assertEquals(
        path
            + ": columns differ in their number of rows: g/pairs has 1000, names has 1000, plain"
            + " has 1000, x has 1001",
        e.getMessage());
  }

  @Test
  void aColumnIsNotWrittenAloneWhileItsTableIs() throws IOException {
    try (ChildProcess child = ChildJvm.start(List.of(), Holder.class, path)) {
      child.nextLine();
      assertThrows(
          StorageException.Locked.class, () -> ZarrWriter.appendTo(path.resolve("x.zarr")));
      child.send("");
      child.awaitSuccess();
    }
    ZarrWriter.appendTo(path.resolve("x.zarr")).close();
  }

  /// Appends rows that say their number to a table of frozen columns and another.
  static final class Appender {
    static final int ROWS = 3000;

    public static void main(String[] args) throws IOException {
      try (MmapTable table = MmapTable.open(Path.of(args[0]), Mode.READ_WRITE)) {
        System.out.println("open");
        int _ = System.in.read();
        while (table.rowCount() < ROWS) {
          long from = table.rowCount();
          NdArray rows = NdArray.arange(from, Math.min(ROWS, from + 1 + from % 23));
          table.append(Map.of("a", rows, "b", rows, "plain", rows));
        }
      }
    }
  }

  @Test
  void readersBesideAWriterSeeWholeRows() throws IOException {
    Path growing = directory.resolve("growing");
    try (MmapTable table = MmapTable.create(growing, 0)) {
      for (String name : List.of("a", "plain", "b")) {
        table.addColumn(name, DType.INT64);
      }
      table.freeze("a", layout -> layout.chunkRows(50).shardRows(200));
      table.freeze("b", layout -> layout.chunkRows(64).shardRows(0));
    }
    try (ChildProcess writer = ChildJvm.start(List.of(), Appender.class, growing);
        MmapTable kept = MmapTable.open(growing, Mode.READ_ONLY)) {
      writer.awaitLine("open");
      writer.send("");
      long seen = 0;
      while (seen < Appender.ROWS) {
        long now = kept.refresh();
        assertTrue(now >= seen, () -> now + " rows");
        seen = now;
        requireCounted(kept);
        try (MmapTable opened = MmapTable.open(growing, Mode.READ_ONLY)) {
          requireCounted(opened);
        }
      }
      writer.awaitSuccess();
    }
    assertEquals(List.of(), Verification.of(growing));
  }

  @Test
  void threadsReadWhileAnotherAppends() throws Exception {
    Path growing = directory.resolve("growing");
    try (MmapTable table = MmapTable.create(growing, 0)) {
      table.addColumn("a", DType.INT64);
      table.freeze("a", layout -> layout.chunkRows(50).shardRows(200));
      table.addColumn("plain", DType.INT64);
      var failure = new Throwable[1];
      var reader =
          new Thread(
              () -> {
                MmapColumn column = table.column("a");
                while (table.rowCount() < 600) {
                  for (NdArray seen : List.of(column.array(), column.get(":"))) {
                    assertSame(NdArray.arange(seen.shape()[0]), seen);
                  }
                }
              });
      reader.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
      reader.start();
      for (long from = 0; from < 600; from += 3) {
        NdArray rows = NdArray.arange(from, from + 3);
        table.append(Map.of("a", rows, "plain", rows));
      }
      reader.join();
      assertNull(failure[0]);
    }
  }

  private static void requireCounted(MmapTable table) {
    for (MmapColumn column : table.columns()) {
      assertSame(NdArray.arange(table.rowCount()), column.array());
    }
  }

  /// Has a table open for writing.
  static final class Holder {
    public static void main(String[] args) throws IOException {
      try (MmapTable _ = MmapTable.open(Path.of(args[0]), Mode.READ_WRITE)) {
        System.out.println("open");
        int _ = System.in.read();
      }
    }
  }

  @Test
  void whatIsACopyOfAnyColumnCanBeSet() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      MmapColumn column = table.column("x");
      for (NdArray copy :
          List.of(
              column.get("[5, 6]"),
              column.get(x.gt(490)),
              column.get(x.lazy().gt(490)),
              column.get("5:7").copy(),
              column.array().astype(DType.FLOAT32),
              column.frozen().orElseThrow().get("5:7"),
              table.rows("[5, 6]").column("x"),
              table.rows("5:7").toRecords().field("x"))) {
        copy.set(-1);
        assertEquals(-1, copy.max().getDouble());
      }
      assertSame(x, column.array());
    }
  }

  @Test
  void aReaderIsToldThatItsChunksAreGone() throws IOException {
    try (MmapTable reader = MmapTable.open(path, Mode.READ_ONLY)) {
      MmapColumn thawed = reader.column("x");
      MmapColumn frozen = reader.column("g/pairs");
      MmapColumn deleted = reader.column("names");
      try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
        table.thaw("x");
        table.freeze("g/pairs", layout -> layout.chunkRows(32).shardRows(256));
        table.deleteColumn("names");
      }
      for (MmapColumn column : List.of(thawed, frozen, deleted)) {
        for (Executable reading :
            List.<Executable>of(
                () -> column.get(3), column::array, () -> column.lazy().toNdArray())) {
          var e = assertThrows(UncheckedIOException.class, reading);
          assertEquals(
              column.path()
                  + ": has been moved, deleted or replaced since it was opened; open it again",
              String.valueOf(e.getCause().getMessage()));
        }
      }
    }
  }

  @Test
  void whatWasTakenOfAClosedTableIsRefused() throws IOException {
    RowCursor row;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      row = table.cursor();
    }
    assertTrue(row.next());
    assertThrows(IllegalStateException.class, () -> row.getDouble(0));
  }

  @Test
  void thawingGivesTheFileBack() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      for (String name : List.of("x", "g/pairs", "names")) {
        assertFalse(table.thaw(name).isFrozen());
      }
      assertSame(x, table.column("x").array());
      assertSame(pairs, table.column("g/pairs").array());
      assertSame(names, table.column("names").array());
      assertEquals("m", table.column("x").attr("unit"));
      assertEquals(List.of("x", "g/pairs", "names", "plain"), table.columnNames());
      table.resize(ROWS + 1);
    }
    assertFalse(Files.exists(path.resolve("x.zarr")));
    assertEquals(List.of(), Verification.of(path));
  }

  @Test
  void aFrozenColumnIsFrozenToOtherChunks() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      MmapColumn former = table.column("x");
      MmapColumn column =
          table.freeze(
              "x",
              layout ->
                  layout
                      .chunkRows(100)
                      .shardRows(0)
                      .codecs(BytesCodecs.system().parse("gzip:9,crc32c")));
      ZarrArray chunks = column.frozen().orElseThrow();
      assertArrayEquals(new long[] {100}, chunks.chunkShape());
      assertEquals(Optional.empty(), chunks.shardShape());
      assertEquals("[bytes:endian=little, gzip:level=9, crc32c]", chunks.chunkCodecs().toString());
      assertEquals("{\"unit\":\"m\"}", chunks.attrJson());
      assertEquals("m", column.attr("unit"));
      assertSame(x, column.array());
      assertThrows(IllegalStateException.class, former::array);
    }
    assertEquals(
        List.of(".mmaptable", "g", "names.attr", "names.zarr", "plain.npy", "x.attr", "x.zarr"),
        entries());
    assertEquals(List.of(), Verification.of(path));
  }

  @Test
  void copiesAreFiles() throws IOException {
    Path copy = directory.resolve("copy");
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.rows("10:20").writeTo(copy);
      assertFalse(table.copyColumn("names", "again").isFrozen());
      assertSame(names, table.column("again").array());
    }
    try (MmapTable table = MmapTable.open(copy, Mode.READ_ONLY)) {
      assertSame(x.get("10:20"), table.column("x").array());
      assertFalse(table.column("x").isFrozen());
      assertEquals("m", table.column("x").attr("unit"));
    }
  }

  @Test
  void whatCannotBeFrozenOrThawedIsRefused() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      var plain = assertThrows(IllegalArgumentException.class, () -> table.thaw("plain"));
      assertEquals(path + ": column 'plain' is not frozen", plain.getMessage());
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertThrows(UnsupportedOperationException.class, () -> table.freeze("plain"));
      assertThrows(UnsupportedOperationException.class, () -> table.thaw("x"));
    }
  }

  @Test
  void anArrayThatOtherSoftwareWroteIsAColumn() throws IOException {
    Path other = Files.createDirectories(directory.resolve("other"));
    ZarrLayout layout = ZarrLayout.of(DType.FLOAT64).attrJson("{\"unit\": \"s\"}");
    ZarrWriter.write(Files.createDirectories(other.resolve("g")).resolve("t.zarr"), layout, x);
    try (MmapTable table = MmapTable.open(other, Mode.READ_ONLY)) {
      assertEquals(List.of("g/t"), table.columnNames());
      assertSame(x, table.column("g/t").array());
      assertEquals("s", table.column("g/t").attr("unit"));
    }
    assertEquals(List.of(), Verification.of(other));
  }

  @Test
  void chunksWithoutAFileAreNoted() throws IOException {
    Files.delete(path.resolve("x.zarr/c/1"));
    Files.delete(path.resolve("x.zarr/c/2"));
    assertEquals(
        List.of(
            new Finding(
                Finding.Severity.NOTE,
                path.resolve("x.zarr"),
                "2 of its chunks have no file, and are the fill value everywhere")),
        Verification.of(path));
  }

  @Test
  void aDamagedChunkIsNamed() throws IOException {
    Path shard;
    try (var files = Files.walk(path.resolve("x.zarr/c"))) {
      shard = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    try (var file = new RandomAccessFile(shard.toFile(), "rw")) {
      file.seek(20);
      int b = file.read();
      file.seek(20);
      file.write(b ^ 4);
    }
    List<Finding> findings = Verification.of(path);
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(Finding.Severity.FAULT, findings.getFirst().severity());
    assertTrue(findings.getFirst().path().startsWith(path.resolve("x.zarr")), findings::toString);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertThrows(StorageException.Malformed.class, () -> table.thaw("x"));
      assertThrows(StorageException.Malformed.class, () -> table.freeze("x"));
      assertTrue(table.column("x").isFrozen());
      assertSame(x.get("900:"), table.column("x").get("900:"));
    }
  }
}
