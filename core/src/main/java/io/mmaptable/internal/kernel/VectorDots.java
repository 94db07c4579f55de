package io.mmaptable.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Dot products of eight lanes, which are one vector of floats or two of doubles. Nothing is fused,
/// since plain loops must give the same bits.
final class VectorDots {
  private static final int LANES = 8;

  /// How many rows of floats are multiplied side by side: the sum of one alone waits for its own
  /// additions.
  private static final int ROWS = 4;

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
  private static final VectorShuffle<Double> ONE =
      VectorShuffle.fromArray(DOUBLES, new int[] {1, 0, 3, 2}, 0);
  private static final VectorShuffle<Double> TWO =
      VectorShuffle.fromArray(DOUBLES, new int[] {2, 3, 0, 1}, 0);
  private static final VectorMask<Double> ODD = VectorMask.fromLong(DOUBLES, 0b1010);

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
  private static final VectorShuffle<Float> F_ONE =
      VectorShuffle.fromArray(FLOATS, new int[] {1, 0, 3, 2, 5, 4, 7, 6}, 0);
  private static final VectorShuffle<Float> F_TWO =
      VectorShuffle.fromArray(FLOATS, new int[] {2, 3, 0, 1, 6, 7, 4, 5}, 0);
  private static final VectorShuffle<Float> F_FOUR =
      VectorShuffle.fromArray(FLOATS, new int[] {4, 5, 6, 7, 0, 1, 2, 3}, 0);
  private static final VectorMask<Float> F_ODD = VectorMask.fromLong(FLOATS, 0b10101010);
  private static final VectorMask<Float> F_SECOND = VectorMask.fromLong(FLOATS, 0b11001100);

  private VectorDots() {}

  static void add(float[] a, float[] b, int step, int rows, int length, double[] into) {
    int whole = length - length % LANES;
    int row = 0;
    for (; row <= rows - ROWS; row += ROWS) {
      int at = row * length;
      int bt = row * step;
      var r0 = FloatVector.zero(FLOATS);
      var r1 = r0;
      var r2 = r0;
      var r3 = r0;
      for (int i = 0; i < whole; i += LANES, at += LANES, bt += LANES) {
        r0 = r0.add(FloatVector.fromArray(FLOATS, a, at).mul(FloatVector.fromArray(FLOATS, b, bt)));
        r1 =
            r1.add(
                FloatVector.fromArray(FLOATS, a, at + length)
                    .mul(FloatVector.fromArray(FLOATS, b, bt + step)));
        r2 =
            r2.add(
                FloatVector.fromArray(FLOATS, a, at + 2 * length)
                    .mul(FloatVector.fromArray(FLOATS, b, bt + 2 * step)));
        r3 =
            r3.add(
                FloatVector.fromArray(FLOATS, a, at + 3 * length)
                    .mul(FloatVector.fromArray(FLOATS, b, bt + 3 * step)));
      }
      r0 = r0.add(r0.rearrange(F_ONE)).blend(r1.add(r1.rearrange(F_ONE)), F_ODD);
      r2 = r2.add(r2.rearrange(F_ONE)).blend(r3.add(r3.rearrange(F_ONE)), F_ODD);
      r0 = r0.add(r0.rearrange(F_TWO)).blend(r2.add(r2.rearrange(F_TWO)), F_SECOND);
      r0 = r0.add(r0.rearrange(F_FOUR));
      into[row] += rest(r0.lane(0), a, at, b, bt, length - whole);
      into[row + 1] += rest(r0.lane(1), a, at + length, b, bt + step, length - whole);
      into[row + 2] += rest(r0.lane(2), a, at + 2 * length, b, bt + 2 * step, length - whole);
      into[row + 3] += rest(r0.lane(3), a, at + 3 * length, b, bt + 3 * step, length - whole);
    }
    PlainDots.add(a, b, step, row, rows, length, into);
  }

  private static float rest(float lanes, float[] a, int at, float[] b, int bt, int count) {
    float sum = lanes;
    for (int i = 0; i < count; i++) {
      sum += a[at + i] * b[bt + i];
    }
    return sum;
  }

  static void add(double[] a, double[] b, int step, int rows, int length, double[] into) {
    int whole = length - length % LANES;
    for (int row = 0; row < rows; row++) {
      var first = DoubleVector.zero(DOUBLES);
      var second = first;
      int at = row * length;
      int bt = row * step;
      for (int i = 0; i < whole; i += LANES) {
        var products =
            DoubleVector.fromArray(DOUBLES, a, at + i)
                .mul(DoubleVector.fromArray(DOUBLES, b, bt + i));
        first = first.add(products);
        products =
            DoubleVector.fromArray(DOUBLES, a, at + i + 4)
                .mul(DoubleVector.fromArray(DOUBLES, b, bt + i + 4));
        second = second.add(products);
      }
      first = first.add(first.rearrange(ONE)).blend(second.add(second.rearrange(ONE)), ODD);
      first = first.add(first.rearrange(TWO));
      double sum = first.add(first.rearrange(ONE)).lane(0);
      for (int i = whole; i < length; i++) {
        sum += a[at + i] * b[bt + i];
      }
      into[row] += sum;
    }
  }
}
