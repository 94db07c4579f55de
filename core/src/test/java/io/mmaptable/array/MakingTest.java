package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MakingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1, '0 1 2 3 4'",
    "5, 0, -2, '5 3 1'",
    "0, 0, 1, ''",
    "3, 1, 1, ''",
    "-9223372036854775808, 9223372036854775807, 9223372036854775807, '-9223372036854775808 -1"
        + " 9223372036854775806'",
    "9223372036854775807, -9223372036854775808, -9223372036854775808, '9223372036854775807 -1'"
  })
  void integersAreAStepApart(long start, long stop, long step, String expected) {
    assertArrayEquals(
        expected.isEmpty()
            ? new long[0]
            : java.util.Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray(),
        NdArray.arange(start, stop, step).toLongs());
  }

  /// The numbers are what NumPy 2.4.6 gives.
  @Test
  void floatsAreNumPysToTheLastBit() {
    assertArrayEquals(
        new double[] {0.0, 0.1, 0.2, 0.30000000000000004}, NdArray.arange(0, 0.4, 0.1).toDoubles());
    assertArrayEquals(
        new double[] {1.0, 1.1, 1.2000000000000002, 1.3000000000000003},
        NdArray.arange(1, 1.3, 0.1).toDoubles());
    assertArrayEquals(
        new double[] {0.0, 0.3333333333333333, 0.6666666666666666, 1.0},
        NdArray.linspace(0, 1, 4).toDoubles());
    assertArrayEquals(
        new double[] {2.0, 1.5, 1.0, 0.5}, NdArray.linspace(2, 0, 4, false).toDoubles());
    assertArrayEquals(new double[] {3.0}, NdArray.linspace(3, 9, 1).toDoubles());
    assertArrayEquals(
        new double[] {0.0, 0.0, Double.MIN_VALUE},
        NdArray.linspace(0, Double.MIN_VALUE, 3).toDoubles());
    assertEquals(0, NdArray.linspace(0, 1, 0).size());
  }

  @Test
  void lengthsThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> NdArray.arange(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> NdArray.arange(0.0, 1.0, 0.0));
    assertThrows(IllegalArgumentException.class, () -> NdArray.arange(0.0, Double.NaN, 1.0));
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.arange(0.0, Double.POSITIVE_INFINITY, 1.0));
    assertThrows(IllegalArgumentException.class, () -> NdArray.linspace(0, 1, -1));
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1));
  }

  @Test
  void zerosAreZeroInMemoryThatHasBeenUsed() {
    MemorySegment used = Arena.ofAuto().allocate(64, 64).fill((byte) 1);
    NdArray array = NdArray.zeros(SegmentAllocator.prefixAllocator(used), DType.INT8, 5);
    assertEquals("[0 0 0 0 0]", array.toString());
    assertEquals(1, used.get(ValueLayout.JAVA_BYTE, 5));
  }

  static Stream<MemorySegment> heapMemory() {
    return Stream.of(
        MemorySegment.ofArray(new long[100]),
        MemorySegment.ofArray(new byte[800]),
        MemorySegment.ofArray(new double[100]));
  }

  @ParameterizedTest
  @MethodSource("heapMemory")
  void arraysLieInMemoryOnTheHeapThatIsThereAlready(MemorySegment memory) {
    memory.fill((byte) 1);
    NdArray array = NdArray.zeros(SegmentAllocator.prefixAllocator(memory), DType.INT32, 3);
    assertEquals("[0 0 0]", array.toString());
    array.set(7);
    assertEquals(7, memory.get(ValueLayout.JAVA_INT_UNALIGNED, 8));
    SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
    assertEquals("7", NdArray.full(DType.INT8, 7).copy(slices).toString());
    assertEquals("7.0", NdArray.full(DType.FLOAT64, 7).copy(slices).toString(new long[0]));
  }

  @Test
  void allocatorWithoutSoMuchMemorySaysSo() {
    var little = SegmentAllocator.prefixAllocator(MemorySegment.ofArray(new long[2]));
    assertThrows(IndexOutOfBoundsException.class, () -> NdArray.zeros(little, DType.FLOAT64, 3));
  }

  @Test
  void bufferIsOverNativeMemoryOrBytes() {
    NdArray array = NdArray.of(1.5, 2.5);
    var e = assertThrows(UnsupportedOperationException.class, array::asByteBuffer);
    assertTrue(String.valueOf(e.getMessage()).contains("copy(Arena.ofAuto())"), e.getMessage());
    assertEquals(2.5, array.copy(Arena.ofAuto()).asByteBuffer().getDouble(8));
    var bytes = SegmentAllocator.prefixAllocator(MemorySegment.ofArray(new byte[16]));
    assertEquals(2.5, array.copy(bytes).asByteBuffer().getDouble(8));
  }

  @Test
  void arraysLieOnTheHeapOrInAnArena() {
    assertFalse(NdArray.zeros(DType.INT8, 3).base().isNative());
    assertEquals(3, NdArray.zeros(DType.INT8, 3).base().byteSize());
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = NdArray.zeros(arena, DType.FLOAT64, 3);
      assertTrue(array.base().isNative());
      assertEquals(0, array.base().address() % 64);
    }
  }
}
