package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws of order, on random arrays of every dtype: `-Dmmaptable.seed=N` repeats a run.
class OrderPropertiesTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());
  private static final List<Integer> LENGTHS = List.of(0, 1, 2, 30, 513, 2100);

  private final Random random = new Random(SEED);

  @BeforeAll
  static void saySeed() {
    System.out.println("OrderPropertiesTest: -Dmmaptable.seed=" + SEED);
  }

  static Stream<DType> dtypes() {
    return OrderArrays.DTYPES.stream().map(DType::of);
  }

  private Stream<NdArray> arrays(DType dtype) {
    return LENGTHS.stream().map(length -> OrderArrays.scattered(random, dtype, length));
  }

  private static int compare(List<OrderKey> keys, long left, long right) {
    return keys.stream()
        .mapToInt(key -> Long.compare(key.at(left), key.at(right)))
        .filter(comparison -> comparison != 0)
        .findFirst()
        .orElse(0);
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void argSortIsAStablePermutation(DType dtype) {
    arrays(dtype)
        .forEach(
            array -> {
              long[] positions = array.argSort().longs().toArray();
              List<OrderKey> keys = OrderKeys.of(array);
              for (int i = 1; i < positions.length; i++) {
                int comparison = compare(keys, positions[i - 1], positions[i]);
                assertTrue(
                    comparison < 0 || (comparison == 0 && positions[i - 1] < positions[i]),
                    "at " + i);
              }
              Arrays.sort(positions);
              assertArrayEquals(LongStream.range(0, array.size()).toArray(), positions);
            });
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void sortedElementsAreThoseAtTheSortedPositions(DType dtype) {
    arrays(dtype).forEach(array -> assertSame(array.get(array.argSort()), array.sorted()));
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void sortingByRunsIsSortingAtOnce(DType dtype) {
    arrays(dtype)
        .forEach(
            array -> {
              NdArray copy = array.copy();
              Sorting.sort(copy, 0, 700);
              assertSame(array.sorted(), copy);
              assertSame(array.argSort(), ArgSort.positions(array, 0, 700));
              Unique whole = array.uniqueCounts();
              Unique byRuns = Uniqueness.find(array, 700, true);
              assertSame(whole.values(), byRuns.values());
              assertSame(whole.counts(), byRuns.counts());
            });
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void topAndBottomAreTheEndsOfTheOrder(DType dtype) {
    arrays(dtype)
        .forEach(
            array -> {
              long k = Math.min(17, array.size());
              Ranked bottom = array.bottomK(17);
              assertSame(array.argSort().rows(0, k), bottom.positions());
              assertSame(array.get(bottom.positions()), bottom.values());
              Ranked top = array.topK(array.size());
              assertSame(array.get(top.positions()), top.values());
              assertSame(array.topK(17).positions(), top.positions().rows(0, k));
            });
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void everyElementIsFoundWhereItIs(DType dtype) {
    arrays(dtype)
        .forEach(
            array -> {
              NdArray sorted = array.sorted();
              NdArray left = sorted.searchSorted(array);
              NdArray right = sorted.searchSorted(array, Side.RIGHT);
              List<OrderKey> keys = OrderKeys.of(sorted);
              List<OrderKey> wanted = OrderKeys.of(array);
              for (long i = 0; i < array.size(); i++) {
                long from = left.getLong(i);
                long to = right.getLong(i);
                assertTrue(from < to);
                assertEquals(key(wanted, i), key(keys, from));
                assertEquals(key(wanted, i), key(keys, to - 1));
                assertTrue(from == 0 || !key(keys, from - 1).equals(key(wanted, i)));
                assertTrue(to == sorted.size() || !key(keys, to).equals(key(wanted, i)));
              }
            });
  }

  private static List<Long> key(List<OrderKey> keys, long position) {
    return keys.stream().map(key -> key.at(position)).toList();
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void uniqueElementsAreCountedAndInOrder(DType dtype) {
    arrays(dtype)
        .forEach(
            array -> {
              Unique unique = array.uniqueCounts();
              assertEquals(array.size(), unique.counts().longs().sum(), "all are counted");
              assertSame(unique.values(), unique.values().sorted());
              assertSame(unique.values(), unique.values().unique());
              assertSame(unique.values(), array.unique());
            });
  }

  @ParameterizedTest
  @MethodSource("dtypes")
  void threadsDoNotChangeTheOrder(DType dtype) {
    NdArray some = OrderArrays.scattered(random, dtype, 1000);
    NdArray array = some.broadcastTo(300, 1000).copy().reshape(-1);
    NdArray matrix = array.rows(0, 40_000).reshape(400, 100);
    try (var both = Parallelism.ofThreads(2)) {
      assertSame(array.sorted(), both.call(array::sorted));
      assertSame(array.argSort(), both.call(() -> array.argSort()));
      assertSame(matrix.sorted(0), both.call(() -> matrix.sorted(0)));
      assertSame(array.unique(), both.call(array::unique));
      assertSame(array.topK(40).positions(), both.call(() -> array.topK(40).positions()));
      assertSame(
          array.searchSorted(array.rows(0, 20_000)),
          both.call(() -> array.searchSorted(array.rows(0, 20_000))));
    }
  }

  /// Whether all bytes are the same.
  private static void assertSame(NdArray expected, NdArray actual) {
    assertEquals(expected.dtype(), actual.dtype());
    assertArrayEquals(expected.shape(), actual.shape());
    assertEquals(-1, expected.copy().asSegment().mismatch(actual.copy().asSegment()));
  }
}
