package io.mmaptable.export;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file as text: the characters of all fields, row by row; and beside it columns that
/// have been turned into numbers already. Its memory is used again for other rows.
final class FieldBlock {
  private final int columns;
  private final double[] @Nullable [] numbers;
  private char[] characters;
  private int[] ends;
  private long[] lines;
  private int size;
  private int fields;
  private int rows;
  private int firstField;
  private int[] kept = new int[0];
  private int keptCount;

  /// @param columns how many fields a row has
  FieldBlock(int columns) {
    this(columns, 1 << 12, 1 << 8, 1 << 6);
  }

  private FieldBlock(int columns, int characters, int fields, int rows) {
    this.columns = columns;
    this.numbers = new double[columns][];
    this.characters = new char[characters];
    this.ends = new int[fields];
    this.lines = new long[rows];
  }

  /// An empty block with a little more room than this one needs.
  FieldBlock another() {
    return new FieldBlock(columns, more(size), more(fields), more(rows));
  }

  private static int more(int count) {
    return count + count / 32 + 64;
  }

  void clear() {
    Arrays.fill(numbers, null);
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

  /// Gives back memory that is not needed, if that is much.
  void trim() {
    if (characters.length > more(size)) {
      characters = Arrays.copyOf(characters, size);
    }
    if (ends.length > more(fields)) {
      ends = Arrays.copyOf(ends, fields);
    }
    if (lines.length > more(rows)) {
      lines = Arrays.copyOf(lines, rows);
      kept = Arrays.copyOf(kept, keptCount);
    }
  }

  /// Keeps a column as numbers, too.
  ///
  /// @param values one for each row
  void putNumbers(int column, double[] values) {
    numbers[column] = values;
  }

  /// A column as numbers, if it has been kept so.
  double @Nullable [] numbers(int column) {
    return numbers[column];
  }

  /// How many bytes the numbers take.
  long numbersByteSize() {
    long size = 0;
    for (double @Nullable [] column : numbers) {
      size += column == null ? 0 : 8L * column.length;
    }
    return size;
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
