package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedViewTest {

  /// A typed view's accessors as those of numbers.
  record Access(NdArray array, Get get, Set set) {
    interface Get {
      double at(long... index);
    }

    interface Set {
      void at(long value, long... index);
    }

    static Access of(NdArray array, String dtype) {
      return switch (dtype) {
        case "<f8", ">f8" -> {
          Doubles view = array.asDoubles();
          yield new Access(array, view::get, (value, at) -> view.setAt((double) value, at));
        }
        case "<f4", ">f4" -> {
          Floats view = array.asFloats();
          yield new Access(array, view::get, (value, at) -> view.setAt((float) value, at));
        }
        case "<i8", ">i8", "<u8", ">u8", "<M8[s]", ">M8[us]", "<m8[D]" -> {
          Longs view = array.asLongs();
          yield new Access(array, view::get, (value, at) -> view.setAt(value, at));
        }
        case "<i4", ">i4", "<u4", ">u4" -> {
          Ints view = array.asInts();
          yield new Access(array, view::get, (value, at) -> view.setAt((int) value, at));
        }
        case "<i2", ">i2", "<u2", ">u2" -> {
          Shorts view = array.asShorts();
          yield new Access(array, view::get, (value, at) -> view.setAt((short) value, at));
        }
        default -> {
          Bytes view = array.asBytes();
          yield new Access(array, view::get, (value, at) -> view.setAt((byte) value, at));
        }
      };
    }
  }

  private static final List<String> DTYPES =
      List.of(
          "<f8", ">f8", "<f4", ">f4", "<i8", ">i8", "<u8", ">u8", "<M8[s]", ">M8[us]", "<m8[D]",
          "<i4", ">i4", "<u4", ">u4", "<i2", ">i2", "<u2", ">u2", "i1", "u1");

  static Stream<String> dtypes() {
    return DTYPES.stream();
  }

  /// A 3 x 4 array that begins at an odd address, in Fortran order, backwards, and with gaps.
  private static NdArray strided(DType dtype) {
    int size = dtype.itemSize();
    MemorySegment memory = MemorySegment.ofArray(new long[40]).asSlice(1);
    return new NdArray(
        memory, dtype, new long[] {3, 4}, new long[] {-size, 5L * size}, 3L * size, null);
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void elementsOfAnyStridesAreReadAndSet(String dtype) {
    Access access = Access.of(strided(DType.of(dtype)), dtype);
    for (long i = 0; i < 3; i++) {
      for (long j = 0; j < 4; j++) {
        access.set().at(10 * i + j - 7, i, j);
      }
    }
    for (long i = 0; i < 3; i++) {
      for (long j = 0; j < 4; j++) {
        assertEquals((double) (10 * i + j - 7), access.get().at(i, j));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void viewReadsWhatTheArrayHolds(String dtype) {
    DType of = DType.of(dtype);
    NdArray array = strided(of);
    Access.of(array, dtype).set().at(-3, 2, 1);
    long unsigned = -3L & (-1L >>> (64 - 8 * of.itemSize()));
    if (of instanceof DType.Floating) {
      assertEquals(-3.0, array.getDouble(2, 1));
    } else {
      assertEquals(of instanceof DType.UInt ? unsigned : -3, array.getLong(2, 1));
    }
  }

  @Test
  void positionsMayBeOneTwoOrMore() {
    Doubles row = NdArray.of(1.0, 2.0, 4.0).asDoubles();
    row.set(1, -2);
    assertEquals(-2, row.get(1));
    Longs square = NdArray.zeros(DType.INT64, 2, 2).asLongs();
    square.set(1, 0, 7);
    assertEquals(7, square.get(1, 0));
    Ints cube = NdArray.zeros(DType.INT32, 2, 2, 2).asInts();
    cube.setAt(9, 1, 0, 1);
    assertEquals(9, cube.get(1, 0, 1));
    Floats scalar = NdArray.zeros(DType.FLOAT32).asFloats();
    scalar.setAt(0.5f);
    assertEquals(0.5f, scalar.get());
    assertEquals(1, scalar.size());
    assertEquals(3, cube.ndim());
    assertEquals(2, cube.length(2));
    assertThrows(IndexOutOfBoundsException.class, () -> cube.length(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE})
  void positionsOutsideAreRefused(long position) {
    Bytes row = NdArray.zeros(DType.INT8, 3).asBytes();
    Shorts square = NdArray.zeros(DType.INT16, 3, 3).asShorts();
    assertThrows(IndexOutOfBoundsException.class, () -> row.get(position));
    assertThrows(IndexOutOfBoundsException.class, () -> row.set(position, (byte) 1));
    assertThrows(IndexOutOfBoundsException.class, () -> square.get(position, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> square.get(0, position));
    assertThrows(IndexOutOfBoundsException.class, () -> square.set(0, position, (short) 1));
    assertThrows(IndexOutOfBoundsException.class, () -> square.get(new long[] {0, position}));
  }

  @Test
  void positionsAreAsManyAsDimensions() {
    Doubles row = NdArray.of(1.0).asDoubles();
    Doubles square = NdArray.zeros(DType.FLOAT64, 2, 2).asDoubles();
    var e = assertThrows(IllegalArgumentException.class, () -> row.get(0, 0));
    assertEquals("2 positions for an array of 1 dimensions", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> square.get(0));
    assertThrows(IllegalArgumentException.class, () -> square.set(0, 1.0));
    assertThrows(IllegalArgumentException.class, () -> square.get(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> square.get());
  }

  @Test
  void otherDTypesAreRefused() {
    NdArray ints = NdArray.zeros(DType.INT32, 1);
    var e = assertThrows(UnsupportedOperationException.class, ints::asDoubles);
    assertEquals("elements of <i4 where float64 is expected; astype converts", e.getMessage());
    assertThrows(UnsupportedOperationException.class, ints::asFloats);
    assertThrows(UnsupportedOperationException.class, ints::asLongs);
    assertThrows(UnsupportedOperationException.class, ints::asShorts);
    assertThrows(UnsupportedOperationException.class, ints::asBytes);
    assertThrows(
        UnsupportedOperationException.class, () -> NdArray.zeros(DType.of("f2"), 1).asInts());
    assertThrows(
        UnsupportedOperationException.class, () -> NdArray.zeros(DType.of("S8"), 1).asDoubles());
  }

  @Test
  void truthValuesAreBytes() {
    Bytes truths = NdArray.of(true, false).asBytes();
    assertEquals(1, truths.get(0));
    assertEquals(0, truths.get(1));
  }

  @Test
  void readOnlyMemoryIsNotSet() {
    MemorySegment memory = MemorySegment.ofArray(new long[1]).asReadOnly();
    Doubles values = NdArray.view(memory, DType.FLOAT64, false, null, 1).asDoubles();
    assertEquals(0, values.get(0));
    assertThrows(UnsupportedOperationException.class, () -> values.set(0, 1));
  }

  @Test
  void bitsOfNaNsAreKept() {
    Doubles values = NdArray.zeros(DType.of(">f8"), 1).asDoubles();
    double nan = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
    values.set(0, nan);
    assertEquals(0x7ff8_0000_0000_1234L, Double.doubleToRawLongBits(values.get(0)));
  }

  @Test
  void moreElementsThanAnIntCountsAreReached(@TempDir Path directory) throws Exception {
    Path path = Files.createFile(directory.resolve("x"));
    long length = (1L << 31) + 7;
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * length, arena);
      Shorts values = NdArray.view(memory, DType.INT16, false, path, length).asShorts();
      values.set(length - 1, (short) 5);
      assertEquals(5, values.get(length - 1));
      assertEquals(0, values.get(length - 2));
      NdArray repeated =
          new NdArray(
              memory,
              DType.INT16,
              new long[] {3, 1L << 40},
              new long[] {2, 0},
              0,
              new Origin(path, null));
      assertEquals(0, repeated.asShorts().get(2, (1L << 40) - 1));
      assertEquals(3L << 40, repeated.asShorts().size());
    }
  }

  @Test
  void closedMemorySaysWhichFile() {
    Path path = Path.of("x.npy");
    Doubles values;
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = NdArray.view(arena.allocate(8), DType.FLOAT64, false, path, 1);
      values = array.asDoubles();
    }
    var e = assertThrows(IllegalStateException.class, () -> values.get(0));
    assertTrue(String.valueOf(e.getMessage()).contains("x.npy"), e.getMessage());
    assertThrows(IllegalStateException.class, () -> values.set(0, 1));
  }
}
