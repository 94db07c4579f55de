package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Appends many rows to a table from one thread, item by item, as records or in blocks.
///
/// ```java
/// try (TableAppender appender = table.appender(1000)) {
///   int time = appender.columnIndex("time");
///   int price = appender.columnIndex("price");
///   for (Tick tick : ticks) {
///     appender.set(time, tick.time());
///     appender.set(price, tick.price());
///     appender.endRow();
///   }
/// }
/// ```
///
/// Columns are given by their index in the order of the table. A row is complete when an item has
/// been set in each column, and its end has been said. Complete rows are committed each at once, or
/// so many together as the appender was asked for; [#commit()] and [#close()] commit what waits.
/// Until then nobody sees them, and a kill loses them. Whoever sees a row sees it in all columns. A
/// row that is not complete when the appender is closed is dropped.
///
/// Meanwhile any thread may read the table, and flush what is committed. Another one that appends,
/// resizes or closes the table waits until the appender is closed; the appender's own thread may do
/// all of that between two rows. The columns stay what they are: until the appender is closed
/// nobody can add, rename or delete one. No other thread may use the appender.
///
/// Each method throws [WrongThreadException] if it is called by another thread,
/// [IllegalStateException] if the appender or the table has been closed, and [IOException] if the
/// disk is full, with the path and the number of bytes. Then what was committed and what waits is
/// kept, and appending works again when there is room.
public final class TableAppender implements Closeable {
  private final MmapTable table;
  private final RowsEnd end;
  private @Nullable Thread owner;

  TableAppender(MmapTable table, TableRows rows, long commitEvery) {
    this.table = table;
    this.end = new RowsEnd(table, rows, commitEvery);
    this.owner = Thread.currentThread();
  }

  @SuppressWarnings("ReferenceEquality") // a thread is nobody but itself
  boolean isOwner() {
    return owner == Thread.currentThread();
  }

  RowsEnd end() {
    return end;
  }

  private RowsEnd own() {
    if (!isOwner()) {
      throw refusal();
    }
    return end;
  }

  private RuntimeException refusal() {
    Thread user = owner;
    return user == null
        ? new IllegalStateException("the appender of " + table.path() + " has been closed")
        : new WrongThreadException(
            "the appender of " + table.path() + " belongs to " + user + ", which asked for it");
  }

  /// The index of a column.
  ///
  /// @param name the column's name
  /// @return what the other methods take
  /// @throws java.util.NoSuchElementException if there is no such column; the message lists those
  ///   there are
  public int columnIndex(String name) {
    return own().indexOf(name);
  }

  /// Sets the item of the present row in a column of single numbers.
  ///
  /// @param column the column's index
  /// @param value the item; it is rounded to the precision of a float column
  /// @throws IndexOutOfBoundsException if there is no such column
  /// @throws IllegalArgumentException if the column's items are no single elements, or of a kind
  ///   that the number is not cast to
  /// @throws UnsupportedOperationException if they are no numbers
  /// @throws IOException if the disk is full
  public void set(int column, double value) throws IOException {
    RowsEnd row = own();
    ColumnEnd at = row.begin(column);
    try {
      at.set(row.next(), value);
    } catch (InternalError e) {
      throw at.explain(e);
    }
    row.done(column);
  }

  /// Sets the item of the present row in a column of single integers or other numbers, or the count
  /// of units of a time.
  ///
  /// @param column the column's index
  /// @param value the item; as bits for uint64
  /// @throws IndexOutOfBoundsException if there is no such column
  /// @throws IllegalArgumentException if the column's items are no single elements, or the number
  ///   does not fit
  /// @throws UnsupportedOperationException if they have no such values
  /// @throws IOException if the disk is full
  public void set(int column, long value) throws IOException {
    RowsEnd row = own();
    ColumnEnd at = row.begin(column);
    try {
      at.set(row.next(), value);
    } catch (InternalError e) {
      throw at.explain(e);
    }
    row.done(column);
  }

  /// Sets the item of the present row in a column of truth values, or of single numbers.
  ///
  /// @param column the column's index
  /// @param value the item
  /// @throws IndexOutOfBoundsException if there is no such column
  /// @throws IllegalArgumentException if the column's items are no single elements, or of a kind
  ///   that a truth value is not cast to
  /// @throws IOException if the disk is full
  public void set(int column, boolean value) throws IOException {
    RowsEnd row = own();
    ColumnEnd at = row.begin(column);
    try {
      at.set(row.next(), value);
    } catch (InternalError e) {
      throw at.explain(e);
    }
    row.done(column);
  }

  /// Sets the item of the present row in any column.
  ///
  /// @param column the column's index
  /// @param item a text, a time, a number, an array of the shape of an item and so on, as for
  ///   [NdArray#set(Object)]
  /// @throws IndexOutOfBoundsException if there is no such column
  /// @throws IllegalArgumentException if it does not have the shape or the kind of an item, or does
  ///   not fit
  /// @throws IOException if the disk is full
  public void set(int column, Object item) throws IOException {
    RowsEnd row = own();
    row.begin(column).set(row.next(), item);
    row.done(column);
  }

  /// Ends the present row, in which every column has been set, and begins the next one.
  ///
  /// @throws IllegalStateException if a column has not been set; the row can be completed then
  /// @throws IOException if the journal cannot be made
  public void endRow() throws IOException {
    own().endRow();
  }

  /// Appends one Java record, whose components are the columns.
  ///
  /// @param <T> the record
  /// @param type how the record lies in a row, which the caller keeps in a constant
  /// @param record the row
  /// @throws IllegalArgumentException if the columns are not the record's components, in any order,
  ///   or a value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws IllegalStateException if a row has been begun
  /// @throws IOException if the disk is full
  public <T extends Record> void append(RowType<T> type, T record) throws IOException {
    RowsEnd rows = own();
    rows.requireBetweenRows();
    rows.write(type, record);
    rows.added(1);
  }

  /// Appends Java records, whose components are the columns: all of them, or none.
  ///
  /// @param <T> the record
  /// @param type how a record lies in a row, which the caller keeps in a constant
  /// @param records the rows
  /// @throws IllegalArgumentException if the columns are not the record's components, in any order,
  ///   or a value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws IllegalStateException if a row has been begun
  /// @throws IOException if the disk is full
  public <T extends Record> void extend(RowType<T> type, Collection<? extends T> records)
      throws IOException {
    RowsEnd rows = own();
    rows.requireBetweenRows();
    rows.extend(type, records);
  }

  /// Appends a block of rows, as [MmapTable#append(Map)] does.
  ///
  /// @param columnRows for each column its new items along the first dimension
  /// @throws IllegalArgumentException if a column is missing or unknown, or its items do not have
  ///   the shape or kind of the column; then nothing has changed
  /// @throws IllegalStateException if a row has been begun
  /// @throws IOException if the disk is full
  public void extend(Map<String, ?> columnRows) throws IOException {
    RowsEnd rows = own();
    rows.requireBetweenRows();
    rows.extend(columnRows);
  }

  /// Commits the complete rows that wait.
  ///
  /// @throws IOException if the journal cannot be made; then nothing has been committed
  public void commit() throws IOException {
    own().commit();
  }

  /// Commits the complete rows that wait, drops one that is not complete, and lets other threads
  /// change the table. Closing twice does nothing, and neither does closing behind the table.
  ///
  /// @throws IOException if the journal cannot be made; then nothing has been committed, and the
  ///   appender is closed all the same
  @Override
  public void close() throws IOException {
    if (owner == null) {
      return;
    }
    RowsEnd rows = own();
    owner = null;
    try {
      rows.commit();
    } finally {
      table.endAppender();
    }
  }

  /// Ends with its table, which has committed what waited.
  void ended() {
    owner = null;
  }
}
