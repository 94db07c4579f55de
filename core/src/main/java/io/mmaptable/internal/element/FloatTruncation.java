package io.mmaptable.internal.element;

/// Floats as integers, the way x86 converts them and so NumPy does on such a machine: towards zero,
/// and what is out of range, or NaN, becomes the smallest integer. C leaves that undefined; other
/// machines, and NumPy's own vector loops for uint32, have other results. Java's casts would give
/// the nearest integer and zero.
///
/// So a block is made ready for Java's casts, which are vectorized: what they would take for
/// another integer is replaced. Whether there is any is looked up in the bits.
public final class FloatTruncation {
  private static final long LARGEST_INT = Double.doubleToRawLongBits(Math.nextDown(0x1p31));
  private static final long LARGEST_LONG = Double.doubleToRawLongBits(Math.nextDown(0x1p63));
  private static final int LARGEST_INT_IN_FLOATS = Float.floatToRawIntBits(Math.nextDown(0x1p31f));
  private static final int LARGEST_LONG_IN_FLOATS = Float.floatToRawIntBits(Math.nextDown(0x1p63f));

  private FloatTruncation() {}

  static void keepInts(double[] values, long[] bits, int count) {
    if (!areWithin(LARGEST_INT, values, bits, count)) {
      keep(values, -0x1.00000002p31, 0x1p31, count);
    }
  }

  static void keepLongs(double[] values, long[] bits, int count) {
    if (!areWithin(LARGEST_LONG, values, bits, count)) {
      keep(values, Math.nextDown(-0x1p63), 0x1p63, count);
    }
  }

  static void keepInts(float[] values, int[] bits, int count) {
    if (!areWithin(LARGEST_INT_IN_FLOATS, values, bits, count)) {
      keep(values, 0x1p31f, count);
    }
  }

  static void keepLongs(float[] values, int[] bits, int count) {
    if (!areWithin(LARGEST_LONG_IN_FLOATS, values, bits, count)) {
      keep(values, 0x1p63f, count);
    }
  }

  /// Whether no magnitude is larger than one whose bits are given; NaN's bits are larger than all.
  private static boolean areWithin(long largest, double[] values, long[] bits, int count) {
    RawBits.of(values, bits, count);
    long beyond = 0;
    for (int i = 0; i < count; i++) {
      beyond |= largest - (bits[i] & Long.MAX_VALUE);
    }
    return beyond >= 0;
  }

  private static boolean areWithin(int largest, float[] values, int[] bits, int count) {
    RawBits.of(values, bits, count);
    int beyond = 0;
    for (int i = 0; i < count; i++) {
      beyond |= largest - (bits[i] & Integer.MAX_VALUE);
    }
    return beyond >= 0;
  }

  /// Replaces what is not between two bounds by the smallest integer.
  private static void keep(double[] values, double low, double high, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] > low && values[i] < high ? values[i] : -high;
    }
  }

  private static void keep(float[] values, float high, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] >= -high && values[i] < high ? values[i] : -high;
    }
  }

  static void toUnsignedLongs(double[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      double value = from[i];
      into[i] = value >= 0x1p63 ? toLong(value - 0x1p63) ^ Long.MIN_VALUE : toLong(value);
    }
  }

  /// Doubles as integers of so many bits, which have yet to wrap around. Those of fewer bits than
  /// an unsigned int's go by way of an int.
  public static void toLongs(double[] from, int bits, boolean unsigned, long[] into, int count) {
    if (bits == Long.SIZE && unsigned) {
      toUnsignedLongs(from, into, count);
      return;
    }
    boolean ints = bits < Integer.SIZE || (bits == Integer.SIZE && !unsigned);
    for (int i = 0; i < count; i++) {
      into[i] = ints ? toInt(from[i]) : toLong(from[i]);
    }
  }

  private static int toInt(double value) {
    return value > Integer.MIN_VALUE - 1.0 && value < 0x1p31 ? (int) value : Integer.MIN_VALUE;
  }

  private static long toLong(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
