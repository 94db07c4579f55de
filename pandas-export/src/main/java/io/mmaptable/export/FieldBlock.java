package io.mmaptable.export;

import java.util.Arrays;
import java.util.BitSet;

/// Rows of a CSV file as text: the characters of all fields, row by row. Its memory is used again
/// for other rows.
final class FieldBlock {
  private final int columns;
  private char[] characters = new char[1 << 12];
  private int[] ends = new int[1 << 8];
  private long[] lines = new long[1 << 6];
  private int size;
  private int fields;
  private int rows;
  private int firstField;
  private int[] kept = new int[0];
  private int keptCount;

  /// @param columns how many fields a row has
  FieldBlock(int columns) {
    this.columns = columns;
  }

  void clear() {
    size = 0;
    fields = 0;
    rows = 0;
    keptCount = 0;
  }

  /// Begins a row.
  ///
  /// @param line the number of its line in the file
  void begin(long line) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows * 2);
      kept = Arrays.copyOf(kept, rows * 2);
    }
    lines[rows] = line;
    firstField = fields;
  }

  void add(char[] from, int offset, int length) {
    if (length > characters.length - size) {
      int most = Math.addExact(size, length);
      characters = Arrays.copyOf(characters, Math.max(most, most + (most >> 1)));
    }
    System.arraycopy(from, offset, characters, size, length);
    size += length;
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, fields * 2);
    }
    ends[fields++] = size;
  }

  /// Ends a row.
  ///
  /// @return how many fields it has; it counts if that is the number of columns, and is forgotten
  ///   otherwise
  int end() {
    int found = fields - firstField;
    if (found == columns) {
      if (kept.length < lines.length) {
        kept = new int[lines.length];
      }
      kept[keptCount++] = rows;
      rows++;
    } else {
      fields = firstField;
      size = fields == 0 ? 0 : ends[fields - 1];
    }
    return found;
  }

  /// Leaves rows out.
  ///
  /// @param bad which, counted among those that are left
  void remove(BitSet bad) {
    int to = 0;
    for (int i = 0; i < keptCount; i++) {
      if (!bad.get(i)) {
        kept[to++] = kept[i];
      }
    }
    keptCount = to;
  }

  /// Gives back what memory is not needed, once it is full.
  void trim() {
    characters = Arrays.copyOf(characters, size);
    ends = Arrays.copyOf(ends, fields);
    lines = Arrays.copyOf(lines, rows);
    kept = Arrays.copyOf(kept, keptCount);
  }

  int rowCount() {
    return keptCount;
  }

  /// How many bytes the characters take, and their places.
  long byteSize() {
    return 2L * size + 4L * fields + 12L * rows;
  }

  char[] characters() {
    return characters;
  }

  int start(int row, int column) {
    int field = kept[row] * columns + column;
    return field == 0 ? 0 : ends[field - 1];
  }

  int end(int row, int column) {
    return ends[kept[row] * columns + column];
  }

  String text(int row, int column) {
    int start = start(row, column);
    return new String(characters, start, end(row, column) - start);
  }

  /// The line that a row begins in.
  long line(int row) {
    return lines[kept[row]];
  }
}
