package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {

  private static NdArray of(String dtype, Object values) {
    return NdArray.asArray(values, DType.of(dtype));
  }

  @ParameterizedTest
  @CsvSource({
    "?, <i8, <f8, ?",
    "i1, <i8, <f8, i1",
    ">i4, <i8, <f8, <i4",
    "u2, <u8, <f8, <u2",
    "f2, <f2, <f2, <f2",
    ">f4, <f4, <f4, <f4",
    "f8, <f8, <f8, <f8",
    "g, <f16, <f16, <f16",
    "c8, <c8, <c8, <c8",
    "m8[s], <m8[s], <m8[s], <m8[s]"
  })
  void resultsAreOfNumPysDTypes(String dtype, String sum, String mean, String least) {
    NdArray array = NdArray.zeros(DType.of(dtype), 3);
    assertEquals(DType.of(sum), array.sum().dtype());
    assertEquals(DType.of(mean), array.mean().dtype());
    assertEquals(DType.of(least), array.min().dtype());
    assertEquals(DType.of(least), array.max().dtype());
  }

  @Test
  void singlesAreAddedAsSingles() {
    NdArray array = of("f4", new double[] {1 << 24, 1});
    assertEquals(1 << 24, array.sum().getDouble());
  }

  @Test
  void halvesAreAddedAsSinglesAndRoundedOnce() {
    NdArray array = of("f2", new double[] {2048, 1, 1});
    assertEquals(2050, array.sum().getDouble());
  }

  @Test
  void integersWrapAround() {
    assertEquals(Long.MIN_VALUE, NdArray.of(Long.MAX_VALUE, 1).sum().getLong());
    assertEquals(-2, NdArray.of(Long.MAX_VALUE, 2).prod().getLong());
  }

  /// Narrow integers are folded several in a word, and those that do not fill one by themselves.
  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "<i2", ">u2", "<u2", "<i4", "<u4", "<i8", "<u8", "?"})
  void integersOfEverySizeAndLengthAreFolded(String dtype) {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int count : new int[] {1, 7, 8, 9, 513, 1023, 5001, 300_001}) {
      long[] values = new long[count];
      long sum = 0;
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      long range = DType.of(dtype).itemSize() == 1 ? 100 : 30_000;
      boolean signed = DType.of(dtype) instanceof DType.Int;
      for (int i = 0; i < count; i++) {
        long value = dtype.equals("?") ? random.nextInt(2) : random.nextLong(range);
        value -= signed ? range / 2 : 0;
        values[i] = value;
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      NdArray array = NdArray.zeros(DType.of(dtype), count + 1).get("1:");
      array.set(Casting.UNSAFE, values);
      String what = "seed " + seed + ", " + count + " of " + dtype;
      assertEquals(sum, array.sum().getLong(), what);
      assertEquals(least, array.min().getLong(), what);
      assertEquals(most, array.max().getLong(), what);
      assertEquals((double) sum / count, array.mean().getDouble(), what);
    }
  }

  @Test
  void largestNarrowIntegersAreOrderedByTheirSign() {
    assertEquals(-128, of("i1", new long[] {-128, 127, 0, 1, 2, 3, 4, -1}).min().getLong());
    assertEquals(127, of("i1", new long[] {-128, 127, 0, 1, 2, 3, 4, -1}).max().getLong());
    assertEquals(255, of("u1", new long[] {128, 127, 0, 255, 2, 3, 4, 1}).max().getLong());
    assertEquals(Integer.MIN_VALUE, of("i4", new long[] {Integer.MIN_VALUE, -1}).min().getLong());
    assertEquals(0xffffffffL, of("u4", new long[] {0xffffffffL, 1}).max().getLong());
    NdArray large = NdArray.of(1L, -1L).view(DType.UINT64);
    assertEquals("18446744073709551615", large.max().toString());
    assertEquals(1, large.argMax());
  }

  @Test
  void notANumberWinsUnlessItIsLeftOut() {
    NdArray array = NdArray.of(1, Double.NaN, 3);
    assertTrue(Double.isNaN(array.min().getDouble()));
    assertTrue(Double.isNaN(array.max().getDouble()));
    assertEquals(1, array.nanMin().getDouble());
    assertEquals(3, array.nanMax().getDouble());
    assertEquals(4, array.nanSum().getDouble());
    assertEquals(2, array.nanMean().getDouble());
    assertEquals(1, array.argMin());
    assertEquals(1, array.argMax());
    assertTrue(Double.isNaN(NdArray.of(Double.NaN, Double.NaN).nanMax().getDouble()));
  }

  @Test
  void notATimeWinsToo() {
    NdArray times = of("m8[s]", new long[] {5, Long.MIN_VALUE, 7});
    assertEquals("'NaT'", times.max().toString());
    assertEquals("'NaT'", times.sum().toString());
    assertEquals("'NaT'", times.mean().toString());
    assertEquals(1, times.argMax());
    assertEquals(7, times.nanMax().getLong());
    assertEquals(5, times.nanMin().getLong());
  }

  @Test
  void meansOfTimesAreCut() {
    assertEquals(-3, of("m8[s]", new long[] {-7, 0}).mean().getLong());
  }

  @ParameterizedTest
  @CsvSource({"M8[s], sum", "M8[s], mean", "m8[s], prod", "m8[s], var", "S3, min", "U3, sum"})
  void dtypesWithoutAReductionAreRefused(String dtype, String name) {
    NdArray array = NdArray.zeros(DType.of(dtype), 2);
    var e =
        assertThrows(
            UnsupportedOperationException.class,
            () -> {
              switch (name) {
                case "sum" -> array.sum();
                case "mean" -> array.mean();
                case "prod" -> array.prod();
                case "var" -> array.var();
                default -> array.min();
              }
            });
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
  }

  @Test
  void complexNumbersAreOrderedByTheirRealPartsFirst() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 3);
    array.real().set(new double[] {1, 1, 0});
    array.imag().set(new double[] {2, 1, 9});
    assertEquals("0.+9.j", array.min().toString());
    assertEquals("1.+2.j", array.max().toString());
    assertEquals(2, array.argMin());
    assertEquals(0, array.argMax());
  }

  @Test
  void varianceTakesDegreesOfFreedom() {
    NdArray array = NdArray.of(1.0, 2.0, 4.0);
    assertEquals(14.0 / 9, array.var().getDouble(), 1e-15);
    assertEquals(7.0 / 3, array.var(Reduction.ALL.ddof(1)).getDouble(), 1e-15);
    assertEquals(Math.sqrt(7.0 / 3), array.std(Reduction.ALL.ddof(1)).getDouble(), 1e-15);
  }

  @Test
  void emptyArraysHaveSumsButNoExtremes() {
    NdArray empty = NdArray.zeros(DType.FLOAT64, 0, 3);
    assertEquals(0, empty.sum().getDouble());
    assertEquals(1, empty.prod().getDouble());
    assertTrue(Double.isNaN(empty.mean().getDouble()));
    assertFalse(empty.any());
    assertTrue(empty.all());
    var e = assertThrows(IllegalArgumentException.class, empty::min);
    assertEquals("min of no elements: an array of shape [0, 3]", e.getMessage());
    assertThrows(IllegalArgumentException.class, empty::argMax);
  }

  @Test
  void sumsAreNeverMinusZero() {
    assertEquals("0.", of("f8", new double[] {-0.0, -0.0}).sum().toString());
  }

  @ParameterizedTest
  @CsvSource({"1000", "100003"})
  void wholeSumsAreThoseOfAPairwiseTree(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * 0.1;
    }
    assertEquals(pairwise(values, 0, count), NdArray.of(values).sum().getDouble());
  }

  private static double pairwise(double[] values, int from, int count) {
    if (count <= 128) {
      double[] lanes = new double[8];
      int end = count - count % 8;
      for (int i = 0; i < end; i++) {
        lanes[i % 8] = i < 8 ? values[from + i] : lanes[i % 8] + values[from + i];
      }
      double sum =
          ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
              + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
      for (int i = end; i < count; i++) {
        sum += values[from + i];
      }
      return sum;
    }
    int half = count / 2 - count / 2 % 8;
    return pairwise(values, from, half) + pairwise(values, from + half, count - half);
  }

  @Test
  void firstOfEqualExtremesIsFound() {
    NdArray array = NdArray.zeros(DType.INT32, 300_000);
    array.set("[5, 200000, 299999]", 7);
    assertEquals(5, array.argMax());
    assertEquals(0, array.argMin());
  }

  @Test
  void moreElementsThanAnIntCountsAreReduced() {
    NdArray array = NdArray.asArray(new byte[] {1}).broadcastTo((1L << 31) + 5, 1);
    assertTrue(array.any());
    assertArrayEquals(new long[] {1}, array.rows(1L << 31, (1L << 31) + 5).max(0).shape());
  }

  @Test
  void whatIsBroadcastIsReducedWithoutBeingComputedFirst() {
    NdArray matrix = NdArray.arange(6).reshape(2, 3);
    Expression products = matrix.lazy().mul(NdArray.of(1L, 10L, 100L));
    assertEquals("[210 543]", products.sum(1).toString());
    assertEquals("[  3  50 700]", products.sum(0).toString());
    assertEquals(5, products.argMax());
    assertEquals("[  0  10 210 213 253 753]", products.cumSum().toString());
  }
}
