package io.mmaptable.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The cells of one column in some rows, side by side as bytes of UTF-8. Quotes are put around a
/// cell when it is ended.
final class Cells {
  /// A line that begins with it is none of values to some readers.
  private static final byte COMMENT = '#';

  private final CsvOptions options;
  private final boolean quotesEmpty;
  private final boolean checksNumbers;
  private final byte[] missing;
  private byte[] bytes = new byte[1 << 10];
  private int[] ends = new int[64];
  private int size;
  private int count;

  /// @param quotesEmpty whether a cell of nothing is written as two quotes
  Cells(CsvOptions options, boolean quotesEmpty) {
    this.options = options;
    this.quotesEmpty = quotesEmpty;
    this.checksNumbers = isInNumbers(options.delimiter()) || isInNumbers(options.quote());
    this.missing = options.missing().getBytes(StandardCharsets.UTF_8);
  }

  /// Whether numbers, times and truth values may have a character.
  private static boolean isInNumbers(char character) {
    return Character.isLetterOrDigit(character) || "+-.:()\\'".indexOf(character) >= 0;
  }

  void clear() {
    size = 0;
    count = 0;
  }

  /// The number of bytes of all cells.
  int size() {
    return size;
  }

  /// Copies one cell.
  ///
  /// @return where the next byte goes
  int copy(int cell, byte[] into, int at) {
    int start = cell == 0 ? 0 : ends[cell - 1];
    int length = ends[cell] - start;
    System.arraycopy(bytes, start, into, at, length);
    return at + length;
  }

  /// Makes room for so many bytes.
  ///
  /// @return where to write them, from [#size()] on
  byte[] room(int length) {
    if (size + length > bytes.length || size + length < 0) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
    }
    return bytes;
  }

  /// Takes bytes that have been written as part of the cell.
  ///
  /// @param end the index after the last of them
  void take(int end) {
    size = end;
  }

  void put(int character) {
    room(1)[size++] = (byte) character;
  }

  /// Adds characters that are ASCII.
  void putAscii(String text) {
    byte[] into = room(text.length());
    for (int i = 0; i < text.length(); i++) {
      into[size++] = (byte) text.charAt(i);
    }
  }

  void putUtf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(encoded, 0, room(encoded.length), size, encoded.length);
    size += encoded.length;
  }

  /// Adds a code point.
  ///
  /// @throws IllegalArgumentException if UTF-8 has no place for it
  void putCodePoint(int point) {
    if (point >= 0 && point < 0x80) {
      room(1)[size++] = (byte) point;
      return;
    }
    byte[] into = room(4);
    if (point < 0 || point > Character.MAX_CODE_POINT || (point >= 0xd800 && point < 0xe000)) {
      throw new IllegalArgumentException(
          "code point 0x%x is no character, and cannot be written as UTF-8".formatted(point));
    } else if (point < 0x800) {
      into[size++] = (byte) (0xc0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        into[size++] = (byte) (0xe0 | (point >> 12));
      } else {
        into[size++] = (byte) (0xf0 | (point >> 18));
        into[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      }
      into[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    }
    into[size++] = (byte) (0x80 | (point & 0x3f));
  }

  /// Ends a cell that is a missing value.
  void endMissing() {
    System.arraycopy(missing, 0, room(missing.length), size, missing.length);
    size += missing.length;
    end(options.quoting() == Quoting.ALL, true);
  }

  /// Ends a cell that is a number, a time or a truth value.
  void endNumber() {
    end(options.quoting() == Quoting.ALL, checksNumbers);
  }

  /// Ends a cell that is text.
  void endText() {
    end(options.quoting() != Quoting.WHERE_NEEDED, true);
  }

  private void end(boolean quoted, boolean checked) {
    int start = count == 0 ? 0 : ends[count - 1];
    if (quoted || (checked && needsQuotes(start))) {
      quote(start);
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = size;
  }

  private boolean needsQuotes(int start) {
    if (start == size) {
      return quotesEmpty;
    }
    if (bytes[start] == COMMENT) {
      return true;
    }
    byte delimiter = (byte) options.delimiter();
    byte quote = (byte) options.quote();
    for (int i = start; i < size; i++) {
      byte b = bytes[i];
      if (b == delimiter || b == quote || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  private void quote(int start) {
    byte quote = (byte) options.quote();
    int inside = 0;
    for (int i = start; i < size; i++) {
      inside += bytes[i] == quote ? 1 : 0;
    }
    byte[] into = room(inside + 2);
    int to = size + inside + 2;
    size = to;
    into[--to] = quote;
    for (int from = size - inside - 3; from >= start; from--) {
      into[--to] = into[from];
      if (into[from] == quote) {
        into[--to] = quote;
      }
    }
    into[--to] = quote;
  }
}
