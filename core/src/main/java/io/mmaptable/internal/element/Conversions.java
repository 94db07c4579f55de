package io.mmaptable.internal.element;

/// Loops that convert numbers from one Java array to another, each of a shape that the compiler
/// vectorizes. It does not do that with `from[i] & 0xff`, with bytes and shorts that become ints or
/// the reverse, nor with comparisons: hence a number that is added to unsigned bytes whose sign was
/// flipped, and arithmetic in place of a comparison with zero.
public final class Conversions {
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

  private Conversions() {}

  /// Makes 1 of each byte that is not zero, eight in a word.
  static void truths(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      long word = words[i];
      words[i] = (((word & LOW_BITS) + LOW_BITS | word) & ~LOW_BITS) >>> 7;
    }
  }

  /// Flips the sign of unsigned numbers, which become signed ones that are less by half the range.
  static void flip(byte[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (values[i] ^ 0x80);
    }
  }

  static void flip(short[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (short) (values[i] ^ 0x8000);
    }
  }

  static void add(byte[] from, double bias, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  static void add(byte[] from, float bias, float[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  static void add(byte[] from, long bias, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  static void add(short[] from, double bias, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  static void add(short[] from, float bias, float[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  static void add(short[] from, long bias, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] + bias;
    }
  }

  public static void copy(int[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  public static void copy(long[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  public static void copy(float[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  public static void copy(int[] from, float[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  public static void copy(int[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  public static void copyUnsigned(int[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff_ffffL;
    }
  }

  public static void copyUnsigned(int[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff_ffffL;
    }
  }

  /// Two halves that a double holds are added, and rounded once.
  public static void copyUnsigned(long[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = (from[i] >>> 32) * 0x1p32 + (from[i] & 0xffff_ffffL);
    }
  }

  static void copyHalves(short[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = Float.float16ToFloat(from[i]);
    }
  }

  static void copyHalves(short[] from, float[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = Float.float16ToFloat(from[i]);
    }
  }

  /// 1 for what is not zero, as a negative number or its opposite has a sign.
  static void truths(long[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) ((from[i] | -from[i]) >>> 63);
    }
  }

  /// 1 for doubles, given as bits, that are neither zero nor minus zero.
  static void truthsOfDoubles(long[] bits, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      long magnitude = bits[i] << 1;
      into[i] = (byte) ((magnitude | -magnitude) >>> 63);
    }
  }

  static void narrow(long[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) from[i];
    }
  }

  static void narrow(long[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (short) from[i];
    }
  }

  static void narrow(long[] from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (int) from[i];
    }
  }

  static void narrow(double[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) from[i];
    }
  }

  static void narrow(double[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (short) from[i];
    }
  }

  static void narrow(double[] from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (int) from[i];
    }
  }

  static void narrow(double[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (long) from[i];
    }
  }

  static void narrow(float[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) from[i];
    }
  }

  static void narrow(float[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (short) from[i];
    }
  }

  static void narrow(float[] from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (int) from[i];
    }
  }

  static void narrow(float[] from, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (long) from[i];
    }
  }

  public static void narrow(double[] from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (float) from[i];
    }
  }

  public static void toFloats(long[] from, boolean unsigned, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = from[i];
    }
    for (int i = 0; unsigned && i < count; i++) {
      long value = from[i];
      // Halving keeps a sticky last bit, so that the doubled result is rounded once.
      into[i] = value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0f;
    }
  }

  static void toHalves(double[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = Halves.fromDouble(from[i]);
    }
  }

  static void toHalves(float[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = Float.floatToFloat16(from[i]);
    }
  }
}
