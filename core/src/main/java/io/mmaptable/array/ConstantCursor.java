package io.mmaptable.array;

import java.util.Arrays;

/// Gives one number again and again.
final class ConstantCursor extends Cursor {
  private final Lanes lanes;
  private final long integer;
  private final double real;
  private final double imaginary;

  /// A cursor.
  ///
  /// @param integer the number as [Lanes#LONGS] have it, where it is an integer
  /// @param real the number as a double, or its real part
  ConstantCursor(Lanes lanes, long integer, double real, double imaginary) {
    this.lanes = lanes;
    this.integer = integer;
    this.real = real;
    this.imaginary = imaginary;
  }

  @Override
  void load(long from, int count, double[] into) {
    Arrays.fill(into, 0, count, real);
  }

  @Override
  void load(long from, int count, float[] into) {
    Arrays.fill(into, 0, count, (float) real);
  }

  @Override
  void load(long from, int count, long[] into) {
    if (lanes != Lanes.LONGS && lanes != Lanes.TRUTHS) {
      throw new IllegalStateException(lanes + " are not computed with as longs");
    }
    Arrays.fill(into, 0, count, integer);
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    Truths.fill(bits, count, real != 0 || imaginary != 0);
  }

  @Override
  void loadComplex(long from, int count, double[] pairs) {
    for (int i = 0; i < count; i++) {
      pairs[2 * i] = real;
      pairs[2 * i + 1] = imaginary;
    }
  }
}
