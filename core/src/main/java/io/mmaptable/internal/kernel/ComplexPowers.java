package io.mmaptable.internal.kernel;

/// Powers and roots of complex numbers, with C's special cases.
final class ComplexPowers {
  private static final int LARGEST_WHOLE_POWER = 100;

  /// Above it, what is added in a root may overflow.
  private static final double LARGE = Double.MAX_VALUE / (1 + Math.sqrt(2));

  private ComplexPowers() {}

  static void pow(double[] a, double[] b, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      pow(a, i, b[i], b[i + 1]);
    }
  }

  /// `npy_cpow` (`numpy/_core/src/npymath/npy_math_complex.c.src`), which multiplies for small
  /// whole exponents.
  private static void pow(double[] a, int i, double real, double imaginary) {
    boolean isWhole =
        imaginary == 0 && real == Math.rint(real) && Math.abs(real) < LARGEST_WHOLE_POWER;
    if (real == 0 && imaginary == 0) {
      set(a, i, 1, 0);
    } else if (a[i] == 0 && a[i + 1] == 0) {
      boolean isZero = real > 0 && imaginary == 0;
      set(a, i, isZero ? 0 : Double.NaN, isZero ? 0 : Double.NaN);
    } else if (isWhole) {
      wholePower(a, i, (int) real);
    } else {
      double radius = Math.log(Math.hypot(a[i], a[i + 1]));
      double angle = Math.atan2(a[i + 1], a[i]);
      double magnitude = Math.exp(real * radius - imaginary * angle);
      double direction = imaginary * radius + real * angle;
      set(a, i, magnitude * Math.cos(direction), magnitude * Math.sin(direction));
    }
  }

  private static void wholePower(double[] a, int i, int exponent) {
    double[] power = {1, 0};
    double[] square = {a[i], a[i + 1]};
    if (exponent == 1) {
      return;
    }
    for (int rest = Math.abs(exponent); rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        multiply(power, square);
      }
      multiply(square, square);
    }
    if (exponent > 0) {
      set(a, i, power[0], power[1]);
    } else {
      set(a, i, 1, 0);
      ComplexLoops.div(a, i, power[0], power[1]);
    }
  }

  private static void multiply(double[] a, double[] b) {
    set(a, 0, a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]);
  }

  private static void set(double[] a, int i, double real, double imaginary) {
    a[i] = real;
    a[i + 1] = imaginary;
  }

  static void sqrt(double[] a, int count) {
    for (int i = 0; i < 2 * count; i += 2) {
      sqrt(a, i, a[i], a[i + 1]);
    }
  }

  /// C99's `csqrt`.
  private static void sqrt(double[] a, int i, double real, double imaginary) {
    if (real == 0 && imaginary == 0) {
      set(a, i, 0, imaginary);
    } else if (Double.isInfinite(imaginary)) {
      set(a, i, Double.POSITIVE_INFINITY, imaginary);
    } else if (Double.isNaN(real)) {
      set(a, i, Double.NaN, Double.NaN);
    } else if (Double.isInfinite(real)) {
      double nothing = 0 * imaginary; // NaN, or zero
      if (real < 0) {
        set(a, i, Math.abs(nothing), Math.copySign(real, imaginary));
      } else {
        set(a, i, real, Math.copySign(nothing, imaginary));
      }
    } else {
      double scale = Math.abs(real) >= LARGE || Math.abs(imaginary) >= LARGE ? 0.25 : 1;
      root(a, i, real * scale, imaginary * scale, 1 / Math.sqrt(scale));
    }
  }

  private static void root(double[] a, int i, double real, double imaginary, double scale) {
    double half = Math.sqrt((Math.abs(real) + Math.hypot(real, imaginary)) * 0.5);
    double other = imaginary / (2 * half);
    if (real >= 0) {
      set(a, i, half * scale, other * scale);
    } else {
      set(a, i, Math.abs(other) * scale, Math.copySign(half, imaginary) * scale);
    }
  }
}
