package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Floats as integers, the way x86 converts them and so NumPy does on such a machine: towards zero,
/// and what is out of range, or NaN, becomes the smallest integer. C leaves that undefined; other
/// machines, and NumPy's own vector loops for uint32, have other results. Java's casts would give
/// the nearest integer and zero.
final class X86 {
  private static final long LARGEST_INT = Double.doubleToRawLongBits(Math.nextDown(0x1p31));
  private static final long LARGEST_LONG = Double.doubleToRawLongBits(Math.nextDown(0x1p63));

  private X86() {}

  /// Converts a block; where all is in range, which is looked up in the bits of the numbers, by a
  /// loop that the compiler vectorizes.
  static void toInts(double[] from, int[] into, long[] bits, int count) {
    if (areWithin(LARGEST_INT, from, bits, count)) {
      for (int i = 0; i < count; i++) {
        into[i] = (int) from[i];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      double value = from[i];
      into[i] = value > -0x1.00000002p31 && value < 0x1p31 ? (int) value : Integer.MIN_VALUE;
    }
  }

  static void toLongs(double[] from, long[] into, long[] bits, int count) {
    if (areWithin(LARGEST_LONG, from, bits, count)) {
      for (int i = 0; i < count; i++) {
        into[i] = (long) from[i];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = toLong(from[i]);
    }
  }

  /// Whether no magnitude is larger than one whose bits are given; NaN's bits are larger than all.
  private static boolean areWithin(long largest, double[] from, long[] bits, int count) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(bits), ValueLayout.JAVA_DOUBLE, 0, count);
    long beyond = 0;
    for (int i = 0; i < count; i++) {
      beyond |= largest - (bits[i] & Long.MAX_VALUE);
    }
    return beyond >= 0;
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
