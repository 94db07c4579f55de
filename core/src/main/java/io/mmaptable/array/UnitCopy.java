package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies units of a number of bytes, an element or a row of elements, between places in two
/// memories.
final class UnitCopy {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final MemorySegment source;
  private final MemorySegment target;
  private final long bytes;

  UnitCopy(MemorySegment source, MemorySegment target, long bytes) {
    this.source = source;
    this.target = target;
    this.bytes = bytes;
  }

  /// Copies units one after the other.
  ///
  /// @param from where each is in the source
  /// @param to where each goes in the target
  /// @param count how many there are
  void copy(long[] from, long[] to, int count) {
    switch ((int) Math.min(bytes, Integer.MAX_VALUE)) {
      case 1 -> bytes(from, to, count);
      case 2 -> shorts(from, to, count);
      case 4 -> ints(from, to, count);
      case 8 -> longs(from, to, count);
      default -> {
        for (int i = 0; i < count; i++) {
          MemorySegment.copy(source, from[i], target, to[i], bytes);
        }
      }
    }
  }

  private void bytes(long[] from, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      target.set(BYTE, to[i], source.get(BYTE, from[i]));
    }
  }

  private void shorts(long[] from, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      target.set(SHORT, to[i], source.get(SHORT, from[i]));
    }
  }

  private void ints(long[] from, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      target.set(INT, to[i], source.get(INT, from[i]));
    }
  }

  private void longs(long[] from, long[] to, int count) {
    for (int i = 0; i < count; i++) {
      target.set(LONG, to[i], source.get(LONG, from[i]));
    }
  }
}
