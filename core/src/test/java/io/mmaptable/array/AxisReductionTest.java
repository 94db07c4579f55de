package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class AxisReductionTest {

  private static NdArray range(long... shape) {
    return NdArray.arange(NdArray.zeros(DType.BOOL, shape).size()).reshape(shape);
  }

  @Test
  void sumsGoAlongAnyAxes() {
    NdArray array = range(2, 3, 2);
    assertEquals("[[ 6  8] [10 12] [14 16]]", line(array.sum(0)));
    assertEquals("[[ 6  9] [24 27]]", line(array.sum(1)));
    assertEquals("[[ 1  5  9] [13 17 21]]", line(array.sum(-1)));
    assertEquals("[14 22 30]", line(array.sum(0, 2)));
    assertEquals("[30 36]", line(array.sum(1, 0)));
    assertEquals("[15 51]", line(array.sum(-1, -2)));
    assertEquals("66", line(array.sum(0, 1, 2)));
  }

  private static String line(NdArray array) {
    return array.toString().replaceAll("\\s*\n\\s*", " ");
  }

  @Test
  void reducedAxesCanStay() {
    NdArray sums = range(2, 3, 2).sum(Reduction.over(0, 2).keepDims());
    assertArrayEquals(new long[] {1, 3, 1}, sums.shape());
    assertEquals(22, sums.getLong(0, 1, 0));
    assertArrayEquals(new long[] {1, 1}, range(2, 3).max(Reduction.ALL.keepDims()).shape());
  }

  @Test
  void everyLayoutGivesTheSameIntegers() {
    NdArray array = range(7, 130, 9);
    NdArray turned = range(7, 130, 9).transpose(2, 0, 1).copy().transpose(1, 2, 0);
    NdArray reversed = range(7, 130, 9).get("::-1, :, ::-1").copy().get("::-1, :, ::-1");
    for (int axis = 0; axis < 3; axis++) {
      String expected = array.sum(axis).ravel().toString();
      assertEquals(expected, turned.sum(axis).ravel().toString());
      assertEquals(expected, reversed.sum(axis).ravel().toString());
      assertEquals(
          array.max(axis).ravel().toString(),
          turned.astype(DType.of(">i2")).max(axis).ravel().toString());
    }
  }

  /// Rows that are not reduced are added one after the other, as NumPy adds them.
  @Test
  void columnsAreAddedRowAfterRow() {
    NdArray array = NdArray.linspace(0.1, 7, 1000L * 3).reshape(1000, 3);
    double expected = 0;
    for (int i = 0; i < 1000; i++) {
      expected += array.getDouble(i, 1);
    }
    assertEquals(expected, array.sum(0).getDouble(1));
  }

  @Test
  void wideAndLongTablesAreDividedIntoPieces() {
    NdArray array = NdArray.arange(700_000).reshape(700, 1000);
    NdArray sums = array.sum(0);
    NdArray most = array.transpose().max(1);
    for (int i : new int[] {0, 511, 512, 999}) {
      assertEquals(700L * i + 1000L * 699 * 350, sums.getLong(i));
      assertEquals(699_000 + i, most.getLong(i));
    }
    NdArray narrow = NdArray.arange(900_000).reshape(300_000, 3).sum(0);
    assertEquals(3L * 299_999 * 150_000 + 2 * 300_000, narrow.getLong(2));
  }

  @Test
  void positionsAreCountedAlongTheAxis() {
    NdArray array = NdArray.asArray(new long[][] {{3, 9, 2}, {7, 1, 2}});
    assertEquals("[1 0]", array.argMax(1).toString());
    assertEquals("[0 1 0]", array.argMin(0).toString());
    assertEquals("[1 0 0]", array.argMax(-2).toString());
  }

  @Test
  void truthsAreReducedAlongAxes() {
    NdArray array = NdArray.asArray(new long[][] {{0, 9, 2}, {7, 1, 2}});
    assertEquals("[1 2 2]", array.countNonZero(Reduction.over(0)).toString());
    assertEquals("[False  True]", array.all(Reduction.over(1)).toString());
    assertEquals("[ True  True  True]", array.any(Reduction.over(0)).toString());
  }

  @Test
  void axesWithoutElementsHaveSumsButNoExtremes() {
    NdArray array = NdArray.zeros(DType.INT16, 3, 0);
    assertEquals("[0 0 0]", array.sum(1).toString());
    assertEquals("[]", array.max(0).toString());
    var e = assertThrows(IllegalArgumentException.class, () -> array.max(1));
    assertEquals("max of no elements: an array of shape [3, 0] along axes [1]", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> array.argMin(1));
  }

  @Test
  void axesThatAreNotThereAreRefused() {
    NdArray array = range(2, 3);
    var e = assertThrows(IllegalArgumentException.class, () -> array.sum(2));
    assertEquals("axis 2 is out of bounds for an array of 2 dimensions", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> array.sum(0, -2));
    assertEquals("axes [0, -2] name axis 0 twice", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> array.argMax(-3));
  }

  @Test
  void meansAndDeviationsGoAlongAxes() {
    NdArray array = NdArray.asArray(new double[][] {{1, 2}, {3, 6}});
    assertEquals("[2. 4.]", array.mean(0).toString());
    assertEquals("[1. 2.]", array.std(0).toString());
    assertEquals("[0.25 2.25]", array.var(1).toString());
  }

  @Test
  void emptyViewsTouchNoMemory() {
    NdArray array = NdArray.zeros(DType.FLOAT64, 4, 3).get("4:, :");
    assertEquals("[0. 0. 0.]", array.sum(0).toString());
    assertEquals("[]", array.sum(1).toString());
  }
}
