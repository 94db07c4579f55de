package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Draws rows at random, without putting any back.
final class RowSample {
  private RowSample() {}

  /// Draws numbers below a count.
  ///
  /// @param size how many, at most `count`
  /// @return a 1-d array of int64, in order
  static NdArray of(long count, long size, long seed) {
    if (size <= count / 2) {
      return NdArray.of(draw(count, Math.toIntExact(size), seed));
    }
    return others(count, draw(count, Math.toIntExact(count - size), seed));
  }

  /// Draws until there are enough that differ. So every set of that size is as likely as any other,
  /// and as it is at most half of all numbers, few are drawn twice.
  private static long[] draw(long count, int size, long seed) {
    var random = new SplittableRandom(seed);
    long[] drawn = new long[size];
    int distinct = 0;
    while (distinct < size) {
      for (int i = distinct; i < size; i++) {
        drawn[i] = random.nextLong(count);
      }
      Arrays.sort(drawn);
      distinct = moveRepeatedToEnd(drawn);
    }
    return drawn;
  }

  private static int moveRepeatedToEnd(long[] sorted) {
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    return distinct;
  }

  /// All numbers below a count but some, which are in order.
  private static NdArray others(long count, long[] without) {
    NdArray others = NdArray.zeros(DType.INT64, count - without.length);
    var values = others.asLongs();
    int skipped = 0;
    for (long i = 0; i < count; i++) {
      if (skipped < without.length && without[skipped] == i) {
        skipped++;
      } else {
        values.set(i - skipped, i);
      }
    }
    return others;
  }
}
