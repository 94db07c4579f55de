package io.mmaptable.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Text in UTF-8, as <https://www.unicode.org/versions/latest/core-spec/chapter-3/#G31703> has it.
final class Utf8 {
  private static final int DAMAGED = -1;

  private Utf8() {}

  /// Whether bytes are text.
  static boolean isValid(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      int point = point(bytes, at, to);
      if (point == DAMAGED) {
        return false;
      }
      at += size(point);
    }
    return true;
  }

  /// How many characters a text has: bytes that begin one.
  static long length(MemorySegment text) {
    long length = 0;
    for (long i = 0; i < text.byteSize(); i++) {
      if ((text.get(ValueLayout.JAVA_BYTE, i) & 0xc0) != 0x80) {
        length++;
      }
    }
    return length;
  }

  /// Decodes a text.
  ///
  /// @param bytes the text, from the first byte on
  /// @param length how many bytes it has
  /// @param points where its characters go
  /// @return how many characters it has, or -1 if it is no text or has more than there is room for
  static int decode(byte[] bytes, int length, int[] points) {
    int count = 0;
    for (int at = 0; at < length; ) {
      int point = bytes[at] >= 0 ? bytes[at] : point(bytes, at, length);
      if (point == DAMAGED || count == points.length) {
        return -1;
      }
      points[count++] = point;
      at += size(point);
    }
    return count;
  }

  private static int size(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }

  /// The character at a place, in the shortest form that there is for it.
  private static int point(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    if (first < 0xc2 || first > 0xf4 || end - at <= more) {
      return DAMAGED;
    }
    int point = first & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      int next = bytes[at + i];
      if ((next & 0xc0) != 0x80) {
        return DAMAGED;
      }
      point = point << 6 | (next & 0x3f);
    }
    boolean isCharacter =
        point <= Character.MAX_CODE_POINT
            && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    return isCharacter && size(point) == more + 1 ? point : DAMAGED;
  }
}
