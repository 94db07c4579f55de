package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Goes over rows, and reads and sets their elements by the number of their column, without making
/// an object for a row or a number.
///
/// ```java
/// RowCursor row = table.cursor();
/// int price = row.columnIndex("price");
/// while (row.next()) {
///   total += row.getDouble(price);
/// }
/// ```
///
/// It sees the rows that there were when it was made, and what is in them now, and ends with the
/// table. It is used by one thread.
///
/// What reads or sets an element throws `IndexOutOfBoundsException` if there is no such column, and
/// `IllegalStateException` if the cursor is on no row or the table has been closed.
public final class RowCursor {
  private final TableSlice slice;
  private final RowSelection rows;
  private final ColumnItems[] items;

  /// The items at hand of each column, the table's row that they begin with, and how many they are.
  private final NdArray[] columns;

  private final long[] first;
  private final long[] length;
  private final long count;
  private long row = -1;

  /// The table's row that the cursor is on, or -1.
  private long at = -1;

  RowCursor(TableSlice slice) {
    this.slice = slice;
    this.rows = slice.selection();
    this.items = slice.columns().stream().map(slice::items).toArray(ColumnItems[]::new);
    this.columns = new NdArray[items.length];
    this.first = new long[items.length];
    this.length = new long[items.length];
    this.count = rows.count();
  }

  // Moving

  /// Goes to the next row.
  ///
  /// @return whether there is one; if not, the cursor is on no row
  public boolean next() {
    if (row + 1 >= count) {
      row = count;
      at = -1;
      return false;
    }
    row++;
    at = rows.at(row);
    return true;
  }

  /// Goes to any row.
  ///
  /// @param to its index in what the cursor goes over, `0 <= to < rowCount()`
  /// @throws IndexOutOfBoundsException if there is no such row
  public void moveTo(long to) {
    if (to < 0 || to >= count) {
      throw new IndexOutOfBoundsException(
          slice.parent().path() + ": row " + to + " is out of bounds for " + count + " rows");
    }
    row = to;
    at = rows.at(to);
  }

  /// Where the cursor is.
  ///
  /// @return the row's index in what the cursor goes over; -1 before the first row, and
  ///   [#rowCount()] after the last one
  public long row() {
    return row;
  }

  /// How many rows the cursor goes over.
  ///
  /// @return a count
  public long rowCount() {
    return count;
  }

  /// The number of a column.
  ///
  /// @param name the column's name
  /// @return its place among the columns, from 0
  /// @throws NoSuchElementException if there is no such column; the message lists those there are
  public int columnIndex(String name) {
    List<String> names = slice.columnNames();
    int index = names.indexOf(name);
    if (index < 0) {
      throw slice.missing(name);
    }
    return index;
  }

  // Reading

  /// An element as a `double`, as [NdArray#getDouble(long)] gives it.
  ///
  /// @param column the number of the column
  /// @return the value
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public double getDouble(int column) {
    long place = place(column);
    return columns[column].getDouble(place);
  }

  /// An element as a `long`, as [NdArray#getLong(long)] gives it: bool, integers, and the count of
  /// units of a time.
  ///
  /// @param column the number of the column
  /// @return the value; the bits of a uint64
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws UnsupportedOperationException if the dtype has no such value
  public long getLong(int column) {
    long place = place(column);
    return columns[column].getLong(place);
  }

  /// An element as an `int`.
  ///
  /// @param column the number of the column
  /// @return the value
  /// @throws ArithmeticException if it does not fit
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws UnsupportedOperationException if the dtype has no such value
  public int getInt(int column) {
    long place = place(column);
    return Math.toIntExact(columns[column].getLong(place));
  }

  /// A truth value, as [NdArray#getBoolean] gives it.
  ///
  /// @param column the number of the column
  /// @return whether the element is not zero
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws UnsupportedOperationException if the dtype is neither numeric nor bool
  public boolean getBoolean(int column) {
    long place = place(column);
    return columns[column].getBoolean(place);
  }

  /// A text, or bytes as Latin-1, without the padding.
  ///
  /// @param column the number of the column
  /// @return the text
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws UnsupportedOperationException if the dtype is neither text nor bytes
  public String getString(int column) {
    long place = place(column);
    return columns[column].getString(place);
  }

  /// An element as the Java value that is nearest to it, as [NdArray#item(long...)].
  ///
  /// @param column the number of the column
  /// @return the value; null for NaT
  /// @throws IllegalArgumentException if the column's items are arrays
  /// @throws java.time.DateTimeException if a time is out of range
  public @Nullable Object item(int column) {
    long place = place(column);
    return columns[column].item(place);
  }

  /// A view of an item of any shape. Nothing is copied, and it stays on the row. Of a frozen column
  /// it is a read-only one of elements that were decoded.
  ///
  /// @param column the number of the column
  /// @return a view of the item's shape, 0-d for one element
  public NdArray get(int column) {
    long place = place(column);
    return columns[column].get(place);
  }

  // Setting

  /// Sets an element of a float or complex dtype.
  ///
  /// @param column the number of the column
  /// @param value the value, which is rounded to the dtype's precision
  /// @throws IllegalArgumentException if the dtype is an integer or bool, or the column's items are
  ///   arrays
  /// @throws UnsupportedOperationException if the table is read-only, or the dtype is not numeric
  public void setDouble(int column, double value) {
    items[column].writable().setDouble(value, at());
  }

  /// Sets an element of any numeric dtype, or the count of units of a time.
  ///
  /// @param column the number of the column
  /// @param value the value; for uint64 and times as [#getLong] gives it
  /// @throws IllegalArgumentException if the value does not fit, or the column's items are arrays
  /// @throws UnsupportedOperationException if the table is read-only, or the dtype has no such
  ///   values
  public void setLong(int column, long value) {
    items[column].writable().setLong(value, at());
  }

  /// Sets an item of any dtype and shape.
  ///
  /// @param column the number of the column
  /// @param value as for [NdArray#set(Object)]
  /// @throws IllegalArgumentException if the value has another kind or shape, or does not fit
  /// @throws UnsupportedOperationException if the table is read-only
  public void set(int column, Object value) {
    items[column].writable().get(at()).set(value);
  }

  /// Where the row that the cursor is on is among the items at hand, which it is then.
  private long place(int column) {
    long place = at() - first[column];
    if (place < 0 || place >= length[column]) {
      page(column);
      place = at - first[column];
    }
    return place;
  }

  private void page(int column) {
    ColumnItems.Window window = items[column].window(at);
    first[column] = window.first();
    columns[column] = window.items();
    length[column] = window.items().shape()[0];
  }

  private long at() {
    if (at < 0) {
      throw new IllegalStateException("the cursor is on no row; next() goes to one");
    }
    return at;
  }
}
