package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

  @Test
  void integersWrapAround() {
    NdArray bytes = NdArray.asArray(new int[] {250, 255}, DType.UINT8);
    assertEquals("[4 9]", bytes.add(10).toString());
    assertEquals(DType.UINT8, bytes.add(10).dtype());
  }

  @Test
  void aNumberThatDoesNotFitIsRefusedByName() {
    NdArray bytes = NdArray.zeros(DType.UINT8, 2);
    var refusal = assertThrows(IllegalArgumentException.class, () -> bytes.add(300));
    assertEquals("value (300) does not fit into |u1", refusal.getMessage());
  }

  @Test
  void integersDividedByZeroAreZero() {
    NdArray numbers = NdArray.of(7L, -7L, 0L);
    assertEquals("[0 0 0]", numbers.floorDiv(0).toString());
    assertEquals("[0 0 0]", numbers.mod(0).toString());
  }

  @Test
  void floorDivisionAndRestGoWithTheDivisorsSign() {
    NdArray numbers = NdArray.of(7.0, -7.0);
    assertEquals("[ 3. -4.]", numbers.floorDiv(2).toString());
    assertEquals("[-1. -1.]", NdArray.of(7.0, -1.0).mod(-2).toString());
  }

  @Test
  void theLargestUnsignedIntegersAreDividedAsSuch() {
    NdArray numbers = NdArray.full(DType.UINT64, -1L >>> 1, 1).mul(2);
    assertEquals("[9223372036854775807]", numbers.floorDiv(2).toString());
  }

  @Test
  void integersAreNotRaisedToNegativePowers() {
    NdArray numbers = NdArray.of(2L, 3L);
    assertThrows(IllegalArgumentException.class, () -> numbers.pow(-1));
    assertEquals("[ 8 27]", numbers.pow(3).toString());
  }

  @Test
  void integersBecomeFloatsWhenDivided() {
    assertEquals(DType.FLOAT64, NdArray.zeros(DType.INT8, 1).div(2).dtype());
    assertEquals("[0.5 1. ]", NdArray.of(1L, 2L).div(2).toString());
  }

  @Test
  void halvesAreRoundedAfterEachStep() {
    NdArray halves = NdArray.full(DType.FLOAT16, 2048, 1);
    assertEquals(2048.0, halves.lazy().add(1).add(1).toNdArray().getDouble(0));
  }

  @Test
  void nanWinsAsTheSmallerAndTheLarger() {
    NdArray numbers = NdArray.of(1.0, Double.NaN);
    assertEquals("[ 0. nan]", numbers.minimum(0).toString());
    assertEquals("[ 1. nan]", numbers.maximum(0).toString());
  }

  @Test
  void booleansHaveNoDifference() {
    NdArray truths = NdArray.of(true, false);
    assertThrows(UnsupportedOperationException.class, () -> truths.sub(truths));
    assertThrows(UnsupportedOperationException.class, truths::neg);
    assertEquals("[ True  True]", truths.add(true).toString());
  }

  @Test
  void textsAreNotAdded() {
    NdArray texts = NdArray.of("a", "b");
    var refusal = assertThrows(UnsupportedOperationException.class, () -> texts.add(1));
    assertEquals("there is no ADD of elements of <U1 and of <i8", refusal.getMessage());
  }

  @Test
  void rootsOfShortIntegersAreShortFloats() {
    assertEquals(DType.FLOAT16, NdArray.zeros(DType.INT8, 1).sqrt().dtype());
    assertEquals(DType.FLOAT32, NdArray.zeros(DType.UINT16, 1).sqrt().dtype());
    assertEquals(DType.FLOAT64, NdArray.zeros(DType.INT32, 1).sqrt().dtype());
  }

  @Test
  void roundingGoesToTheEvenNumberFromHalfway() {
    assertEquals("[0. 2. 2.]", NdArray.of(0.5, 1.5, 2.5).round().toString());
    assertEquals("[20 20 40]", NdArray.of(15L, 25L, 35L).round(-1).toString());
  }

  @Test
  void boundsBeyondTheDtypeAreNone() {
    NdArray bytes = NdArray.asArray(new int[] {0, 200}, DType.UINT8);
    assertEquals("[  0 200]", bytes.clip(-1, 500).toString());
    assertEquals("[10 20]", bytes.clip(10, 20).toString());
  }

  @Test
  void complexNumbersAreDivided() {
    NdArray numbers = NdArray.asArray(new Complex[] {new Complex(3, 4)});
    assertEquals("[1.+0.j]", numbers.div(new Complex(3, 4)).toString());
    assertEquals("[5.]", numbers.abs().toString());
    assertEquals("[2.+1.j]", numbers.sqrt().toString());
  }

  @Test
  void shapesThatDoNotGoTogetherAreNamed() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> NdArray.zeros(DType.INT8, 2).add(NdArray.zeros(DType.INT8, 3)));
    assertEquals(
        "operands could not be broadcast together with shapes [2] and [3]", refusal.getMessage());
  }
}
