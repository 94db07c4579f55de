package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(SelectionTest.class);
  private NdArray rows;
  private ZarrArray array;

  @BeforeEach
  void writeArray() throws IOException {
    rows = Samples.random(DType.INT32, random, 100, 4, 3);
    Path path = directory.resolve("x");
    ZarrWriter.write(path, Samples.STYLES.get(5).layout(DType.INT32, "crc32c", 4, 3), rows);
    array = ZarrArray.open(path);
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertArrayEquals(expected.shape(), found.shape());
    assertArrayEquals(Samples.bytes(expected), Samples.bytes(found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "-1",
        "5:10",
        "::-1",
        "90:",
        "10:10",
        "::7",
        "-3::-20",
        "5:10, 1:3",
        "..., 1",
        "5, :, 2",
        "None, 5:9",
        "[3, 99, 3, -100]",
        "[3, 99, 3], ..., 0",
        "[0, 1], [2, 3]",
        "[[1, 2], [3, 4]]",
        "::30, [1, 0]",
        ":, ::-1, 1:2",
        "2:50:11, 1, ::2",
        "..., None"
      })
  void indexesSelectWhatTheySelectInMemory(String index) throws IOException {
    assertSame(rows.get(index), array.get(index));
  }

  @Test
  void masksSelectRowsOrElements() throws IOException {
    NdArray mask = rows.get(":, 0, 0").gt(0).toNdArray();
    assertSame(rows.get(mask), array.get(mask));
    assertSame(
        rows.get(rows.get(":, 0, 0").lazy().gt(0)), array.get(rows.get(":, 0, 0").lazy().gt(0)));
    NdArray all = rows.gt(0).toNdArray();
    assertSame(rows.get(all), array.get(all));
  }

  @Test
  void randomRowsComeInTheirOrder() throws IOException {
    long[] positions = random.longs(500, -100, 100).toArray();
    assertSame(rows.get(Index.of(positions)), array.get(Index.of(positions)));
  }

  @Test
  void positionsSelectElementsAndSubArrays() throws IOException {
    assertSame(rows.get(7), array.get(7));
    assertSame(rows.get(-1, 2, 1), array.get(-1, 2, 1));
  }

  @Test
  void blocksFollowEachOther() throws IOException {
    long[] at = {0};
    array
        .blocks()
        .forEach(
            block -> {
              assertSame(rows.rows(at[0], at[0] + block.shape()[0]), block);
              at[0] += block.shape()[0];
            });
    assertEquals(100, at[0]);
  }

  @Test
  void elementsGoIntoMemoryOfTheCaller() throws IOException {
    try (var arena = Arena.ofConfined()) {
      NdArray target = NdArray.zeros(arena, DType.INT32, 100, 4, 3);
      array.readInto(target);
      assertSame(rows, target);
      NdArray wider = NdArray.zeros(arena, DType.of(">i8"), 7, 2, 3);
      array.readInto(new long[] {33, 1, 0}, wider);
      assertSame(rows.get("33:40, 1:3").astype(DType.INT64), wider);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "[100]", "[-101]", "0, 4", "..., -4"})
  void positionsOutsideAreRefused(String index) {
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(index));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0, 0, 0, 0", "[True, False]", "'field'"})
  void otherIndexesAreRefused(String index) {
    assertThrows(RuntimeException.class, () -> array.get(index));
    assertThrows(IndexOutOfBoundsException.class, () -> array.rows(5, 101));
    assertThrows(
        IllegalArgumentException.class, () -> array.readInto(NdArray.zeros(DType.INT32, 99, 4, 3)));
  }

  @Test
  void fieldsOfRowsAreSelected() throws IOException {
    DType dtype = DType.of("i4,f8");
    NdArray records = Samples.random(dtype, random, 20);
    Path path = directory.resolve("records");
    ZarrWriter.write(path, ZarrLayout.of(dtype).chunkRows(3).shardRows(0), records);
    assertSame(records.field("f1"), ZarrArray.open(path).get("'f1'"));
  }
}
