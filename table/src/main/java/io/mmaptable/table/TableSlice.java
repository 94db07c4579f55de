package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

/// A view of some rows and columns of a table. It copies nothing, does not grow, and ends with its
/// table.
public final class TableSlice {
  private final MmapTable parent;
  private final List<MmapColumn> columns;
  private final long from;
  private final long to;

  TableSlice(MmapTable parent, List<MmapColumn> columns, long from, long to) {
    this.parent = parent;
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /// The table that the slice is of.
  ///
  /// @return the table
  public MmapTable parent() {
    return parent;
  }

  /// The number of rows.
  ///
  /// @return a count
  public long rowCount() {
    return to - from;
  }

  /// The names of the columns, in order.
  ///
  /// @return an unmodifiable list
  public List<String> columnNames() {
    return columns.stream().map(MmapColumn::name).toList();
  }

  /// A view of one column's rows in this slice.
  ///
  /// @param name the column's name
  /// @return a view that is valid until the table is closed
  /// @throws NoSuchElementException if the slice has no such column; the message lists those it has
  /// @throws IllegalStateException if the table has been closed
  /// @throws java.io.UncheckedIOException if the file cannot be mapped
  public NdArray column(String name) {
    for (MmapColumn column : columns) {
      if (column.name().equals(name)) {
        return column.array().rows(from, to);
      }
    }
    throw new NoSuchElementException("no column '" + name + "' in " + columnNames());
  }

  /// A view of some of these rows.
  ///
  /// @param first index of the first row in this slice, `0 <= first <= end`
  /// @param end index after the last row, `end <= rowCount()`
  /// @return a slice of the same columns
  /// @throws IndexOutOfBoundsException if `[first, end)` is not inside `[0, rowCount())`
  public TableSlice rows(long first, long end) {
    Objects.checkFromToIndex(first, end, rowCount());
    return new TableSlice(parent, columns, from + first, from + end);
  }

  /// The dtype of a row: a structured one, whose fields are the columns.
  ///
  /// @return a packed structured dtype, in the order of the columns
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes
  public DType.Struct dtype() {
    var fields = new ArrayList<Field>();
    long offset = 0;
    for (MmapColumn column : columns) {
      var field =
          new Field(column.name(), null, column.dtype(), column.itemShape(), exactInt(offset));
      fields.add(field);
      offset += field.byteSize();
    }
    return new DType.Struct(fields, exactInt(offset));
  }

  private static int exactInt(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a row is larger than 2^31 - 1 bytes");
    }
    return (int) bytes;
  }

  long firstRow() {
    return from;
  }

  /// The first and last rows as text, as wide as the terminal, and how large the slice is.
  ///
  /// @return several lines
  @Override
  public String toString() {
    return toString(TablePrinter.terminalWidth());
  }

  /// The first and last rows as text, and how large the slice is.
  ///
  /// @param width how many characters a line may have
  /// @return several lines
  public String toString(int width) {
    return parent.isClosed()
        ? "TableSlice(" + parent.path() + ", closed)"
        : new TablePrinter(this, width).print();
  }
}
