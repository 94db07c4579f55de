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

  private VectorDots() {}

  static void add(float[] a, float[] b, int step, int rows, int length, double[] into) {
    int whole = length - length % LANES;
    for (int row = 0; row < rows; row++) {
      var lanes = FloatVector.zero(FLOATS);
      int at = row * length;
      int bt = row * step;
      for (int i = 0; i < whole; i += LANES) {
        var products =
            FloatVector.fromArray(FLOATS, a, at + i).mul(FloatVector.fromArray(FLOATS, b, bt + i));
        lanes = lanes.add(products);
      }
      lanes = lanes.add(lanes.rearrange(F_ONE));
      lanes = lanes.add(lanes.rearrange(F_TWO));
      float sum = lanes.add(lanes.rearrange(F_FOUR)).lane(0);
      for (int i = whole; i < length; i++) {
        sum += a[at + i] * b[bt + i];
      }
      into[row] += sum;
    }
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
