package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.Expression;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is computed with chunks has the bits of what is computed with all elements.
class LazyRowsTest {
  private static final int ROWS = 300_000;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(LazyRowsTest.class);

  private static void assertSameBits(NdArray expected, NdArray found) {
    assertEquals(expected.dtype(), found.dtype());
    assertArrayEquals(expected.shape(), found.shape());
    assertArrayEquals(expected.toBytes(), found.toBytes());
  }

  private static void assertSameResults(NdArray expected, Expression found) {
    assertSameBits(expected.sum(), found.sum());
    assertSameBits(expected.var(), found.var());
    assertSameBits(expected.max(), found.max());
    assertSameBits(expected.sum(0), found.sum(0));
    assertSameBits(expected.gt(0.5).toNdArray(), found.gt(0.5).toNdArray());
    assertSameBits(expected, found.toNdArray());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 64000000",
    "8192, 64000000",
    "200000, 64000000",
    "200000, 0",
    "300000, 1000000"
  })
  void resultsHaveTheBitsOfAnArrays(long chunkRows, long cacheBytes) throws IOException {
    NdArray rows = NdArray.of(random.doubles(ROWS).toArray());
    Path path = directory.resolve("x");
    ZarrWriter.write(path, ZarrLayout.of(DType.FLOAT64).chunkRows(chunkRows).shardRows(0), rows);
    ZarrArray array = ZarrArray.open(path, ZarrOptions.defaults().cacheBytes(cacheBytes));
    assertSameResults(rows, array.lazy());
    assertSameResults(rows.rows(77, 200_011), array.lazy(77, 200_011));
    try (var threads = Parallelism.ofThreads(2)) {
      threads.run(
          () -> {
            try {
              assertSameResults(rows, array.lazy());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void chunksOfAnyShapeAndOrderAreComputedWith() throws IOException {
    NdArray rows = Samples.random(DType.INT32, random, 100, 4, 3);
    for (int i = 0; i < Samples.STYLES.size(); i++) {
      Path path = directory.resolve("x" + i);
      ZarrWriter.write(path, Samples.STYLES.get(i).layout(DType.INT32, "crc32c", 4, 3), rows);
      assertSameResults(rows, ZarrArray.open(path).lazy());
    }
  }

  @Test
  void aDamagedChunkIsNamed() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = ZarrLayout.of(DType.INT64).chunkRows(10_000).shardRows(0);
    ZarrWriter.write(path, layout, NdArray.arange(ROWS));
    Files.write(path.resolve("c/7"), new byte[] {1});
    ZarrArray array = ZarrArray.open(path);
    var e = assertThrows(UncheckedIOException.class, () -> array.lazy().sum());
    assertEquals(path.resolve("c/7"), ((StorageException) e.getCause()).path());
    assertEquals(9_999 * 5_000, array.lazy(0, 10_000).sum().getLong());
    assertThrows(IndexOutOfBoundsException.class, () -> array.lazy(0, ROWS + 1));
  }
}
