package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class CumulationTest {
  private final NdArray array = NdArray.asArray(new byte[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void sumsGoInCOrder() {
    assertEquals("[ 1  3  6 10 15 21]", array.cumSum().toString());
    assertEquals("[ 1  5  7 12 15 21]", array.transpose().cumSum().toString());
    assertEquals(DType.INT64, array.cumSum().dtype());
  }

  @Test
  void sumsAndProductsGoAlongAxes() {
    assertEquals("[[1 2 3]\n [5 7 9]]", array.cumSum(0).toString());
    assertEquals("[[ 1  3  6]\n [ 4  9 15]]", array.cumSum(-1).toString());
    assertEquals("[[ 1  2  3]\n [ 4 10 18]]", array.cumProd(0).toString());
  }

  @Test
  void sumsGoOnFromBlockToBlock() {
    NdArray sums = NdArray.arange(10_000).cumSum();
    assertEquals(9_999L * 5_000, sums.getLong(9_999));
    NdArray wide = NdArray.arange(6_000).reshape(3, 2_000).cumSum(0);
    assertEquals(3 * 1_999 + 6_000, wide.getLong(2, 1_999));
    NdArray narrow = NdArray.arange(6_000).reshape(2_000, 3).cumSum(0);
    assertEquals(1_999L * 3_000 + 2_000, narrow.getLong(1_999, 1));
  }

  @Test
  void halvesAreRoundedAtEachStep() {
    NdArray halves = NdArray.asArray(new double[] {2048, 1, 1}, DType.FLOAT16);
    assertEquals(2048, halves.cumSum().getDouble(2));
  }

  @Test
  void notATimeStays() {
    NdArray times = NdArray.asArray(new long[] {1, Long.MIN_VALUE, 3}, DType.of("m8[s]"));
    assertEquals("[    1 'NaT' 'NaT']", times.cumSum().toString());
    assertThrows(UnsupportedOperationException.class, times::cumProd);
  }

  @Test
  void scalarsBecomeOneDimension() {
    assertEquals("[5]", NdArray.full(DType.INT32, 5).cumSum().toString());
    assertEquals("[]", NdArray.zeros(DType.FLOAT64, 0).cumProd().toString());
    assertThrows(IllegalArgumentException.class, () -> array.cumSum(2));
  }
}
