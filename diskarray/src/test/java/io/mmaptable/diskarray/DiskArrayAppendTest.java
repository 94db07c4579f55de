package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows given as Java has them.
class DiskArrayAppendTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i4", ">i4", "<i8", ">i8", "<u2", "|i1", "<f4", ">f8", "<f2", "<c8"})
  void integersAreARowOfAnyShape(String dtype) throws IOException {
    for (long[] item : new long[][] {{6}, {2, 3}, {1, 6, 1}}) {
      Path path = directory.resolve("x" + item.length + ".npy");
      try (DiskArray array = DiskArray.create(path, DType.of(dtype), item)) {
        array.append(1, 2, 3, 4, 5, 6);
        array.append(1L, 2L, 3L, 4L, 5L, 6L);
        array.append(NdArray.asArray(new int[] {1, 2, 3, 4, 5, 6}, DType.of(dtype)).reshape(item));
        NdArray all = array.array();
        assertArrayEquals(DiskArrayTest.bytes(all.get("2")), DiskArrayTest.bytes(all.get("0")));
        assertArrayEquals(DiskArrayTest.bytes(all.get("2")), DiskArrayTest.bytes(all.get("1")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i4", ">i4", "<i8", ">i8", "<u2", "|i1", "<f4", ">f4", "<f8", "<f2"})
  void numbersAreRowsOfOneElement(String dtype) throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.of(dtype))) {
      array.append(7);
      array.append(8L);
      array.append((short) 9);
      array.append((byte) -1 + 1);
      assertArrayEquals(new long[] {7, 8, 9, 0}, longs(array.array()));
    }
  }

  private static long[] longs(NdArray array) {
    return LongStream.range(0, array.size()).map(i -> (long) array.getDouble(i)).toArray();
  }

  @Test
  void floatsKeepWhatTheDTypeHoldsOfThem() throws IOException {
    Path singles = directory.resolve("singles.npy");
    try (DiskArray array = DiskArray.create(file(), DType.FLOAT64);
        DiskArray rounded = DiskArray.create(singles, DType.FLOAT32)) {
      for (double value : new double[] {0.1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 0.5}) {
        array.append(value);
        rounded.append(value);
        assertEquals(value, array.get(-1).getDouble());
        assertEquals((float) value, (float) rounded.get(-1).getDouble());
      }
      rounded.append(0.1f);
      assertEquals(0.1f, (float) rounded.get(-1).getDouble());
    }
  }

  record Refusal(DType dtype, List<Long> itemShape, Appending appending, String message) {
    @Override
    public String toString() {
      return dtype + ": " + message;
    }
  }

  @FunctionalInterface
  interface Appending {
    void to(DiskArray array) throws IOException;
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal(DType.INT32, List.of(), array -> array.append(1L << 40), "does not fit"),
        new Refusal(DType.INT32, List.of(), array -> array.append(1.5), "does not fit into <i4"),
        new Refusal(DType.UINT8, List.of(), array -> array.append(-1), "does not fit into |u1"),
        new Refusal(
            DType.INT64, List.of(2L), array -> array.append(1L), "shape [] where [2] was expected"),
        new Refusal(
            DType.FLOAT64,
            List.of(1L),
            array -> array.append(1.5),
            "shape [] where [1] was expected"),
        new Refusal(
            DType.INT64, List.of(2L), array -> array.append(1, 2, 3), "3 elements for a row of 2"),
        new Refusal(
            DType.INT32, List.of(2L), array -> array.append(1L, 2L, 3L), "3 elements for a row"),
        new Refusal(
            DType.UINT8, List.of(2L), array -> array.append(1, 300), "value (300) does not fit"),
        new Refusal(
            DType.INT64, List.of(2L), array -> array.append(1.5, 2), "cannot cast from <f8 to"),
        new Refusal(
            DType.INT64,
            List.of(2L),
            array -> array.append(MemorySegment.ofArray(new byte[15])),
            "15 bytes for a row of 16"),
        new Refusal(
            DType.INT64,
            List.of(2L),
            array -> array.extend(MemorySegment.ofArray(new byte[40])),
            "40 bytes for rows of 16"),
        new Refusal(
            DType.INT64,
            List.of(0L),
            array -> array.extend(MemorySegment.ofArray(new byte[1])),
            "1 bytes for rows of 0"),
        new Refusal(DType.INT64, List.of(), array -> array.append(POINT, new Point(1, 2)), "Point"),
        new Refusal(
            POINT.dtype(),
            List.of(),
            array -> array.extend(NAMED, List.of(new Named(1, "a"))),
            "Named"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void rowThatDoesNotFitIsRefusedAndNothingChanges(Refusal refusal) throws IOException {
    long[] item = refusal.itemShape().stream().mapToLong(Long::longValue).toArray();
    try (DiskArray array = DiskArray.create(file(), refusal.dtype(), item)) {
      array.grow(1);
      String message =
          assertThrows(IllegalArgumentException.class, () -> refusal.appending().to(array))
              .getMessage();
      assertTrue(message.contains(refusal.message()), message);
      assertEquals(1, array.rowCount());
    }
  }

  @Test
  void bytesAreStoredAsTheyAre() throws IOException {
    NdArray rows = DiskArrayTest.filled(DType.of(">i4"), 5, 3);
    MemorySegment bytes = rows.asSegment();
    try (DiskArray array = DiskArray.create(file(), DType.of(">i4"), 3);
        Arena arena = Arena.ofConfined()) {
      array.append(bytes.asSlice(0, 12));
      array.extend(arena.allocate(36).copyFrom(bytes.asSlice(12, 36)));
      array.extend(MemorySegment.ofArray(new byte[0]));
      array.append(bytes.asSlice(48));
      assertArrayEquals(DiskArrayTest.bytes(rows), DiskArrayTest.bytes(array.array()));
      array.extend(array.array().asSegment());
      assertEquals(10, array.rowCount());
      assertArrayEquals(DiskArrayTest.bytes(rows), DiskArrayTest.bytes(array.get("5:")));
    }
  }

  record Point(int x, double y) {}

  record Named(int id, @RowType.Width(4) String name) {}

  private static final RowType<Point> POINT = RowType.of(MethodHandles.lookup(), Point.class);
  private static final RowType<Named> NAMED = RowType.of(MethodHandles.lookup(), Named.class);

  @Test
  void recordsAreRowsOfAStructuredArray() throws IOException {
    try (DiskArray array = DiskArray.create(file(), POINT.dtype())) {
      for (int i = 0; i < 20_000; i++) {
        array.append(POINT, new Point(i, i + 0.5));
      }
      array.extend(POINT, List.of(new Point(-1, 1), new Point(-2, 2)));
      array.extend(POINT, List.of());
      assertEquals(20_002, array.rowCount());
      var rows = array.array().asRows(POINT);
      for (int i = 0; i < 20_000; i += 7) {
        assertEquals(new Point(i, i + 0.5), rows.get(i));
      }
      assertEquals(new Point(-2, 2), rows.get(20_001));
    }
    assertEquals(20_002, Npy.read(file()).size());
  }

  @Test
  void fieldsMayLieInAnotherOrder() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.of("[('y', '>f8'), ('x', '>i4')]"))) {
      array.append(POINT, new Point(1, 2));
      array.truncate(0);
      array.append(POINT, new Point(3, 4));
      array.compact();
      array.append(POINT, new Point(5, 6));
      assertEquals("[(4., 3) (6., 5)]", array.array().toString());
    }
  }

  @Test
  void recordThatDoesNotFitIsRefusedAndNothingChanges() throws IOException {
    try (DiskArray array = DiskArray.create(file(), NAMED.dtype())) {
      array.append(NAMED, new Named(1, "Ada"));
      List<Named> second = List.of(new Named(2, "Bob"), new Named(3, "Charles"));
      assertThrows(IllegalArgumentException.class, () -> array.extend(NAMED, second));
      assertThrows(
          IllegalArgumentException.class, () -> array.append(NAMED, new Named(4, "Daniel")));
      array.append(NAMED, new Named(5, "Eve"));
      assertEquals("[(1, 'Ada') (5, 'Eve')]", array.array().toString());
    }
  }

  @Test
  void recordsAreNoRowsOfAMatrix() throws IOException {
    try (DiskArray array = DiskArray.create(file(), POINT.dtype(), 2)) {
      assertThrows(UnsupportedOperationException.class, () -> array.append(POINT, new Point(1, 2)));
      assertEquals(0, array.rowCount());
    }
  }

  @Test
  void javaArraysOfAllRanksAreBlocks() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.FLOAT32, 2)) {
      array.extend(new float[][] {{1, 2}, {3, 4}});
      array.extend(new double[][] {{5, 6}});
      array.extend(new int[][] {{7, 8}});
      assertEquals("[[1. 2.]\n [3. 4.]\n [5. 6.]\n [7. 8.]]", array.array().toString());
    }
  }

  @Test
  void everyAppendIsRefusedByAReaderAndByAClosedArray() throws IOException {
    DiskArray closed = DiskArray.create(file(), DType.INT64);
    closed.close();
    try (DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      var uses = new ArrayList<Executable>();
      for (DiskArray array : List.of(reader, closed)) {
        uses.addAll(
            List.of(
                () -> array.append(1),
                () -> array.append(1.5),
                () -> array.append((Object) 1),
                () -> array.append(1, 2),
                () -> array.append(1L, 2L),
                () -> array.append(1f, 2f),
                () -> array.append(1d, 2d),
                () -> array.append(MemorySegment.NULL),
                () -> array.append(POINT, new Point(1, 2)),
                () -> array.extend(new long[1]),
                () -> array.extend(MemorySegment.NULL),
                () -> array.extend(POINT, List.of()),
                () -> array.grow(1),
                () -> array.truncate(0),
                array::commit,
                array::compact,
                array::destroy));
      }
      for (int i = 0; i < uses.size(); i++) {
        Class<? extends Exception> expected =
            i < uses.size() / 2 ? UnsupportedOperationException.class : IllegalStateException.class;
        String message = assertThrows(expected, uses.get(i)).getMessage();
        assertTrue(message.contains(file().toString()), message);
      }
    }
  }
}
