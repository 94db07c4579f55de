package io.mmaptable.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The smallest and the largest of a block. Comparing and blending is faster than the minimum of
/// vectors, which minds NaN and the signs of zeros in every lane.
///
/// The smallest is found as the largest of all with the other sign. A branch in the loop would do
/// as well, but not all compilations keep vectors out of memory then.
final class VectorExtremes {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /// How many elements a block has at least.
  static final int SHORTEST = 4 * FLOATS.length();

  private VectorExtremes() {}

  /// The smallest or largest, quickly.
  ///
  /// @param sign 1 for the largest, -1 for the smallest
  /// @param count at least [#SHORTEST]
  /// @return the extreme; NaN where the block may have one
  static double of(double sign, double[] block, int from, int count) {
    int step = DOUBLES.length();
    var a = DoubleVector.fromArray(DOUBLES, block, from).mul(sign);
    var b = DoubleVector.fromArray(DOUBLES, block, from + step).mul(sign);
    var c = DoubleVector.fromArray(DOUBLES, block, from + 2 * step).mul(sign);
    var d = DoubleVector.fromArray(DOUBLES, block, from + 3 * step).mul(sign);
    var sum = a.add(b).add(c.add(d));
    var signs = a.reinterpretAsLongs().and(b.reinterpretAsLongs());
    signs = signs.and(c.reinterpretAsLongs().and(d.reinterpretAsLongs()));
    int last = from + count - 4 * step;
    for (int i = from + 4 * step; i < last + 4 * step; i += 4 * step) {
      int at = Math.min(i, last);
      var a1 = DoubleVector.fromArray(DOUBLES, block, at).mul(sign);
      var b1 = DoubleVector.fromArray(DOUBLES, block, at + step).mul(sign);
      var c1 = DoubleVector.fromArray(DOUBLES, block, at + 2 * step).mul(sign);
      var d1 = DoubleVector.fromArray(DOUBLES, block, at + 3 * step).mul(sign);
      a = a.blend(a1, a1.compare(GT, a));
      b = b.blend(b1, b1.compare(GT, b));
      c = c.blend(c1, c1.compare(GT, c));
      d = d.blend(d1, d1.compare(GT, d));
      signs = signs.and(a1.reinterpretAsLongs().and(b1.reinterpretAsLongs()));
      signs = signs.and(c1.reinterpretAsLongs().and(d1.reinterpretAsLongs()));
      sum = sum.add(a1.add(b1).add(c1.add(d1)));
    }
    // NaN, and infinities of either sign, make the sum NaN.
    if (Double.isNaN(sum.reduceLanes(ADD))) {
      return Double.NaN;
    }
    double most = a.max(b).max(c.max(d)).reduceLanes(MAX);
    if (most == 0) {
      most = signs.reduceLanes(AND) < 0 ? -0.0 : 0; // all others are negative
    }
    return sign * most;
  }

  /// The smallest or largest, quickly.
  ///
  /// @param sign 1 for the largest, -1 for the smallest
  /// @param count at least [#SHORTEST]
  /// @return the extreme; NaN where the block may have one
  static float of(float sign, float[] block, int from, int count) {
    int step = FLOATS.length();
    var a = FloatVector.fromArray(FLOATS, block, from).mul(sign);
    var b = FloatVector.fromArray(FLOATS, block, from + step).mul(sign);
    var c = FloatVector.fromArray(FLOATS, block, from + 2 * step).mul(sign);
    var d = FloatVector.fromArray(FLOATS, block, from + 3 * step).mul(sign);
    var sum = a.add(b).add(c.add(d));
    var signs = a.reinterpretAsInts().and(b.reinterpretAsInts());
    signs = signs.and(c.reinterpretAsInts().and(d.reinterpretAsInts()));
    int last = from + count - 4 * step;
    for (int i = from + 4 * step; i < last + 4 * step; i += 4 * step) {
      int at = Math.min(i, last);
      var a1 = FloatVector.fromArray(FLOATS, block, at).mul(sign);
      var b1 = FloatVector.fromArray(FLOATS, block, at + step).mul(sign);
      var c1 = FloatVector.fromArray(FLOATS, block, at + 2 * step).mul(sign);
      var d1 = FloatVector.fromArray(FLOATS, block, at + 3 * step).mul(sign);
      a = a.blend(a1, a1.compare(GT, a));
      b = b.blend(b1, b1.compare(GT, b));
      c = c.blend(c1, c1.compare(GT, c));
      d = d.blend(d1, d1.compare(GT, d));
      signs = signs.and(a1.reinterpretAsInts().and(b1.reinterpretAsInts()));
      signs = signs.and(c1.reinterpretAsInts().and(d1.reinterpretAsInts()));
      sum = sum.add(a1.add(b1).add(c1.add(d1)));
    }
    // NaN, and infinities of either sign, make the sum NaN.
    if (Double.isNaN(sum.reduceLanes(ADD))) {
      return Float.NaN;
    }
    float most = a.max(b).max(c.max(d)).reduceLanes(MAX);
    if (most == 0) {
      most = signs.reduceLanes(AND) < 0 ? -0.0f : 0; // all others are negative
    }
    return sign * most;
  }

  /// The smallest or largest, for which NaN and the signs of zeros count.
  static double exactly(double sign, double[] block, int from, int count) {
    int step = DOUBLES.length();
    var a = DoubleVector.fromArray(DOUBLES, block, from).mul(sign);
    var b = DoubleVector.fromArray(DOUBLES, block, from + step).mul(sign);
    int last = from + count - 2 * step;
    for (int i = from + 2 * step; i < last + 2 * step; i += 2 * step) {
      int at = Math.min(i, last);
      var a1 = DoubleVector.fromArray(DOUBLES, block, at).mul(sign);
      var b1 = DoubleVector.fromArray(DOUBLES, block, at + step).mul(sign);
      a = a.max(a1);
      b = b.max(b1);
    }
    return sign * a.max(b).reduceLanes(MAX);
  }

  /// The smallest or largest, for which NaN and the signs of zeros count.
  static float exactly(float sign, float[] block, int from, int count) {
    int step = FLOATS.length();
    var a = FloatVector.fromArray(FLOATS, block, from).mul(sign);
    var b = FloatVector.fromArray(FLOATS, block, from + step).mul(sign);
    int last = from + count - 2 * step;
    for (int i = from + 2 * step; i < last + 2 * step; i += 2 * step) {
      int at = Math.min(i, last);
      var a1 = FloatVector.fromArray(FLOATS, block, at).mul(sign);
      var b1 = FloatVector.fromArray(FLOATS, block, at + step).mul(sign);
      a = a.max(a1);
      b = b.max(b1);
    }
    return sign * a.max(b).reduceLanes(MAX);
  }
}
