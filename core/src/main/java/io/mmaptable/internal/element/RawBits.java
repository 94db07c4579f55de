package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Floats in Java arrays as the integers that have their bits, and back, by bulk copies: a loop
/// with `Double.doubleToRawLongBits` is not vectorized.
public final class RawBits {
  private RawBits() {}

  static void of(double[] from, long[] into, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), ValueLayout.JAVA_LONG, 0, into, 0, count);
  }

  static void of(float[] from, int[] into, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), ValueLayout.JAVA_INT, 0, into, 0, count);
  }

  static void to(long[] from, double[] into, int start, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), ValueLayout.JAVA_DOUBLE, 0, into, start, count);
  }

  static void to(int[] from, float[] into, int start, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), ValueLayout.JAVA_FLOAT, 0, into, start, count);
  }

  /// Bytes as words of eight.
  static void of(byte[] from, long[] into, int count) {
    MemorySegment.copy(from, 0, MemorySegment.ofArray(into), ValueLayout.JAVA_BYTE, 0, count);
  }

  static void to(long[] from, byte[] into, int count) {
    MemorySegment.copy(MemorySegment.ofArray(from), ValueLayout.JAVA_BYTE, 0, into, 0, count);
  }
}
