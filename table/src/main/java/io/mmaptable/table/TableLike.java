package io.mmaptable.table;

import io.mmaptable.array.ArrayLike;
import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Rows and columns: what a table and a slice of one have in common. Rows are selected as in NumPy,
/// read as arrays and as Java values, and written as a table of their own.
///
/// Rows that are selected are a [TableSlice] of those that are committed now: it does not grow.
/// Every method but [#isClosed()] throws `IllegalStateException`, which names the table, when that
/// has been closed.
public abstract sealed class TableLike permits MmapTable, TableSlice {

  TableLike() {}

  /// All rows and columns. Nothing is copied.
  ///
  /// @return a slice, which ends with the table
  /// @throws IllegalStateException if the table has been closed
  public abstract TableSlice rows();

  /// Some columns, with all rows. Nothing is copied.
  ///
  /// @param names the columns, in the order wanted
  /// @return a slice of these columns
  /// @throws NoSuchElementException if there is no column of such a name; the message lists those
  ///   there are
  /// @throws IllegalArgumentException if a name stands twice
  /// @throws IllegalStateException if the table has been closed
  public abstract TableSlice select(List<String> names);

  /// The number of rows.
  ///
  /// @return a count
  public abstract long rowCount();

  /// The names of the columns, in order.
  ///
  /// @return an unmodifiable list
  public abstract List<String> columnNames();

  /// Whether the table has been closed.
  ///
  /// @return true when nothing can be read any more
  public abstract boolean isClosed();

  // Selecting

  /// Some columns, with all rows. Nothing is copied.
  ///
  /// @param names the columns, in the order wanted
  /// @return a slice of these columns
  /// @throws NoSuchElementException if there is no column of such a name; the message lists those
  ///   there are
  /// @throws IllegalArgumentException if a name stands twice
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice select(String... names) {
    return select(List.of(names));
  }

  /// One row. Nothing is copied: its columns are views, of length 1.
  ///
  /// @param row the row's index; a negative one counts from the end
  /// @return a slice of one row
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice row(long row) {
    TableSlice all = rows();
    return all.of(all.indexing().row(row));
  }

  /// The rows from `from` to before `to`. Nothing is copied.
  ///
  /// @param from index of the first row, `0 <= from <= to`
  /// @param to index after the last row, `to <= rowCount()`
  /// @return a slice of all columns
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside `[0, rowCount())`
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice rows(long from, long to) {
    TableSlice all = rows();
    return all.of(all.indexing().range(from, to));
  }

  /// The rows that an index selects, as [NdArray#get(Index...)] does along the first dimension: by
  /// a [Slice], of which nothing is copied; by positions, in any order and as often as wanted; or
  /// by a mask, such as `table.rows(delay.gt(60).and(origin.eq("SEA")))`. Positions and masks are
  /// read now, and take eight bytes a row; what is in the columns is copied when it is asked for.
  ///
  /// @param index a slice, a position, a 1-d array of integers or of bool, or an expression of one
  /// @return a slice of all columns
  /// @throws IndexOutOfBoundsException if a position is outside the rows, or a mask is not as long
  ///   as there are rows
  /// @throws IllegalArgumentException if it is another kind of index
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice rows(Index index) {
    TableSlice all = rows();
    return all.of(all.indexing().select(index));
  }

  /// The rows that a column of positions or a mask selects, as [#rows(Index)].
  ///
  /// @param index a column of integers or of bool
  /// @return a slice of all columns
  /// @throws IndexOutOfBoundsException as for [#rows(Index)]
  /// @throws IllegalArgumentException as for [#rows(Index)]
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice rows(ArrayLike index) {
    return rows(index.dtype() instanceof DType.Bool ? index.lazy() : index.array());
  }

  /// The rows that an index in NumPy's notation selects, such as `5:10`, `::-1` or `[3, 1, -1]`.
  ///
  /// @param index one part of an index as for [NdArray#get(String)]
  /// @return a slice of all columns
  /// @throws IndexOutOfBoundsException as for [#rows(Index)]
  /// @throws IllegalArgumentException if the text is no index of one dimension
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice rows(String index) {
    TableSlice all = rows();
    return all.of(all.indexing().select(index));
  }

  /// The first rows. Nothing is copied.
  ///
  /// @param count how many, if there are as many; negative for all but so many of the last
  /// @return a slice of all columns
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice head(long count) {
    return rows(new Slice(null, count, 1));
  }

  /// The last rows. Nothing is copied.
  ///
  /// @param count how many, if there are as many; negative for all but so many of the first
  /// @return a slice of all columns
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice tail(long count) {
    TableSlice all = rows();
    long rowCount = all.rowCount();
    long from = count < 0 ? -Math.max(count, -rowCount) : Math.max(0, rowCount - count);
    return all.rows(from, rowCount);
  }

  /// Rows drawn at random, each at most once, in their order here. Every set of rows of that size
  /// is as likely as any other.
  ///
  /// @param count how many
  /// @param seed the same seed draws the same rows from as many
  /// @return a slice of all columns
  /// @throws IllegalArgumentException if `count` is negative or larger than the number of rows
  /// @throws ArithmeticException if 2^31 rows or more are to be drawn, or to be left out
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice sample(long count, long seed) {
    TableSlice all = rows();
    if (count < 0 || count > all.rowCount()) {
      throw new IllegalArgumentException(
          all.parent().path() + ": count (" + count + ") of rows to draw from " + all.rowCount());
    }
    return all.rows(RowSample.of(all.rowCount(), count, seed));
  }

  /// The rows in the order of some columns: by the first, and where that is equal by the next. Rows
  /// that are equal in all keep their order, and NaN and NaT come last.
  ///
  /// @param names the columns, of one element a row each
  /// @return a slice of all columns
  /// @throws NoSuchElementException if there is no column of such a name
  /// @throws IllegalArgumentException if no column is named, or one's items are arrays
  /// @throws UnsupportedOperationException if a dtype has no order
  /// @throws IllegalStateException if the table has been closed
  public final TableSlice orderBy(String... names) {
    TableSlice all = rows();
    return all.rows(RowOrder.of(all, names));
  }

  // Reading

  /// The rows, so many at a time. Nothing is copied.
  ///
  /// @param size how many rows each slice has; the last may have fewer
  /// @return slices in order, as often as they are asked for
  /// @throws IllegalArgumentException if `size` is not positive
  /// @throws IllegalStateException if the table has been closed
  public final Iterable<TableSlice> rowChunks(long size) {
    if (size <= 0) {
      throw new IllegalArgumentException("size (" + size + ") of a chunk must be positive");
    }
    TableSlice all = rows();
    long count = all.rowCount();
    return () ->
        LongStream.range(0, count / size + (count % size == 0 ? 0 : 1))
            .map(i -> i * size)
            .mapToObj(from -> all.rows(from, from + Math.min(size, count - from)))
            .iterator();
  }

  /// A cursor over the rows, which reads and sets elements without making objects.
  ///
  /// @return a cursor before the first row
  /// @throws IllegalStateException if the table has been closed
  /// @throws java.io.UncheckedIOException if a column's file cannot be mapped
  public final RowCursor cursor() {
    return new RowCursor(rows());
  }

  /// One row as a Java record.
  ///
  /// @param <T> the record
  /// @param row the row's index; a negative one counts from the end
  /// @param type how the record's components lie in a row, whose fields are the columns
  /// @return a new record
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalArgumentException if the columns are not the record's components; the message
  ///   lists both
  /// @throws java.time.DateTimeException if a time is not exact in the component's type, or out of
  ///   its range
  /// @throws IllegalStateException if the table has been closed
  public final <T extends Record> T record(long row, RowType<T> type) {
    return new RecordIterator<>(row(row), type).next();
  }

  /// The rows as Java records, which are read some rows ahead.
  ///
  /// @param <T> the record
  /// @param type how the record's components lie in a row, whose fields are the columns: all of
  ///   them, in any order
  /// @return a sequential stream, in the order of the rows, that throws
  ///   `java.time.DateTimeException` where a time is not exact in the component's type
  /// @throws IllegalArgumentException if the columns are not the record's components; the message
  ///   lists both
  /// @throws IllegalStateException if the table has been closed
  public final <T extends Record> Stream<T> records(RowType<T> type) {
    return new RecordIterator<>(rows(), type).stream();
  }

  /// Copies the rows into a structured array, as pandas' `to_records`: one element a row, whose
  /// fields are the columns. Inside a [io.mmaptable.array.Parallelism] its threads share the work.
  ///
  /// @return a 1-d array in memory of its own, of [#dtype()]
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes
  /// @throws IllegalStateException if the table has been closed
  /// @throws java.io.UncheckedIOException if a column's file cannot be mapped
  public final NdArray toRecords() {
    return new RecordBlocks(rows()).copy();
  }

  /// Writes the rows as a new table, in one pass that holds few of them in memory: columns in this
  /// order and in their formats (those without a header as `.npy`), and the attributes of columns
  /// and table. There is the whole table when this returns, and nothing if it fails. A kill leaves
  /// nothing of that name either; what it leaves beside is removed by who writes a table there.
  ///
  /// @param path the new table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @throws FileAlreadyExistsException if there is something in the directory, or it is a file
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if the path is inside this table
  /// @throws IllegalStateException if the table has been closed
  /// @throws StorageException.Locked if somebody else is writing a table there
  /// @throws IOException if the disk is full, or a file cannot be read or written
  public final void writeTo(Path path) throws IOException {
    new TableCopy(rows()).writeTo(path);
  }

  // What there is

  /// The dtype of a row: a structured one, whose fields are the columns.
  ///
  /// @return a packed structured dtype, in the order of the columns
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes
  /// @throws IllegalStateException if the table has been closed
  public final DType.Struct dtype() {
    return RowFields.dtype(rows().columns());
  }

  /// The shape as an array of rows.
  ///
  /// @return a new array of one length, [#rowCount()]
  public final long[] shape() {
    return new long[] {rowCount()};
  }

  /// The number of elements of that array: of rows.
  ///
  /// @return [#rowCount()]
  public final long size() {
    return rowCount();
  }

  /// The size of a row in all columns.
  ///
  /// @return a number of bytes
  /// @throws IllegalStateException if the table has been closed
  public final long itemSize() {
    return RowFields.byteSize(rows().columns());
  }

  /// The size of all rows.
  ///
  /// @return a number of bytes, without headers and room for more
  /// @throws ArithmeticException if rows that stand here more than once make it 2^63 or more
  /// @throws IllegalStateException if the table has been closed
  public final long nbytes() {
    return Math.multiplyExact(itemSize(), rowCount());
  }
}
