package io.mmaptable.internal.kernel;

/// Arithmetic on blocks of `float`, as NumPy does it. Results take the place of the first operands.
// Made from RealLoops.txt in the tests by RealLoopsSource; change it there.
public final class FloatLoops {
  private FloatLoops() {}

  public static void apply(Binary operation, float[] a, float[] b, int count) {
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

  public static void apply(Unary operation, float[] a, int count) {
    switch (operation) {
      case NEG -> neg(a, count);
      case ABS -> abs(a, count);
      case FLOOR -> floor(a, count);
      case CEIL -> ceil(a, count);
      case SQRT -> sqrt(a, count);
      case NOT -> throw new IllegalStateException(operation + " of floats");
    }
  }

  private static void add(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  private static void sub(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] -= b[i];
    }
  }

  private static void mul(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  private static void div(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] /= b[i];
    }
  }

  private static void minimum(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
  }

  private static void maximum(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i], b[i]);
    }
  }

  private static void floorDiv(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = floorDiv(a[i], b[i]);
    }
  }

  /// `npy_floor_divide` (`numpy/_core/src/npymath/npy_math_internal.h.src`).
  private static float floorDiv(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float rest = a % b;
    float quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0f, a / b);
    }
    float whole = (float) Math.floor(quotient);
    return quotient - whole > 0.5f ? whole + 1 : whole;
  }

  private static void mod(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = mod(a[i], b[i]);
    }
  }

  /// `npy_remainder` (`numpy/_core/src/npymath/npy_math_internal.h.src`).
  private static float mod(float a, float b) {
    float rest = a % b;
    if (b == 0) {
      return rest;
    }
    if (rest == 0) {
      return Math.copySign(0f, b);
    }
    return (b < 0) != (rest < 0) ? rest + b : rest;
  }

  private static void pow(float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = pow(a[i], b[i]);
    }
  }

  /// C's `pow`, which has 1 where Java has NaN: of 1, and of -1 to an infinite power.
  private static float pow(float a, float b) {
    return a == 1 || (a == -1 && Float.isInfinite(b)) ? 1 : (float) Math.pow(a, b);
  }

  private static void neg(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = -a[i];
    }
  }

  private static void abs(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.abs(a[i]);
    }
  }

  private static void floor(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.floor(a[i]);
    }
  }

  private static void ceil(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.ceil(a[i]);
    }
  }

  private static void sqrt(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.sqrt(a[i]);
    }
  }

  /// Rounds to whole numbers, from halfway to the even one.
  public static void rint(float[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (float) Math.rint(a[i]);
    }
  }

  /// Takes the elements of another block where a bit is zero.
  public static void choose(long[] bits, float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (bits[i / 64] >>> i & 1) != 0 ? a[i] : b[i];
    }
  }
}
