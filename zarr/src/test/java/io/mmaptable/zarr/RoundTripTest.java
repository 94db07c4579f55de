package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(RoundTripTest.class);

  static Stream<String> dtypes() {
    return Samples.DTYPES.stream();
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void everyDtypeComesBackInEveryLayoutAndCodec(String notation) throws IOException {
    DType dtype = DType.of(notation);
    NdArray rows = Samples.random(dtype, random, 23, 4, 2);
    int number = 0;
    for (Samples.Style style : Samples.STYLES) {
      for (String codecs : Samples.CODECS) {
        Path path = directory.resolve("x" + number++);
        ZarrWriter.write(path, style.layout(dtype, codecs, 4, 2), rows);
        assertSame(style + ", " + codecs, rows, path);
      }
    }
  }

  private static void assertSame(String what, NdArray rows, Path path) throws IOException {
    ZarrArray array = ZarrArray.open(path);
    assertEquals(DataTypes.kept(rows.dtype()), array.dtype(), what);
    assertArrayEquals(rows.shape(), array.shape(), what);
    assertArrayEquals(Samples.bytes(rows), Samples.bytes(array.read()), what);
    assertEquals(List.of(), array.verify(), what);
  }

  @Test
  void rowsAreWrittenInBlocksOfAnySize() throws IOException {
    NdArray rows = Samples.random(DType.FLOAT64, random, 1000, 3);
    for (Samples.Style style : Samples.STYLES) {
      Path path = directory.resolve(style.name());
      try (var writer = ZarrWriter.create(path, style.layout(DType.FLOAT64, "gzip:1", 3))) {
        for (long from = 0; from < 1000; ) {
          long to = Math.min(1000, from + random.nextInt(40));
          writer.write(rows.rows(from, to));
          from = to;
        }
        assertEquals(1000, writer.rowCount());
        writer.finish();
      }
      assertSame(style.name(), rows, path);
    }
  }

  @Test
  void rowsMayChangeOnceTheyAreWritten() throws IOException {
    NdArray rows = Samples.random(DType.FLOAT64, random, 5000, 3);
    for (Samples.Style style : Samples.STYLES) {
      Path path = directory.resolve(style.name());
      ZarrLayout layout = style.layout(DType.FLOAT64, "shuffle", 3).chunkRows(2);
      try (var writer = ZarrWriter.create(path, layout)) {
        for (long from = 0; from < 5000; ) {
          long to = Math.min(5000, from + random.nextInt(1500));
          NdArray block = rows.rows(from, to).copy();
          writer.write(block);
          block.set(0);
          from = to;
        }
        writer.finish();
      }
      assertSame(style.name(), rows, path);
    }
  }

  @Test
  void rowsAreAppendedWhereverTheLastChunkEnds() throws IOException {
    NdArray rows = Samples.random(DType.of("i4"), random, 100, 3);
    for (Samples.Style style : Samples.STYLES) {
      Path path = directory.resolve(style.name());
      long count = random.nextInt(20);
      ZarrWriter.write(path, style.layout(DType.INT32, "gzip:1,crc32c", 3), rows.rows(0, count));
      while (count < 100) {
        long next = Math.min(100, count + random.nextInt(20));
        ZarrArray before = ZarrArray.open(path);
        NdArray seen = before.read();
        try (var writer = ZarrWriter.appendTo(path)) {
          writer.write(rows.rows(count, next));
          writer.finish();
        }
        assertArrayEquals(Samples.bytes(seen), Samples.bytes(before.read()), style.name());
        count = next;
        assertSame(style.name(), rows.rows(0, count), path);
      }
    }
  }

  @Test
  void threadsEncodeAndDecodeTheSame() throws IOException {
    NdArray rows = Samples.random(DType.FLOAT32, random, 5000, 7);
    ZarrLayout layout = Samples.STYLES.get(4).layout(DType.FLOAT32, "shuffle,gzip:1", 7);
    try (var threads = Parallelism.ofThreads(4)) {
      threads.run(
          () -> {
            try {
              ZarrWriter.write(directory.resolve("x"), layout.chunkRows(10), rows);
              assertSame("four threads", rows, directory.resolve("x"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  @Test
  void arraysWithoutRowsAndRowsWithoutChunksAreRead() throws IOException {
    Path path = directory.resolve("x");
    ZarrWriter.write(path, ZarrLayout.of(DType.INT64, 3), NdArray.zeros(DType.INT64, 0, 3));
    ZarrArray array = ZarrArray.open(path);
    assertArrayEquals(new long[] {0, 3}, array.read().shape());
    assertEquals(0, array.blocks().count());
    assertEquals(0, array.storedBytes());
  }

  @Test
  void whatTheLayoutSaysIsReadBack() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout =
        ZarrLayout.of(DType.of(">f4"), 3)
            .chunkRows(10)
            .shardRows(50)
            .dimensionNames("row", "axis")
            .attrJson("{\"unit\": \"m\", \"big\": 123456789012345678901234567890, \"x\": NaN}");
    ZarrWriter.write(path, layout, NdArray.zeros(DType.FLOAT32, 20, 3));
    ZarrArray array = ZarrArray.open(path);
    assertEquals(DType.FLOAT32, array.dtype());
    assertArrayEquals(new long[] {10, 3}, array.chunkShape());
    assertArrayEquals(new long[] {50, 3}, array.shardShape().orElseThrow());
    assertEquals(List.of("row", "axis"), array.dimensionNames());
    assertEquals(
        "{\"unit\":\"m\",\"big\":123456789012345678901234567890,\"x\":NaN}", array.attrJson());
    assertEquals(ChunkKeys.SLASHES, array.chunkKeys());
    assertEquals(0.0, array.fillValue().getDouble());
  }
}
