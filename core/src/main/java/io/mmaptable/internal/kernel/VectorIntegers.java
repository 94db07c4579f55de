package io.mmaptable.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums and extremes of longs, whose order does not matter.
final class VectorIntegers {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /// How many elements a block has at least.
  static final int SHORTEST = 4 * LONGS.length();

  private VectorIntegers() {}

  static long sum(long[] block, int from, int count) {
    int step = LONGS.length();
    var a = LongVector.zero(LONGS);
    var b = a;
    var c = a;
    var d = a;
    int end = from + count - count % (4 * step);
    for (int i = from; i < end; i += 4 * step) {
      a = a.add(LongVector.fromArray(LONGS, block, i));
      b = b.add(LongVector.fromArray(LONGS, block, i + step));
      c = c.add(LongVector.fromArray(LONGS, block, i + 2 * step));
      d = d.add(LongVector.fromArray(LONGS, block, i + 3 * step));
    }
    long sum = a.add(b).add(c.add(d)).reduceLanes(ADD);
    for (int i = end; i < from + count; i++) {
      sum += block[i];
    }
    return sum;
  }

  /// The largest, or with the bits flipped the smallest.
  ///
  /// @param flips 0 for the largest, -1 for the smallest
  static long extreme(long flips, long[] block, int from, int count) {
    int step = LONGS.length();
    var a = LongVector.fromArray(LONGS, block, from).lanewise(XOR, flips);
    var b = LongVector.fromArray(LONGS, block, from + step).lanewise(XOR, flips);
    var c = LongVector.fromArray(LONGS, block, from + 2 * step).lanewise(XOR, flips);
    var d = LongVector.fromArray(LONGS, block, from + 3 * step).lanewise(XOR, flips);
    int last = from + count - 4 * step;
    for (int i = from + 4 * step; i < last + 4 * step; i += 4 * step) {
      int at = Math.min(i, last);
      var a1 = LongVector.fromArray(LONGS, block, at).lanewise(XOR, flips);
      var b1 = LongVector.fromArray(LONGS, block, at + step).lanewise(XOR, flips);
      var c1 = LongVector.fromArray(LONGS, block, at + 2 * step).lanewise(XOR, flips);
      var d1 = LongVector.fromArray(LONGS, block, at + 3 * step).lanewise(XOR, flips);
      a = a.max(a1);
      b = b.max(b1);
      c = c.max(c1);
      d = d.max(d1);
    }
    return flips ^ a.max(b).max(c.max(d)).reduceLanes(MAX);
  }
}
