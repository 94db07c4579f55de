package io.mmaptable.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Adds blocks of four leaves in the order of [BlockKernels#pairwise(double[], int, int)], the
/// leaves side by side, each of eight lanes, which are one vector of floats or two of doubles.
///
/// Lanes are added across by swapping neighbours. A method that takes vectors would do for it, but
/// where such a one is not inlined its vectors are objects.
final class VectorSums {

  private static final int LANES = 8;
  private static final int LEAF = 128;

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
  private static final VectorShuffle<Double> ONE =
      VectorShuffle.fromArray(DOUBLES, new int[] {1, 0, 3, 2}, 0);
  private static final VectorShuffle<Double> TWO =
      VectorShuffle.fromArray(DOUBLES, new int[] {2, 3, 0, 1}, 0);
  private static final VectorMask<Double> ODD = VectorMask.fromLong(DOUBLES, 0b1010);
  private static final VectorMask<Double> UPPER = VectorMask.fromLong(DOUBLES, 0b1100);

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> F_ONE =
      VectorShuffle.fromArray(FLOATS, new int[] {1, 0, 3, 2, 5, 4, 7, 6}, 0);
  private static final VectorShuffle<Float> F_TWO =
      VectorShuffle.fromArray(FLOATS, new int[] {2, 3, 0, 1, 6, 7, 4, 5}, 0);
  private static final VectorShuffle<Float> F_FOUR =
      VectorShuffle.fromArray(FLOATS, new int[] {4, 5, 6, 7, 0, 1, 2, 3}, 0);
  private static final VectorMask<Float> F_ODD = VectorMask.fromLong(FLOATS, 0b10101010);
  private static final VectorMask<Float> F_SECOND = VectorMask.fromLong(FLOATS, 0b11001100);

  private VectorSums() {}

  /// Whether a block of so many elements has four leaves.
  static boolean hasFourLeaves(int count) {
    int second = count - half(count);
    return second - half(second) <= LEAF && half(count) > LEAF;
  }

  private static int half(int count) {
    int half = count / 2;
    return half - half % LANES;
  }

  static double pairwise(double[] block, int from, int count) {
    int atC = from + half(count);
    int atB = from + half(atC - from);
    int end = from + count;
    int atD = atC + half(end - atC);
    int shortest = Math.min(atB - from, atD - atC);
    var a = DoubleVector.fromArray(DOUBLES, block, from);
    var a4 = DoubleVector.fromArray(DOUBLES, block, from + 4);
    var b = DoubleVector.fromArray(DOUBLES, block, atB);
    var b4 = DoubleVector.fromArray(DOUBLES, block, atB + 4);
    var c = DoubleVector.fromArray(DOUBLES, block, atC);
    var c4 = DoubleVector.fromArray(DOUBLES, block, atC + 4);
    var d = DoubleVector.fromArray(DOUBLES, block, atD);
    var d4 = DoubleVector.fromArray(DOUBLES, block, atD + 4);
    for (int i = LANES; i < shortest; i += LANES) {
      a = a.add(DoubleVector.fromArray(DOUBLES, block, from + i));
      a4 = a4.add(DoubleVector.fromArray(DOUBLES, block, from + i + 4));
      b = b.add(DoubleVector.fromArray(DOUBLES, block, atB + i));
      b4 = b4.add(DoubleVector.fromArray(DOUBLES, block, atB + i + 4));
      c = c.add(DoubleVector.fromArray(DOUBLES, block, atC + i));
      c4 = c4.add(DoubleVector.fromArray(DOUBLES, block, atC + i + 4));
      d = d.add(DoubleVector.fromArray(DOUBLES, block, atD + i));
      d4 = d4.add(DoubleVector.fromArray(DOUBLES, block, atD + i + 4));
    }
    int aAt = from + shortest;
    for (; aAt <= atB - LANES; aAt += LANES) {
      a = a.add(DoubleVector.fromArray(DOUBLES, block, aAt));
      a4 = a4.add(DoubleVector.fromArray(DOUBLES, block, aAt + 4));
    }
    int bAt = atB + shortest;
    for (; bAt <= atC - LANES; bAt += LANES) {
      b = b.add(DoubleVector.fromArray(DOUBLES, block, bAt));
      b4 = b4.add(DoubleVector.fromArray(DOUBLES, block, bAt + 4));
    }
    int cAt = atC + shortest;
    for (; cAt <= atD - LANES; cAt += LANES) {
      c = c.add(DoubleVector.fromArray(DOUBLES, block, cAt));
      c4 = c4.add(DoubleVector.fromArray(DOUBLES, block, cAt + 4));
    }
    int dAt = atD + shortest;
    for (; dAt <= end - LANES; dAt += LANES) {
      d = d.add(DoubleVector.fromArray(DOUBLES, block, dAt));
      d4 = d4.add(DoubleVector.fromArray(DOUBLES, block, dAt + 4));
    }
    a = a.add(a.rearrange(ONE)).blend(a4.add(a4.rearrange(ONE)), ODD);
    b = b.add(b.rearrange(ONE)).blend(b4.add(b4.rearrange(ONE)), ODD);
    c = c.add(c.rearrange(ONE)).blend(c4.add(c4.rearrange(ONE)), ODD);
    d = d.add(d.rearrange(ONE)).blend(d4.add(d4.rearrange(ONE)), ODD);
    a = a.add(a.rearrange(TWO)).blend(b.add(b.rearrange(TWO)), UPPER);
    c = c.add(c.rearrange(TWO)).blend(d.add(d.rearrange(TWO)), UPPER);
    a = a.add(a.rearrange(ONE)).blend(c.add(c.rearrange(ONE)), ODD);
    return (a.lane(0) + rest(a.lane(2), block, bAt, atC))
        + (a.lane(1) + rest(a.lane(3), block, dAt, end));
  }

  /// Adds what is left of a leaf, one by one.
  private static double rest(double leaf, double[] block, int from, int end) {
    double sum = leaf;
    for (int i = from; i < end; i++) {
      sum += block[i];
    }
    return sum;
  }

  static float pairwise(float[] block, int from, int count) {
    int atC = from + half(count);
    int atB = from + half(atC - from);
    int end = from + count;
    int atD = atC + half(end - atC);
    int shortest = Math.min(atB - from, atD - atC);
    var a = FloatVector.fromArray(FLOATS, block, from);
    var b = FloatVector.fromArray(FLOATS, block, atB);
    var c = FloatVector.fromArray(FLOATS, block, atC);
    var d = FloatVector.fromArray(FLOATS, block, atD);
    for (int i = LANES; i < shortest; i += LANES) {
      a = a.add(FloatVector.fromArray(FLOATS, block, from + i));
      b = b.add(FloatVector.fromArray(FLOATS, block, atB + i));
      c = c.add(FloatVector.fromArray(FLOATS, block, atC + i));
      d = d.add(FloatVector.fromArray(FLOATS, block, atD + i));
    }
    int aAt = from + shortest;
    for (; aAt <= atB - LANES; aAt += LANES) {
      a = a.add(FloatVector.fromArray(FLOATS, block, aAt));
    }
    int bAt = atB + shortest;
    for (; bAt <= atC - LANES; bAt += LANES) {
      b = b.add(FloatVector.fromArray(FLOATS, block, bAt));
    }
    int cAt = atC + shortest;
    for (; cAt <= atD - LANES; cAt += LANES) {
      c = c.add(FloatVector.fromArray(FLOATS, block, cAt));
    }
    int dAt = atD + shortest;
    for (; dAt <= end - LANES; dAt += LANES) {
      d = d.add(FloatVector.fromArray(FLOATS, block, dAt));
    }
    a = a.add(a.rearrange(F_ONE)).blend(b.add(b.rearrange(F_ONE)), F_ODD);
    c = c.add(c.rearrange(F_ONE)).blend(d.add(d.rearrange(F_ONE)), F_ODD);
    a = a.add(a.rearrange(F_TWO)).blend(c.add(c.rearrange(F_TWO)), F_SECOND);
    a = a.add(a.rearrange(F_FOUR));
    return (a.lane(0) + rest(a.lane(1), block, bAt, atC))
        + (a.lane(2) + rest(a.lane(3), block, dAt, end));
  }

  /// Adds what is left of a leaf, one by one.
  private static float rest(float leaf, float[] block, int from, int end) {
    float sum = leaf;
    for (int i = from; i < end; i++) {
      sum += block[i];
    }
    return sum;
  }
}
