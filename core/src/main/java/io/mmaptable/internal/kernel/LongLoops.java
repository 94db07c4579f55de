package io.mmaptable.internal.kernel;

/// Arithmetic on blocks of integers in 64 bits, which wraps around. Results take the place of the
/// first operands. Where the bits may be those of uint64, it is said so.
public final class LongLoops {
  private LongLoops() {}

  public static void apply(Binary operation, boolean unsigned, long[] a, long[] b, int count) {
    switch (operation) {
      case ADD -> add(a, b, count);
      case SUB -> sub(a, b, count);
      case MUL -> mul(a, b, count);
      case FLOOR_DIV -> floorDiv(unsigned, a, b, count);
      case MOD -> mod(unsigned, a, b, count);
      case POW -> pow(unsigned, a, b, count);
      case MINIMUM -> minimum(unsigned ? Long.MIN_VALUE : 0, a, b, count);
      case MAXIMUM -> maximum(unsigned ? Long.MIN_VALUE : 0, a, b, count);
      case DIV, AND, OR, XOR -> throw new IllegalStateException(operation + " of integers");
    }
  }

  public static void apply(Unary operation, long[] a, int count) {
    switch (operation) {
      case NEG -> neg(a, count);
      case ABS -> abs(a, count);
      case FLOOR, CEIL, SQRT, NOT -> throw new IllegalStateException(operation + " of integers");
    }
  }

  /// Keeps the low bits of each number, and extends them by the sign.
  public static void wrapSigned(long[] a, int bits, int count) {
    int shift = 64 - bits;
    for (int i = 0; i < count; i++) {
      a[i] = a[i] << shift >> shift;
    }
  }

  /// Keeps the low bits of each number.
  public static void wrapUnsigned(long[] a, int bits, int count) {
    long mask = -1L >>> (64 - bits);
    for (int i = 0; i < count; i++) {
      a[i] &= mask;
    }
  }

  private static void add(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] += b[i];
    }
  }

  private static void sub(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] -= b[i];
    }
  }

  private static void mul(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] *= b[i];
    }
  }

  /// Unsigned numbers are in order where their sign is flipped.
  private static void minimum(long flip, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.min(a[i] ^ flip, b[i] ^ flip) ^ flip;
    }
  }

  private static void maximum(long flip, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.max(a[i] ^ flip, b[i] ^ flip) ^ flip;
    }
  }

  private static void floorDiv(boolean unsigned, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      if (b[i] == 0) {
        a[i] = 0;
      } else {
        a[i] = unsigned ? Long.divideUnsigned(a[i], b[i]) : Math.floorDiv(a[i], b[i]);
      }
    }
  }

  private static void mod(boolean unsigned, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      if (b[i] == 0) {
        a[i] = 0;
      } else {
        a[i] = unsigned ? Long.remainderUnsigned(a[i], b[i]) : Math.floorMod(a[i], b[i]);
      }
    }
  }

  private static void pow(boolean unsigned, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      if (!unsigned && b[i] < 0) {
        throw new IllegalArgumentException(
            "integers cannot be raised to a negative power, such as " + b[i]);
      }
      a[i] = pow(a[i], b[i]);
    }
  }

  private static long pow(long base, long exponent) {
    long power = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>>= 1) {
      power *= (rest & 1) == 0 ? 1 : square;
      square *= square;
    }
    return power;
  }

  private static void neg(long[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = -a[i];
    }
  }

  private static void abs(long[] a, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = Math.abs(a[i]);
    }
  }

  /// Takes the elements of another block where a bit is zero.
  public static void choose(long[] bits, long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = (bits[i / 64] >>> i & 1) != 0 ? a[i] : b[i];
    }
  }
}
