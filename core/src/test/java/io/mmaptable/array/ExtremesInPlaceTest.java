package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Native memory is read where it lies, and heap memory is loaded in blocks: both find the same.
/// `-Dmmaptable.seed=N` repeats a run.
class ExtremesInPlaceTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());
  private static final int[] LENGTHS = {1, 1023, 2048, 2049, 10_000, 70_001, 300_000};

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "m8[s]"})
  void nativeMemoryHasTheExtremesOfHeapMemory(String notation) {
    DType dtype = DType.of(notation);
    for (int length : LENGTHS) {
      for (int kind = 0; kind < 5; kind++) {
        byte[] bytes = bytes(dtype, length, kind);
        try (Arena arena = Arena.ofConfined()) {
          // Three bytes on, where nothing is aligned.
          MemorySegment memory = arena.allocate(bytes.length + 3L).asSlice(3);
          MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
          NdArray here = NdArray.view(memory, dtype, false, null, length);
          NdArray there = NdArray.view(MemorySegment.ofArray(bytes), dtype, false, null, length);
          String message = notation + " " + length + " " + kind + " -Dmmaptable.seed=" + SEED;
          assertEquals(text(there.min()), text(here.min()), message);
          assertEquals(text(there.max()), text(here.max()), message);
        }
      }
    }
  }

  /// The first and the last element count, and those where one way of reading ends.
  @ParameterizedTest
  @ValueSource(strings = {"i1", "u2", "i4", "i8", "f4", "f8"})
  void extremeIsFoundWhereverItIs(String notation) {
    DType dtype = DType.of(notation);
    long length = 40_000;
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = NdArray.zeros(arena, dtype, length);
      array.set(5);
      for (long at : new long[] {0, 1023, 1024, 2047, 2048, 16_383, 32_768, length - 1}) {
        array.get(at).set(7);
        assertEquals(7, array.max().getDouble(), notation + " at " + at);
        array.get(at).set(3);
        assertEquals(3, array.min().getDouble(), notation + " at " + at);
        array.get(at).set(5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "f8"})
  void zerosHaveTheirSigns(String notation) {
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = NdArray.zeros(arena, DType.of(notation), 5000);
      array.set(-0.0);
      double[] negative = {array.min().getDouble(), array.max().getDouble()};
      array.get(4999).set(0.0);
      double[] both = {array.min().getDouble(), array.max().getDouble()};
      assertArrayEquals(new double[] {-0.0, -0.0}, negative);
      assertArrayEquals(new double[] {-0.0, 0.0}, both);
    }
  }

  /// All NaN are one, and the zeros are two.
  private static String text(NdArray scalar) {
    return scalar.dtype() + " " + scalar.toString(new long[0]);
  }

  /// Random bits, which as floats are anything; numbers; numbers of one sign; and with NaN of
  /// either sign among them.
  private byte[] bytes(DType dtype, int length, int kind) {
    byte[] bytes = new byte[Math.multiplyExact(length, dtype.itemSize())];
    if (kind == 0) {
      random.nextBytes(bytes);
      return bytes;
    }
    NdArray array = NdArray.view(MemorySegment.ofArray(bytes), dtype, true, null, length);
    double[] numbers = random.doubles(length, kind == 1 ? -100 : 0, 100).toArray();
    if (kind == 2) {
      numbers = Arrays.stream(numbers).map(each -> -each).toArray();
    }
    if (kind == 3) {
      numbers[random.nextInt(length)] = Double.longBitsToDouble(0xfff8000000000000L);
    }
    if (kind == 4) {
      numbers[random.nextInt(length)] = Double.NaN;
    }
    boolean isTime = dtype instanceof DType.TimeDelta;
    array.set(
        Casting.UNSAFE,
        isTime ? NdArray.of(numbers).astype(DType.INT64, Casting.UNSAFE) : NdArray.of(numbers));
    return bytes;
  }
}
