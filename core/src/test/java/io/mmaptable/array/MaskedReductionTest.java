package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MaskedReductionTest {
  private final NdArray array = NdArray.asArray(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private final NdArray mask =
      NdArray.asArray(new boolean[][] {{true, false, true}, {false, false, true}});

  @Test
  void onlyChosenElementsCount() {
    Reduction where = Reduction.ALL.where(mask);
    assertEquals(10, array.sum(where).getDouble());
    assertEquals(18, array.prod(where).getDouble());
    assertEquals(10.0 / 3, array.mean(where).getDouble());
    assertEquals(1, array.min(where).getDouble());
    assertEquals(3, array.countNonZero(where).getLong());
    assertTrue(array.all(where).getBoolean());
    assertEquals(38.0 / 9, array.var(where).getDouble(), 1e-15);
  }

  @Test
  void masksGoAlongAxes() {
    assertEquals("[1. 0. 9.]", array.sum(Reduction.over(0).where(mask)).toString());
    assertEquals("[2. 6.]", array.mean(Reduction.over(1).where(mask)).toString());
    assertEquals("[3. 6.]", array.max(Reduction.over(1).where(mask)).toString());
  }

  @Test
  void masksMayBeLazyAndBroadcast() {
    assertEquals(15, array.sum(Reduction.ALL.where(array.ge(4))).getDouble());
    NdArray columns = NdArray.of(true, false, false);
    assertEquals(5, array.sum(Reduction.ALL.where(columns)).getDouble());
  }

  @Test
  void extremesOfNothingAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> array.max(Reduction.over(0).where(mask)));
    assertEquals(
        "max of no elements: the mask is false everywhere in an array of shape [2, 3] along axes"
            + " [0]",
        e.getMessage());
    assertTrue(Double.isNaN(array.mean(Reduction.over(0).where(mask)).getDouble(1)));
  }

  @Test
  void masksMustBeOfBool() {
    var e = assertThrows(IllegalArgumentException.class, () -> Reduction.ALL.where(array));
    assertEquals("mask must be of bool, not of <f8", e.getMessage());
  }

  @Test
  void notANumberIsLeftOutOfWhatIsChosen() {
    NdArray some = NdArray.of(1, Double.NaN, 3, 5);
    Reduction where = Reduction.ALL.where(NdArray.of(true, true, true, false));
    assertEquals(4, some.nanSum(where).getDouble());
    assertEquals(2, some.nanMean(where).getDouble());
    assertEquals(3, some.nanMax(where).getDouble());
  }
}
