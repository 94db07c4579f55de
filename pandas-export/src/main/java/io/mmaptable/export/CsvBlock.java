package io.mmaptable.export;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.TableSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Some rows of a table as lines of CSV: each column by itself at first, and then row by row. Its
/// memory is used again for the next rows.
final class CsvBlock {
  private final List<Cells> columns = new ArrayList<>();
  private final CsvOptions options;
  private final byte[] lineEnd;
  private final boolean quotesEmpty;
  private byte[] lines = new byte[0];
  private int size;
  private int filled;

  /// @param quotesEmpty whether a cell of nothing is written as two quotes
  CsvBlock(CsvOptions options, boolean quotesEmpty) {
    this.options = options;
    this.quotesEmpty = quotesEmpty;
    this.lineEnd = options.lineEnd().text().getBytes(StandardCharsets.UTF_8);
  }

  /// The lines, from the first byte to before [#size()].
  byte[] lines() {
    return lines;
  }

  int size() {
    return size;
  }

  /// Makes the line of names.
  void fill(List<String> names) {
    filled = 0;
    for (String name : names) {
      Cells cells = next();
      cells.putUtf8(name);
      cells.endText();
    }
    join(1);
  }

  /// Makes the lines of rows.
  ///
  /// @throws IllegalArgumentException if a text cannot be written
  void fill(TableSlice rows) {
    filled = 0;
    for (String name : rows.columnNames()) {
      NdArray values = rows.column(name);
      try {
        fill(values, CellFormat.of(values.dtype(), options.floatFormat()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("column '" + name + "': " + e.getMessage(), e);
      }
    }
    join((int) rows.rowCount());
  }

  private void fill(NdArray values, CellFormat format) {
    if (values.ndim() == 1) {
      format.write(values, next());
      return;
    }
    for (long i = 0; i < values.shape()[1]; i++) {
      fill(values.get(Slice.ALL, Index.at(i)), format);
    }
  }

  private Cells next() {
    if (filled == columns.size()) {
      columns.add(new Cells(options, quotesEmpty));
    }
    Cells cells = columns.get(filled++);
    cells.clear();
    return cells;
  }

  private void join(int rowCount) {
    long length = (long) rowCount * (Math.max(0, filled - 1) + lineEnd.length);
    for (int i = 0; i < filled; i++) {
      length += columns.get(i).size();
    }
    if (lines.length < length) {
      lines = new byte[Math.toIntExact(length + length / 8)];
    }
    byte[] into = lines;
    byte delimiter = (byte) options.delimiter();
    int at = 0;
    for (int row = 0; row < rowCount; row++) {
      for (int i = 0; i < filled; i++) {
        if (i > 0) {
          into[at++] = delimiter;
        }
        at = columns.get(i).copy(row, into, at);
      }
      for (byte end : lineEnd) {
        into[at++] = end;
      }
    }
    size = at;
  }

  /// The names of the columns of a file: an item of several elements has one for each.
  ///
  /// @throws UnsupportedOperationException if a column is structured, or its items are arrays and
  ///   that is refused
  static List<String> names(TableSlice rows, CsvOptions options) {
    var names = new ArrayList<String>();
    TableSlice none = rows.rows(0, 0);
    for (String name : rows.columnNames()) {
      NdArray values = none.column(name);
      if (values.dtype() instanceof DType.Struct) {
        throw new UnsupportedOperationException(
            "column '" + name + "' is structured, and CSV has no such values");
      }
      if (values.ndim() > 1 && !options.spreadsItems()) {
        throw new UnsupportedOperationException(
            "column '" + name + "' has items of several elements, and CSV has no such values");
      }
      addNames(names, name, values.shape(), 1);
    }
    return names;
  }

  private static void addNames(List<String> names, String name, long[] shape, int axis) {
    if (axis == shape.length) {
      names.add(name);
      return;
    }
    for (long i = 0; i < shape[axis]; i++) {
      addNames(names, name + "[" + i + "]", shape, axis + 1);
    }
  }
}
