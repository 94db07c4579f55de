package io.mmaptable.internal.kernel;

/// Arithmetic on blocks of complex numbers, which are pairs of doubles: the real part, then the
/// imaginary one. Results take the place of the first operands.
public final class ComplexLoops {
  private ComplexLoops() {}

  public static void apply(Binary operation, double[] a, double[] b, int count) {
    switch (operation) {
      case ADD, SUB -> DoubleLoops.apply(operation, a, b, 2 * count);
      case MUL -> mul(a, b, count);
      case DIV -> div(a, b, count);
      case POW -> ComplexPowers.pow(a, b, count);
      case MINIMUM -> extreme(-1, a, b, count);
      case MAXIMUM -> extreme(1, a, b, count);
      case FLOOR_DIV, MOD, AND, OR, XOR ->
          throw new IllegalStateException(operation + " of complex numbers");
    }
  }

  public static void apply(Unary operation, double[] a, int count) {
    switch (operation) {
      case NEG -> DoubleLoops.apply(operation, a, 2 * count);
      case SQRT -> ComplexPowers.sqrt(a, count);
      case ABS, FLOOR, CEIL, NOT ->
          throw new IllegalStateException(operation + " of complex numbers");
    }
  }

  /// Rounds the parts to single precision.
  public static void toSingles(double[] pairs, int count) {
    for (int i = 0; i < 2 * count; i++) {
      pairs[i] = (float) pairs[i];
    }
  }

  /// Rounds the parts to so many decimals, each by itself.
  ///
  /// @param power the power of ten for as many decimals
  /// @param multiplies whether decimals are kept; whole digits are rounded else
  /// @param single whether the parts are singles, which each step rounds to
  public static void round(
      double[] pairs, double power, boolean multiplies, boolean single, int count) {
    for (int i = 0; i < 2 * count; i++) {
      double scaled = multiplies ? pairs[i] * power : pairs[i] / power;
      double whole = Math.rint(single ? (float) scaled : scaled);
      pairs[i] = multiplies ? whole / power : whole * power;
    }
  }

  /// The magnitudes, as doubles at the beginning of the block.
  public static void abs(double[] pairs, int count) {
    for (int i = 0; i < count; i++) {
      pairs[i] = Math.hypot(pairs[2 * i], pairs[2 * i + 1]);
    }
  }

  private static void mul(double[] a, double[] b, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      double real = a[i] * b[i] - a[i + 1] * b[i + 1];
      a[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
      a[i] = real;
    }
  }

  private static void div(double[] a, double[] b, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      div(a, i, b[i], b[i + 1]);
    }
  }

  /// Smith's way, which NumPy takes: the divisor's larger part is divided by first.
  static void div(double[] a, int i, double real, double imaginary) {
    double x = a[i];
    double y = a[i + 1];
    if (real == 0 && imaginary == 0) {
      a[i] = x / Math.abs(real);
      a[i + 1] = y / Math.abs(real);
    } else if (Math.abs(real) >= Math.abs(imaginary)) {
      double ratio = imaginary / real;
      double scale = 1 / (real + imaginary * ratio);
      a[i] = (x + y * ratio) * scale;
      a[i + 1] = (y - x * ratio) * scale;
    } else {
      double ratio = real / imaginary;
      double scale = 1 / (imaginary + real * ratio);
      a[i] = (x * ratio + y) * scale;
      a[i + 1] = (y * ratio - x) * scale;
    }
  }

  /// The smaller or larger by the real part, then by the imaginary one; NaN wins.
  private static void extreme(int sign, double[] a, double[] b, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      boolean keeps =
          Double.isNaN(a[i])
              || Double.isNaN(a[i + 1])
              || isBeyond(sign * a[i], sign * a[i + 1], sign * b[i], sign * b[i + 1]);
      if (!keeps) {
        a[i] = b[i];
        a[i + 1] = b[i + 1];
      }
    }
  }

  private static boolean isBeyond(double real, double imaginary, double other, double otherPart) {
    return (real > other && !Double.isNaN(otherPart)) || (real == other && imaginary >= otherPart);
  }

  /// Takes the elements of another block where a bit is zero.
  public static void choose(long[] bits, double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      if ((bits[i / 64] >>> i & 1) == 0) {
        a[2 * i] = b[2 * i];
        a[2 * i + 1] = b[2 * i + 1];
      }
    }
  }
}
