package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;

/// Some rows and columns of a table, in some order: all of them, a range with a step, positions, or
/// where a mask is true.
///
/// A slice copies nothing by itself. Its rows are those that were selected, and do not become more;
/// what is in them is what the table holds now, and what is set is set in the table, through
/// positions and masks too. It has no columns of its own and ends with its table.
///
/// Reading is safe from any thread; writing is as safe as writing to memory is.
public final class TableSlice extends TableLike implements Iterable<TableSlice> {
  private final MmapTable parent;
  private final List<MmapColumn> columns;
  private final RowSelection selection;

  TableSlice(MmapTable parent, List<MmapColumn> columns, RowSelection selection) {
    this.parent = parent;
    this.columns = columns;
    this.selection = selection;
  }

  /// The table that the slice is of.
  ///
  /// @return the table
  public MmapTable parent() {
    return parent;
  }

  @Override
  public TableSlice rows() {
    parent.requireOpen();
    return this;
  }

  @Override
  public TableSlice select(List<String> names) {
    parent.requireOpen();
    return new TableSlice(parent, ColumnSelection.of(parent.path(), names, this::find), selection);
  }

  @Override
  public long rowCount() {
    return selection.count();
  }

  @Override
  public List<String> columnNames() {
    return columns.stream().map(MmapColumn::name).toList();
  }

  @Override
  public boolean isClosed() {
    return parent.isClosed();
  }

  /// Which of the table's rows a row of the slice is.
  ///
  /// @param row index of the row in this slice, `0 <= row < rowCount()`
  /// @return its index in the table
  /// @throws IndexOutOfBoundsException if there is no such row
  public long tableRow(long row) {
    if (row < 0 || row >= rowCount()) {
      throw new IndexOutOfBoundsException(
          parent.path() + ": row " + row + " is out of bounds for " + rowCount() + " rows");
    }
    return selection.at(row);
  }

  /// One column's rows in this slice: a view where the rows are a range, forwards or backwards, and
  /// otherwise a copy, as in NumPy. Of a frozen column the rows are decoded, and read-only where
  /// they would be a view.
  ///
  /// @param name the column's name
  /// @return a view that is valid until the table is closed, or a copy in memory of its own
  /// @throws NoSuchElementException if the slice has no such column; the message lists those it has
  /// @throws IndexOutOfBoundsException if the table has lost some of the rows since
  /// @throws IllegalStateException if the table has been closed or the column deleted
  /// @throws UncheckedIOException if the file cannot be mapped
  public NdArray column(String name) {
    return column(find(name));
  }

  /// The rows one by one. Nothing is copied; a [#cursor()] makes no objects either.
  ///
  /// @return an iterator over slices of one row
  /// @throws IllegalStateException if the table has been closed
  @Override
  public Iterator<TableSlice> iterator() {
    parent.requireOpen();
    return LongStream.range(0, rowCount()).mapToObj(this::row).iterator();
  }

  // Assignment

  /// Sets all columns from a structured array, whose fields are the columns, in any order. Where a
  /// row stands in the slice twice, the last value counts.
  ///
  /// @param records one record for each row, or one for all
  /// @throws IllegalArgumentException if the fields are not the columns, there are not as many
  ///   records, or a field's kind or shape is not its column's; then nothing has been set
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  public void set(NdArray records) {
    new RowAssignment(this).set(records);
  }

  /// Sets all columns from other rows, of this table or another, by the columns' names.
  ///
  /// @param rows as many rows as here, or one for all
  /// @throws IllegalArgumentException if the columns are not these, there are not as many rows, or
  ///   a column's kind or shape is not that of this one's; then nothing has been set
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if a table has been closed
  public void set(TableSlice rows) {
    new RowAssignment(this).set(rows);
  }

  /// Sets all columns from Java records.
  ///
  /// @param <T> the record
  /// @param type how the records' components lie in a row, whose fields are the columns
  /// @param records one for each row, or one for all
  /// @throws IllegalArgumentException as for [#set(NdArray)], or if a text is too wide; then
  ///   nothing has been set
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  public <T extends Record> void set(RowType<T> type, List<? extends T> records) {
    parent.requireWritable();
    set(NdArray.of(type, records));
  }

  /// Sets some columns.
  ///
  /// @param values for each column that is to be set what [NdArray#set(Object)] takes, broadcast to
  ///   the shape of the column's rows
  /// @throws IllegalArgumentException if there is no column of such a name, or a value has another
  ///   kind or shape, or does not fit; then nothing has been set
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  public void set(Map<String, ?> values) {
    new RowAssignment(this).set(values);
  }

  // Within the package

  TableSlice of(RowSelection rows) {
    return new TableSlice(parent, columns, rows);
  }

  RowIndexing indexing() {
    return new RowIndexing(parent.path(), selection);
  }

  RowSelection selection() {
    return selection;
  }

  List<MmapColumn> columns() {
    return columns;
  }

  NdArray column(MmapColumn column) {
    return items(column).of(selection);
  }

  /// All rows of the table in a column, among which those of the slice are.
  ColumnItems items(MmapColumn column) {
    ColumnItems all = column.items();
    long rowCount = all.rowCount();
    if (selection.end() > rowCount) {
      throw new IndexOutOfBoundsException(
          parent.path()
              + ": row "
              + (selection.end() - 1)
              + " of a slice is out of bounds for the "
              + rowCount
              + " rows that the table has now");
    }
    return all;
  }

  NoSuchElementException missing(String name) {
    return new NoSuchElementException(
        parent.path() + ": no column '" + name + "' in a slice of " + columnNames());
  }

  private MmapColumn find(String name) {
    for (MmapColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw missing(name);
  }

  // Printing

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
    return isClosed()
        ? "TableSlice(" + parent.path() + ", closed)"
        : new TablePrinter(this, width).print();
  }
}
