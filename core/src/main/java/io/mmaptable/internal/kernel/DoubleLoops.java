package io.mmaptable.internal.kernel;

/// Arithmetic on blocks of `double`, as NumPy does it. Results take the place of the first
/// operands.
// Made from RealLoops.txt in the tests by RealLoopsSource; change it there.
public final class DoubleLoops {
  private DoubleLoops() {}

  public static void apply(Binary operation, double[] a, double[] b, int count) {
    switch (operation) {
      case ADD -> add(a, b, count);
      case SUB -> sub(a, b, count);
      case MUL -> mul(a, b, count);
      case DIV -> div(a, b, count);
      case FLOOR_DIV -> floorDiv(a, b, count);
      case MOD -> mod(a, b, count);
      case POW -> pow(a, b, count);
      case MINIMUM -> minimum(a, b, count);
      case MAXIMUM -> maximum(a, b, count);
      case AND, OR, XOR -> throw new IllegalStateException(operation + " of floats");
    }
  }

  public static void apply(Unary operation, double[] a, int count) {
    switch (operation) {
      case NEG -> neg(a, count);
      case ABS -> abs(a, count);
      case FLOOR -> floor(a, count);
      case CEIL -> ceil(a, count);
      case SQRT -> sqrt(a, count);
      case NOT -> throw new IllegalStateException(operation + " of floats");
    }
  }

  private static void add(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  private static void sub(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] -= b[i];
    }
  }

  private static void mul(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  private static void div(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] /= b[i];
    }
  }

  private static void minimum(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
  }

  private static void maximum(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i], b[i]);
    }
  }

  private static void floorDiv(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = floorDiv(a[i], b[i]);
    }
  }

  /// `npy_floor_divide` (`numpy/_core/src/npymath/npy_math_internal.h.src`).
  private static double floorDiv(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double rest = a % b;
    double quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double whole = Math.floor(quotient);
    return quotient - whole > 0.5 ? whole + 1 : whole;
  }

  private static void mod(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = mod(a[i], b[i]);
    }
  }

  /// `npy_remainder` (`numpy/_core/src/npymath/npy_math_internal.h.src`).
  private static double mod(double a, double b) {
    double rest = a % b;
    if (b == 0) {
      return rest;
    }
    if (rest == 0) {
      return Math.copySign(0.0, b);
    }
    return (b < 0) != (rest < 0) ? rest + b : rest;
  }

  private static void pow(double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = pow(a[i], b[i]);
    }
  }

  /// C's `pow`, which has 1 where Java has NaN: of 1, and of -1 to an infinite power.
  private static double pow(double a, double b) {
    return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
  }

  private static void neg(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = -a[i];
    }
  }

  private static void abs(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.abs(a[i]);
    }
  }

  private static void floor(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.floor(a[i]);
    }
  }

  private static void ceil(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.ceil(a[i]);
    }
  }

  private static void sqrt(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.sqrt(a[i]);
    }
  }

  /// Rounds to whole numbers, from halfway to the even one.
  public static void rint(double[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.rint(a[i]);
    }
  }

  /// Takes the elements of another block where a bit is zero.
  public static void choose(long[] bits, double[] a, double[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (bits[i / 64] >>> i & 1) != 0 ? a[i] : b[i];
    }
  }
}
