package io.mmaptable.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Adds whole blocks in the order of [BlockKernels#pairwise(double[], int, int)]: four leaves side
/// by side, each of eight lanes, which are one vector of floats or two of doubles.
///
/// Lanes are added across by swapping neighbours. A method that takes vectors would do for it, but
/// where such a one is not inlined its vectors are objects.
final class VectorSums {

  /// How many elements a block has.
  static final int LENGTH = 512;

  private static final int LANES = 8;
  private static final int LEAF = LENGTH / 4;
  private static final int B = LEAF;
  private static final int C = 2 * LEAF;
  private static final int D = 3 * LEAF;

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

  static double pairwise(double[] block, int from) {
    var a = DoubleVector.fromArray(DOUBLES, block, from);
    var a4 = DoubleVector.fromArray(DOUBLES, block, from + 4);
    var b = DoubleVector.fromArray(DOUBLES, block, from + B);
    var b4 = DoubleVector.fromArray(DOUBLES, block, from + B + 4);
    var c = DoubleVector.fromArray(DOUBLES, block, from + C);
    var c4 = DoubleVector.fromArray(DOUBLES, block, from + C + 4);
    var d = DoubleVector.fromArray(DOUBLES, block, from + D);
    var d4 = DoubleVector.fromArray(DOUBLES, block, from + D + 4);
    for (int i = from + LANES; i < from + LEAF; i += LANES) {
      a = a.add(DoubleVector.fromArray(DOUBLES, block, i));
      a4 = a4.add(DoubleVector.fromArray(DOUBLES, block, i + 4));
      b = b.add(DoubleVector.fromArray(DOUBLES, block, i + B));
      b4 = b4.add(DoubleVector.fromArray(DOUBLES, block, i + B + 4));
      c = c.add(DoubleVector.fromArray(DOUBLES, block, i + C));
      c4 = c4.add(DoubleVector.fromArray(DOUBLES, block, i + C + 4));
      d = d.add(DoubleVector.fromArray(DOUBLES, block, i + D));
      d4 = d4.add(DoubleVector.fromArray(DOUBLES, block, i + D + 4));
    }
    a = a.add(a.rearrange(ONE)).blend(a4.add(a4.rearrange(ONE)), ODD);
    b = b.add(b.rearrange(ONE)).blend(b4.add(b4.rearrange(ONE)), ODD);
    c = c.add(c.rearrange(ONE)).blend(c4.add(c4.rearrange(ONE)), ODD);
    d = d.add(d.rearrange(ONE)).blend(d4.add(d4.rearrange(ONE)), ODD);
    a = a.add(a.rearrange(TWO)).blend(b.add(b.rearrange(TWO)), UPPER);
    c = c.add(c.rearrange(TWO)).blend(d.add(d.rearrange(TWO)), UPPER);
    a = a.add(a.rearrange(ONE)).blend(c.add(c.rearrange(ONE)), ODD);
    a = a.add(a.rearrange(TWO));
    return a.add(a.rearrange(ONE)).lane(0);
  }

  static float pairwise(float[] block, int from) {
    var a = FloatVector.fromArray(FLOATS, block, from);
    var b = FloatVector.fromArray(FLOATS, block, from + B);
    var c = FloatVector.fromArray(FLOATS, block, from + C);
    var d = FloatVector.fromArray(FLOATS, block, from + D);
    for (int i = from + LANES; i < from + LEAF; i += LANES) {
      a = a.add(FloatVector.fromArray(FLOATS, block, i));
      b = b.add(FloatVector.fromArray(FLOATS, block, i + B));
      c = c.add(FloatVector.fromArray(FLOATS, block, i + C));
      d = d.add(FloatVector.fromArray(FLOATS, block, i + D));
    }
    a = a.add(a.rearrange(F_ONE)).blend(b.add(b.rearrange(F_ONE)), F_ODD);
    c = c.add(c.rearrange(F_ONE)).blend(d.add(d.rearrange(F_ONE)), F_ODD);
    a = a.add(a.rearrange(F_TWO)).blend(c.add(c.rearrange(F_TWO)), F_SECOND);
    a = a.add(a.rearrange(F_FOUR));
    a = a.add(a.rearrange(F_ONE));
    return a.add(a.rearrange(F_TWO)).lane(0);
  }
}
