package io.mmaptable.array;

/// Floats as integers, the way x86 converts them and so NumPy does on such a machine: towards zero,
/// and what is out of range, or NaN, becomes the smallest integer. C leaves that undefined; other
/// machines, and NumPy's own vector loops for uint32, have other results. Java's casts would give
/// the nearest integer and zero.
final class X86 {
  private X86() {}

  static void toInts(double[] from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      double value = from[i];
      into[i] = value > -0x1.00000002p31 && value < 0x1p31 ? (int) value : Integer.MIN_VALUE;
    }
  }

  static void toLongs(double[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = toLong(from[i]);
    }
  }

  static void toUnsignedLongs(double[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      double value = from[i];
      into[i] = value >= 0x1p63 ? toLong(value - 0x1p63) ^ Long.MIN_VALUE : toLong(value);
    }
  }

  private static long toLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
