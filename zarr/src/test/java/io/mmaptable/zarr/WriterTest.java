package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An array that is written to again: from some row on, prepared, cut, compacted.
class WriterTest {
  private static final NdArray ROWS = NdArray.arange(100);
  private static final ZarrOptions OPTIONS = ZarrOptions.defaults();

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path make(long shardRows) throws IOException {
    Path path = directory.resolve("x");
    ZarrWriter.write(path, ZarrLayout.of(DType.INT64).chunkRows(8).shardRows(shardRows), ROWS);
    return path;
  }

  private static void assertRows(NdArray expected, Path path) throws IOException {
    ZarrArray array = ZarrArray.open(path);
    assertArrayEquals(expected.toLongs(), array.read().toLongs());
    assertEquals(List.of(), array.verify());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, 32})
  void rowsFromOneOnAreReplaced(long shardRows) throws IOException {
    Path path = make(shardRows);
    for (long row : new long[] {100, 77, 72, 40, 3, 0}) {
      try (var writer = ZarrWriter.writeFrom(path, row, OPTIONS)) {
        writer.write(NdArray.of(-1, -2, -3));
        assertEquals(row + 3, writer.rowCount());
        writer.finish();
      }
      NdArray expected = NdArray.arange(row + 3);
      expected.rows(row, row + 3).set(NdArray.of(-1, -2, -3));
      assertRows(expected, path);
      try (var writer = ZarrWriter.writeFrom(path, row, OPTIONS)) {
        writer.write(NdArray.arange(row, 100));
        writer.finish();
      }
      assertRows(ROWS, path);
    }
    assertThrows(
        IndexOutOfBoundsException.class, () -> ZarrWriter.writeFrom(path, 101, OPTIONS).close());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 32})
  void takingRowsAwayLeavesTheChunksToWhoHasTheArrayOpen(long shardRows) throws IOException {
    Path path = make(shardRows);
    ZarrArray before = ZarrArray.open(path);
    try (var writer = ZarrWriter.writeFrom(path, 13, OPTIONS)) {
      writer.finish();
    }
    assertRows(ROWS.rows(0, 13), path);
    assertArrayEquals(ROWS.toLongs(), before.read().toLongs());
    long stored = before.storedBytes();
    long removed = ZarrWriter.compact(path);
    assertEquals(stored - ZarrArray.open(path).storedBytes(), removed);
    assertTrue(removed > 0);
    assertRows(ROWS.rows(0, 13), path);
    assertEquals(0, ZarrWriter.compact(path));
  }

  @Test
  void rowsAreGoneBeforeOthersComeInTheirPlace() throws IOException {
    Path path = make(32);
    try (var writer = ZarrWriter.writeFrom(path, 50, OPTIONS)) {
      assertRows(ROWS, path);
      writer.write(NdArray.zeros(DType.INT64, 300));
      assertRows(ROWS.rows(0, 50), path);
    }
    assertRows(ROWS.rows(0, 50), path);
  }

  @Test
  void manySmallAppendsLeaveNoUnusedBytes() throws IOException {
    Path path = make(32);
    for (int row = 100; row < 130; row++) {
      try (var writer = ZarrWriter.appendTo(path)) {
        writer.write(NdArray.of((long) row));
        writer.finish();
      }
    }
    assertRows(NdArray.arange(130), path);
    Path atOnce = directory.resolve("y");
    ZarrWriter.write(
        atOnce, ZarrLayout.of(DType.INT64).chunkRows(8).shardRows(32), NdArray.arange(130));
    assertEquals(ZarrArray.open(atOnce).storedBytes(), ZarrArray.open(path).storedBytes());
  }

  /// A reader keeps the index of a shard in whose place another file comes, with other chunks in
  /// front.
  @Test
  void whoHasAnIndexOfAnotherFileReadsThatAnew() throws IOException {
    ZarrLayout layout =
        ZarrLayout.of(DType.INT64)
            .chunkRows(8)
            .shardRows(32)
            .codecs(BytesCodecs.system().parse("gzip:1,crc32c"));
    Path path = directory.resolve("x");
    ZarrWriter.write(path, layout, ROWS.rows(0, 30));
    ZarrArray array = ZarrArray.open(path, OPTIONS);
    assertEquals(25, array.get("25").getLong());
    try (var writer = ZarrWriter.writeFrom(path, 3, OPTIONS)) {
      writer.write(NdArray.of(7, 7, 7));
      writer.finish();
    }
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.write(ROWS.rows(6, 32));
      writer.finish();
    }
    NdArray expected = ROWS.rows(0, 30).copy();
    expected.rows(3, 6).set(NdArray.of(7, 7, 7));
    assertArrayEquals(expected.get("8:24").toLongs(), array.get("8:24").toLongs());
    assertArrayEquals(expected.get(":8").toLongs(), array.get(":8").toLongs());
  }

  @Test
  void whatIsPreparedIsSeenWhenItIsFinished() throws IOException {
    Path path = make(32);
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.write(NdArray.arange(100, 140));
      writer.prepare();
      writer.prepare();
      assertRows(ROWS, path);
      var e = assertThrows(IllegalStateException.class, () -> writer.write(NdArray.of(1)));
      assertEquals(path + ": the writer is prepared, and takes no more rows", e.getMessage());
      writer.finish();
    }
    assertRows(NdArray.arange(140), path);
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.write(NdArray.arange(140, 300));
      writer.prepare();
    }
    assertRows(NdArray.arange(140), path);
    assertFalse(Files.exists(path.resolve("c/5")), "what nobody has seen is removed");
    assertEquals(
        List.of(),
        FileTree.snapshot(path).keySet().stream().filter(name -> name.contains("tmp")).toList());
  }

  @Test
  void firstRowsAreAnArrayOfTheirOwn() throws IOException {
    ZarrArray array = ZarrArray.open(make(32));
    ZarrArray first = array.firstRows(13);
    assertArrayEquals(new long[] {13}, first.shape());
    assertArrayEquals(ROWS.rows(0, 13).toLongs(), first.read().toLongs());
    assertEquals(12, first.get("-1").getLong());
    assertThrows(IndexOutOfBoundsException.class, () -> first.rows(0, 14));
    assertThrows(IndexOutOfBoundsException.class, () -> array.firstRows(101));
    assertThrows(IndexOutOfBoundsException.class, () -> first.firstRows(14));
    assertEquals(array, array.firstRows(100));
  }
}
