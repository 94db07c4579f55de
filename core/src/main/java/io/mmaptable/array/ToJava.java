package io.mmaptable.array;

import org.jspecify.annotations.Nullable;

/// Copies arrays into Java's own.
final class ToJava {
  private ToJava() {}

  static double[] doubles(NdArray array) {
    return Pending.of(array);
  }

  static float[] floats(NdArray array) {
    return Pending.of(array);
  }

  static long[] longs(NdArray array) {
    return Pending.of(array);
  }

  static int[] ints(NdArray array) {
    return Pending.of(array);
  }

  static boolean[] booleans(NdArray array) {
    return Pending.of(array);
  }

  static String[] strings(NdArray array) {
    return Pending.of(array);
  }

  static byte[] bytes(NdArray array) {
    return Pending.of(array);
  }

  static @Nullable Object nested(NdArray array) {
    return Pending.of(array);
  }
}
