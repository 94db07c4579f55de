package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnsignedFromJavaTest {

  /// Values that are no arguments by themselves, as arrays of objects would be.
  record Values(Object value) {}

  private static Stream<Values> all(Object... values) {
    return Stream.of(values).map(Values::new);
  }

  static Stream<Values> integers() {
    return all(
        new byte[] {1, 2},
        new short[] {1, 2},
        new int[] {1, 2},
        new long[] {1, 2},
        new Integer[] {1, 2},
        new BigInteger[] {BigInteger.ONE, BigInteger.TWO},
        List.of(1, 2),
        List.of((byte) 1, 2L),
        new Object[] {1, 2});
  }

  @ParameterizedTest
  @MethodSource("integers")
  void integersOfJavaBecomeUnsigned(Values integers) {
    for (String dtype : List.of("u1", ">u2", "u4", "u8")) {
      NdArray array = NdArray.asArray(integers.value(), DType.of(dtype));
      assertEquals(DType.of(dtype), array.dtype());
      assertEquals("[1 2]", array.toString());
    }
  }

  @Test
  void nestedIntegersOfJavaBecomeUnsigned() {
    assertEquals(
        "[[1 2] [3 4]]",
        NdArray.asArray(new int[][] {{1, 2}, {3, 4}}, DType.UINT8).toString().replace("\n", ""));
    assertEquals(
        "[[1] [2]]",
        NdArray.asArray(List.of(new long[] {1}, new long[] {2}), DType.UINT8)
            .toString()
            .replace("\n", ""));
  }

  static Stream<Values> unfit() {
    return all(
        new int[] {7, -1},
        new int[] {7, 256},
        new long[] {7, Long.MIN_VALUE},
        List.of(7, 1L << 32),
        new BigInteger[] {BigInteger.ONE, BigInteger.TWO.pow(63)});
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void valueThatDoesNotFitIsRefusedBeforeAnythingIsWritten(Values values) {
    NdArray array = NdArray.zeros(DType.UINT8, 2);
    var e = assertThrows(IllegalArgumentException.class, () -> array.set(values.value()));
    assertTrue(String.valueOf(e.getMessage()).contains("does not fit into |u1"), e.getMessage());
    assertEquals("[0 0]", array.toString());
  }

  @Test
  void negativeIntegerDoesNotFitIntoTheWidestUnsigned() {
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.asArray(new long[] {1, -1}, DType.UINT64));
  }

  @Test
  void largestValueOfEachWidthFits() {
    assertEquals("[255]", NdArray.asArray(new int[] {255}, DType.UINT8).toString());
    assertEquals(
        "[4294967295]", NdArray.asArray(new long[] {0xffff_ffffL}, DType.of(">u4")).toString());
    assertEquals(
        "[9223372036854775807]",
        NdArray.asArray(new long[] {Long.MAX_VALUE}, DType.UINT64).toString());
  }

  @Test
  void selectionIsSetFromIntegersOfJava() {
    NdArray array = NdArray.zeros(DType.UINT8, 4);
    array.set("1:3", new int[] {1, 2});
    array.set(Index.of(0, 3), new long[] {8, 9});
    array.set(Index.mask(false, true, false, false), List.of(5));
    assertEquals("[8 5 2 9]", array.toString());
    array.flat().set(new short[] {1});
    assertEquals("[1 1 1 1]", array.toString());
  }

  @Test
  void signedArrayKeepsToSameKind() {
    NdArray array = NdArray.zeros(DType.UINT8, 2);
    assertThrows(IllegalArgumentException.class, () -> array.set(NdArray.of(1L, 2L)));
    assertThrows(IllegalArgumentException.class, () -> array.set(Casting.SAFE, new byte[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> array.set(new float[] {1, 2}));
  }
}
