package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class TopKTest {
  private static final NdArray ARRAY = NdArray.of(2, Double.NaN, 5, -1, 5);

  private static String text(Ranked ranked) {
    return ranked.values() + " at " + ranked.positions();
  }

  @Test
  void theLargestComeFirstAndOfEqualOnesTheFirst() {
    assertEquals("[5. 5. 2.] at [2 4 0]", text(ARRAY.topK(3)));
  }

  @Test
  void theSmallestComeFirst() {
    assertEquals("[-1.  2.] at [3 0]", text(ARRAY.bottomK(2)));
  }

  @Test
  void nanComesLastBothWays() {
    assertEquals("[ 5.  5.  2. -1. nan] at [2 4 0 3 1]", text(ARRAY.topK(9)));
    assertEquals("[-1.  2.  5.  5. nan] at [3 0 2 4 1]", text(ARRAY.bottomK(9)));
  }

  @Test
  void theLeastOfAllIntegersIsNoNaN() {
    NdArray array = NdArray.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L);
    assertEquals("[1 2 0]", array.topK(3).positions().toString());
  }

  @Test
  void complexNumbersAreNanInAPartLastBothWays() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 3);
    array.real().set(new double[] {Double.NaN, 1, 2});
    assertEquals("[2 1 0]", array.topK(3).positions().toString());
    assertEquals("[1 2 0]", array.bottomK(3).positions().toString());
  }

  @Test
  void positionsCountInCOrder() {
    NdArray array = NdArray.of(1L, 9, 2, 8).reshape(2, 2).transpose();
    assertEquals("[9 8] at [2 3]", text(array.topK(2)));
  }

  @Test
  void textIsRankedByCodePoints() {
    assertEquals("['b' 'ab'] at [0 2]", text(NdArray.of("b", "a", "ab").topK(2)));
  }

  @Test
  void noneAreFoundWhereNoneAreAskedForOrThere() {
    assertEquals("[] at []", text(ARRAY.topK(0)));
    assertEquals("[] at []", text(NdArray.zeros(DType.INT8, 0).topK(3)));
  }

  @Test
  void fewerThanNoneAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> ARRAY.topK(-1));
    assertEquals("k (-1) must not be negative", e.getMessage());
  }
}
