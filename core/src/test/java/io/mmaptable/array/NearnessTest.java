package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `-Dmmaptable.seed=N` repeats a run.
class NearnessTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());

  /// Small integers, whose products and sums floats of any size hold.
  private static NdArray matrix(String dtype, long rows, long length) {
    NdArray numbers = NdArray.arange(rows * length);
    NdArray small = NdArray.zeros(DType.INT64, rows * length);
    for (long i = 0; i < small.size(); i++) {
      small.set(Index.of(i), (numbers.getLong(i) * 7919) % 13 - 6);
    }
    return small.astype(DType.of(dtype)).reshape(rows, length);
  }

  private static double[] vector(int length) {
    double[] vector = new double[length];
    Arrays.setAll(vector, i -> (i * 31) % 7 - 3);
    return vector;
  }

  private static double dot(NdArray matrix, long row, double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += matrix.getDouble(row, i) * vector[i];
    }
    return sum;
  }

  private static void assertDots(NdArray matrix) {
    double[] vector = vector((int) matrix.length(1));
    NdArray query = NdArray.of(vector).astype(matrix.dtype());
    double[] expected = new double[(int) matrix.length(0)];
    Arrays.setAll(expected, row -> dot(matrix, row, vector));
    assertArrayEquals(expected, matrix.dot(query).astype(DType.FLOAT64).toDoubles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", ">f2", "<f4", ">f4", "<f8", ">f8"})
  void rowsOfAnyLengthAreMultiplied(String dtype) {
    for (long length : new long[] {0, 1, 7, 8, 9, 64, 130}) {
      assertDots(matrix(dtype, 37, length));
    }
  }

  @Test
  void rowsThatAreLongerThanABlockAreMultiplied() {
    assertDots(matrix("<f4", 3, 10_001));
    assertDots(matrix("<f8", 3, 8192));
  }

  @Test
  void layoutDoesNotMatter() {
    NdArray matrix = matrix("<f4", 40, 60);
    assertDots(matrix.transpose());
    assertDots(matrix.get("::-1, ::-1"));
    assertDots(matrix.get("::3, 1::2"));
    assertDots(Broadcasting.to(new long[] {5, 60}, matrix.get("3")));
  }

  /// As `numpy.dot` for float32 and int16, but float16 is not rounded to.
  @Test
  void dtypeIsTheCommonOne() {
    NdArray matrix = matrix("<f4", 2, 3);
    assertEquals(DType.FLOAT32, matrix.dot(new float[3]).dtype());
    assertEquals(DType.FLOAT64, matrix.dot(new double[3]).dtype());
    assertEquals(DType.FLOAT32, matrix.dot(new byte[3]).dtype());
    assertEquals(DType.FLOAT64, matrix.dot(new int[3]).dtype());
    assertEquals(DType.FLOAT32, matrix("<f2", 2, 3).dot(matrix("<f2", 1, 3).get("0")).dtype());
  }

  @Test
  void productsOfVectorsAreAddedInChunks() {
    NdArray ones = Broadcasting.to(new long[] {3_000_001}, NdArray.asArray(new float[] {1}));
    NdArray dot =
        ones.dot(Broadcasting.to(new long[] {3_000_001}, NdArray.asArray(new float[] {2})));
    assertEquals(0, dot.ndim());
    assertEquals(6_000_002, dot.getDouble());
    assertEquals(0, NdArray.asArray(new float[0]).dot(new float[0]).getDouble());
  }

  @Test
  void lengthsMustAgree() {
    NdArray matrix = matrix("<f4", 2, 3);
    assertEquals(
        "vector: expected shape [3], found [2]",
        assertThrows(IllegalArgumentException.class, () -> matrix.dot(new float[2])).getMessage());
    assertEquals(
        "query: expected shape [3] as a row, found [2]",
        assertThrows(
                IllegalArgumentException.class, () -> matrix.nearest(new float[2], 1, Metric.DOT))
            .getMessage());
    assertEquals(
        "k (-1) must not be negative",
        assertThrows(
                IllegalArgumentException.class, () -> matrix.nearest(new float[3], -1, Metric.DOT))
            .getMessage());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a", "b").dot(new float[2]));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void nearestAreTheFirstOfAllSorted(Metric metric) {
    for (String dtype : new String[] {"<f4", "<f2", ">f8", "<i2"}) {
      NdArray matrix = matrix(dtype, 500, 6);
      double[] query = vector(6);
      Neighbors found = matrix.nearest(query, 40, metric);
      long[] expected = sorted(500, row -> score(matrix, row, query, metric));
      assertArrayEquals(Arrays.copyOf(expected, 40), found.positions().toLongs());
      for (int i = 0; i < 40; i++) {
        double score = score(matrix, expected[i], query, metric);
        assertEquals(metric == Metric.L2 ? -score : score, found.scores().getDouble(i), 1e-6);
      }
    }
  }

  /// Larger is nearer; rounded as scores are, so that equal ones stay equal.
  private static double score(NdArray matrix, long row, double[] query, Metric metric) {
    double squares = 0;
    double distance = 0;
    double norm = 0;
    for (int i = 0; i < query.length; i++) {
      double x = matrix.getDouble(row, i);
      squares += x * x;
      norm += query[i] * query[i];
      distance += (x - query[i]) * (x - query[i]);
    }
    double score =
        switch (metric) {
          case DOT -> dot(matrix, row, query);
          case COSINE -> dot(matrix, row, query) / (Math.sqrt(squares) * Math.sqrt(norm));
          case L2 -> -Math.sqrt(distance);
        };
    return RowBlocks.isFloat(matrix.dtype()) ? (float) score : score;
  }

  private static long[] sorted(long rows, LongToDoubleFunction score) {
    return LongStream.range(0, rows)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Long row) -> nanLast(score.applyAsDouble(row)))
                .thenComparing(row -> row))
        .mapToLong(row -> row)
        .toArray();
  }

  private static double nanLast(double score) {
    return Double.isNaN(score) ? score : 0 - score;
  }

  @Test
  void rowsWithoutAnAngleComeLast() {
    NdArray matrix = NdArray.asArray(new float[] {0, 0, -1, 0, 0, 0, 1, 0}).reshape(4, 2);
    Neighbors found = matrix.nearest(new float[] {1, 0}, 10, Metric.COSINE);
    assertArrayEquals(new long[] {3, 1, 0, 2}, found.positions().toLongs());
    assertTrue(Double.isNaN(found.scores().getDouble(3)));
  }

  @Test
  void noneAreNearestWhereNoneAreWanted() {
    NdArray matrix = matrix("<f4", 4, 2);
    assertEquals(0, matrix.nearest(new float[2], 0, Metric.L2).positions().size());
    NdArray empty = NdArray.zeros(DType.FLOAT32, 0, 2);
    assertEquals(0, empty.nearest(new float[2], 3, Metric.DOT).scores().size());
  }

  @Test
  void threadsFindTheSame() {
    System.out.println("NearnessTest: -Dmmaptable.seed=" + SEED);
    var random = new Random(SEED);
    double[] numbers = random.doubles(24_000 * 96, -1, 1).toArray();
    NdArray matrix = NdArray.of(numbers).astype(DType.FLOAT32).reshape(24_000, 96);
    float[] row = matrix.get("7").toFloats();
    for (Metric metric : Metric.values()) {
      Neighbors alone = matrix.nearest(row, 25, metric);
      try (var both = Parallelism.ofThreads(3)) {
        Neighbors together = both.call(() -> matrix.nearest(row, 25, metric));
        assertArrayEquals(alone.positions().toLongs(), together.positions().toLongs());
        assertArrayEquals(alone.scores().toFloats(), together.scores().toFloats());
        assertArrayEquals(matrix.dot(row).toFloats(), both.call(() -> matrix.dot(row)).toFloats());
      }
    }
  }
}
