package io.mmaptable.internal.codec;

import io.mmaptable.internal.element.HeapBytes;

/// Numbers of one width beside each other in an element, whose bytes are to be reversed.
///
/// @param offset where in the element the first one begins
/// @param width how many bytes a number has: 2, 4, 8 or 16
/// @param count how many numbers there are
record ByteRun(int offset, int width, int count) {

  int end() {
    return offset + width * count;
  }

  /// Reverses numbers one after the other. Both places may be the same.
  static void reverse(int width, byte[] from, int at, byte[] into, int to, int length) {
    switch (width) {
      case 2 -> reverseShorts(from, at, into, to, length);
      case 4 -> reverseInts(from, at, into, to, length);
      case 8 -> reverseLongs(from, at, into, to, length);
      default -> reversePairs(from, at, into, to, length);
    }
  }

  private static void reverseShorts(byte[] from, int at, byte[] into, int to, int length) {
    for (int i = 0; i < length; i += 2) {
      HeapBytes.SHORT.set(
          into, to + i, Short.reverseBytes((short) HeapBytes.SHORT.get(from, at + i)));
    }
  }

  private static void reverseInts(byte[] from, int at, byte[] into, int to, int length) {
    for (int i = 0; i < length; i += 4) {
      HeapBytes.INT.set(into, to + i, Integer.reverseBytes((int) HeapBytes.INT.get(from, at + i)));
    }
  }

  private static void reverseLongs(byte[] from, int at, byte[] into, int to, int length) {
    for (int i = 0; i < length; i += 8) {
      HeapBytes.LONG.set(into, to + i, Long.reverseBytes((long) HeapBytes.LONG.get(from, at + i)));
    }
  }

  private static void reversePairs(byte[] from, int at, byte[] into, int to, int length) {
    for (int i = 0; i < length; i += 16) {
      long first = (long) HeapBytes.LONG.get(from, at + i);
      long second = (long) HeapBytes.LONG.get(from, at + i + 8);
      HeapBytes.LONG.set(into, to + i, Long.reverseBytes(second));
      HeapBytes.LONG.set(into, to + i + 8, Long.reverseBytes(first));
    }
  }
}
