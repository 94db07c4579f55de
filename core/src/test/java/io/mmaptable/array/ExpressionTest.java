package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void elementsAreReadWhenTheyAreAskedFor() {
    NdArray x = NdArray.of(1L, 2L);
    Expression expression = x.lazy().mul(10);
    x.set(new long[] {3, 4});
    assertEquals("[30 40]", expression.toString());
  }

  @Test
  void shapeAndDtypeAreKnownBefore() {
    Expression expression =
        NdArray.zeros(DType.INT16, 3, 1).lazy().add(NdArray.zeros(DType.UINT16, 4));
    assertEquals(DType.INT32, expression.dtype());
    assertArrayEquals(new long[] {3, 4}, expression.shape());
  }

  @Test
  void whatBeginsWithANumberTakesOnTheArraysDtype() {
    NdArray bytes = NdArray.asArray(new int[] {1, 2}, DType.UINT8);
    Expression expression = Expression.of(10).sub(bytes);
    assertEquals(DType.UINT8, expression.dtype());
    assertEquals("[9 8]", expression.toString());
  }

  @Test
  void aChoiceIsOfBothDtypes() {
    NdArray chosen =
        NdArray.where(NdArray.of(true, false), NdArray.of(1L, 2L), NdArray.of(0.5, 0.25));
    assertEquals("[1.   0.25]", chosen.toString());
  }

  @Test
  void aChoiceIsBroadcast() {
    NdArray chosen =
        NdArray.where(NdArray.of(true, false, true), 1, NdArray.zeros(DType.INT8, 2, 1));
    assertEquals(DType.INT8, chosen.dtype());
    assertEquals("[[1 0 1]\n [1 0 1]]", chosen.toString());
  }

  @Test
  void moreElementsThanAnyArrayHasAreRefused() {
    NdArray one = NdArray.zeros(DType.FLOAT64, 1);
    NdArray rows = one.broadcastTo(1L << 35, 1);
    NdArray columns = one.broadcastTo(1L << 35);
    assertThrows(IllegalArgumentException.class, () -> rows.lazy().add(columns));
  }

  @Test
  void elementsThatRepeatWithoutMemoryAreComputedWith() {
    NdArray wide = NdArray.of(2.0).broadcastTo(1L << 33);
    Expression expression = wide.lazy().add(1);
    assertEquals(1L << 33, expression.size());
    NdArray target = NdArray.zeros(DType.FLOAT64, 1);
    target.set(new Expression(expression.node().map(array -> array.get("-1:"))));
    assertEquals("[3.]", target.toString());
  }
}
