package io.mmaptable.array;

/// Loops that convert numbers from one Java array to another, each simple enough to be vectorized.
final class Conversions {
  private Conversions() {}

  static void truths(byte[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] != 0 ? 1 : 0;
    }
  }

  static void copy(byte[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(short[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(int[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(long[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(float[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copyUnsigned(byte[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xff;
    }
  }

  static void copyUnsigned(short[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff;
    }
  }

  static void copyUnsigned(int[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff_ffffL;
    }
  }

  static void copyUnsigned(long[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = Elements.unsignedToDouble(from[i]);
    }
  }

  static void copyHalves(short[] from, double[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = Float.float16ToFloat(from[i]);
    }
  }

  static void truths(byte[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] != 0 ? 1 : 0;
    }
  }

  static void copy(byte[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(short[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copy(int[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i];
    }
  }

  static void copyUnsigned(byte[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xff;
    }
  }

  static void copyUnsigned(short[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff;
    }
  }

  static void copyUnsigned(int[] from, long[] into, int start, int count) {
    for (int i = 0; i < count; i++) {
      into[start + i] = from[i] & 0xffff_ffffL;
    }
  }

  static void truths(double[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) (from[i] != 0 ? 1 : 0);
    }
  }

  static void truths(long[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) (from[i] != 0 ? 1 : 0);
    }
  }

  static void narrow(long[] from, int[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (int) from[i];
    }
  }

  static void narrow(int[] from, short[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (short) from[i];
    }
  }

  static void narrow(int[] from, byte[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (byte) from[i];
    }
  }

  static void narrow(double[] from, float[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = (float) from[i];
    }
  }

  static void toFloats(long[] from, boolean unsigned, float[] into, int count) {
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
