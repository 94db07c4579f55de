package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCastsTest {

  private static NdArray cast(NdArray source, String dtype) {
    NdArray target = NdArray.zeros(DType.of(dtype), source.shape());
    target.set(Casting.UNSAFE, source);
    return target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8", "f4", "i8", "i2", "u1"})
  void anyByteButZeroIsTrue(String dtype) {
    NdArray truths =
        NdArray.asArray(new byte[] {0, 1, 2, -128, 127, -1, 0, 64, 3}).view(DType.BOOL);
    assertArrayEquals(new double[] {0, 1, 1, 1, 1, 1, 0, 1, 1}, cast(truths, dtype).toDoubles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f8", "f4", "i8", "i4", "u4"})
  void unsignedBytesAndShortsKeepTheirValue(String dtype) {
    NdArray bytes = NdArray.asArray(new byte[] {0, 127, -128, -1}).view(DType.of("u1"));
    NdArray shorts = NdArray.asArray(new short[] {0, 32767, -32768, -1}).view(DType.of("u2"));
    assertArrayEquals(new double[] {0, 127, 128, 255}, cast(bytes, dtype).toDoubles());
    assertArrayEquals(new double[] {0, 32767, 32768, 65535}, cast(shorts, dtype).toDoubles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "f8"})
  void floatsOutOfRangeBecomeTheSmallestInteger(String dtype) {
    NdArray floats = cast(NdArray.of(1.5, Double.NaN, -3e9, 0x1p31, -0x1p31, 1e30), dtype);
    int smallest = Integer.MIN_VALUE;
    assertArrayEquals(
        new int[] {1, smallest, smallest, smallest, smallest, smallest},
        cast(floats, "i4").toInts());
    long[] longs = {1, Long.MIN_VALUE, -3_000_000_000L, 1L << 31, -1L << 31, Long.MIN_VALUE};
    longs[2] = (long) floats.getDouble(2);
    assertArrayEquals(longs, cast(floats, "i8").toLongs());
    assertArrayEquals(new double[] {1, 0, 0, 0, 0, 0}, cast(floats, "i2").toDoubles());
  }

  @Test
  void zerosOfEitherSignAreFalse() {
    NdArray floats = NdArray.of(0.0, -0.0, Double.MIN_VALUE, Double.NaN, -1);
    assertArrayEquals(new double[] {0, 0, 1, 1, 1}, cast(floats, "?").toDoubles());
    assertArrayEquals(new double[] {0, 0, 0, 1, 1}, cast(cast(floats, "f4"), "?").toDoubles());
  }

  @Test
  void uint64IsRoundedOnceOnItsWayToADouble() {
    NdArray large = NdArray.of(-1L, (1L << 63) + 1025, (1L << 53) + 1).view(DType.UINT64);
    assertArrayEquals(new double[] {0x1p64, 0x1p63 + 2048, 0x1p53}, cast(large, "f8").toDoubles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<f4", ">f8"})
  void elementsWithGapsAndBackwardsAreCopied(String dtype) {
    NdArray source = cast(NdArray.arange(2000), dtype);
    NdArray target = NdArray.zeros(DType.of(dtype), 2000);
    target.get("::-2").set(Casting.UNSAFE, cast(source.get("::2"), ">f8"));
    target.get("::2").set(source.get("1::2").get("::-1"));
    for (int i = 0; i < 2000; i++) {
      assertEquals(1999 - i, target.getDouble(i));
    }
  }

  @Test
  void oneElementIsSetToANumberOfEitherKind() {
    for (String dtype : new String[] {"<f2", ">f4", "<f8", "<f16", "<i1", ">i2", "<u4", ">i8"}) {
      NdArray array = NdArray.zeros(DType.of(dtype), 3, 1);
      array.get(1).set(7);
      array.get(2).set(9L);
      assertArrayEquals(new double[] {0, 7, 9}, array.toDoubles(), dtype);
    }
    NdArray floats = NdArray.zeros(DType.of(">f4"), 2);
    floats.get(1).set(1.5);
    assertArrayEquals(new double[] {0, 1.5}, floats.toDoubles());
  }

  @Test
  void oneElementRefusesWhatDoesNotFit() {
    NdArray bytes = NdArray.zeros(DType.of("u1"), 2);
    var e = assertThrows(IllegalArgumentException.class, () -> bytes.get(0).set(256));
    assertEquals("value (256) does not fit into |u1", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> bytes.get(0).set(1.0));
    NdArray large = NdArray.zeros(DType.UINT64, 1);
    assertThrows(IllegalArgumentException.class, () -> large.set(-1));
    assertThrows(IllegalArgumentException.class, () -> NdArray.zeros(DType.BOOL, 1).set(1));
  }

  @Test
  void anIntegerThatNoDoubleHoldsIsRoundedOnce() {
    NdArray single = NdArray.zeros(DType.FLOAT32, 1);
    long value = (1L << 62) + (1L << 38) + 1; // just above the middle of two floats
    single.set(value);
    assertEquals((float) value, (float) single.getDouble(0));
  }
}
