package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Rows of different length, of any dtype, in a directory of two `.npy` files that grow.
///
/// `data.npy` holds all elements one after the other, and `index.npy` n + 1 offsets as int64, which
/// begin with 0: row `i` is `np.load("data.npy")[index[i]:index[i + 1]]`. That is the layout of
/// Apache Arrow's [large
/// list](https://arrow.apache.org/docs/format/Columnar.html#variable-size-list-layout).
///
/// Elements are committed before the offset that counts them, so that a reader in any process that
/// loads `index.npy` first sees whole rows only, and a kill at any moment loses none that was
/// committed. Elements past the last offset do not count. There is one writer at a time, in one
/// process; its methods may be called from several threads, and each `append` and `extend` is
/// atomic. Readers need no lock.
///
/// What is committed survives a kill of the process at once; it survives a crash of the machine
/// after [#flush()] or [#close()]. Memory that views show belongs to this array and ends when it is
/// closed.
public final class DiskVarArray implements Closeable, Iterable<NdArray> {
  private final VarRows rows;

  private DiskVarArray(VarRows rows) {
    this.rows = rows;
  }

  /// Makes an array without rows. Its directory is there, complete and durable, when this returns.
  ///
  /// @param path the directory, which must be missing or empty
  /// @param dtype the dtype of the elements
  /// @return the array, open for writing
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws java.nio.file.NoSuchFileException if there is no directory above it
  /// @throws UnsupportedOperationException if the path is inside a table, whose columns are added
  ///   by the table
  /// @throws IOException if the files cannot be made
  public static DiskVarArray create(Path path, DType dtype) throws IOException {
    return new DiskVarArray(VarRows.create(path, dtype));
  }

  /// Opens an array. For writing, elements that no offset counts, as a writer that was killed
  /// leaves them, are taken away.
  ///
  /// @param path the directory
  /// @param mode whether elements may be set and rows appended
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no such directory, or a file is missing
  /// @throws StorageException.Malformed if a file is no `.npy` file, or the offsets are none, do
  ///   not begin with 0 or end with a decrease
  /// @throws StorageException.Inconsistent if the offsets count more elements than there are, or
  ///   the files have not the layout described above
  /// @throws StorageException.Unsupported if the files are those without headers that [#convert]
  ///   reads
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws UnsupportedOperationException if `mode` is [Mode#READ_WRITE] and the directory is in a
  ///   table
  /// @throws IOException if it cannot be read
  public static DiskVarArray open(Path path, Mode mode) throws IOException {
    return new DiskVarArray(VarRows.open(path, mode, Durability.ON_FLUSH, null));
  }

  /// Opens an array for writing (`r+`), as [#open(Path, Mode)] does, and says when rows that are
  /// appended are made durable.
  ///
  /// Where a commit cannot be made durable, the call that made it throws an `IOException`; what it
  /// has appended is there all the same.
  ///
  /// @param path the directory
  /// @param durability [Durability#ON_FLUSH], which is the default, or another one
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no such directory, or a file is missing
  /// @throws StorageException if the files are at fault, or another writer has them open
  /// @throws UnsupportedOperationException if the directory is in a table
  /// @throws IOException if it cannot be read
  public static DiskVarArray open(Path path, Durability durability) throws IOException {
    return new DiskVarArray(VarRows.open(path, Mode.READ_WRITE, durability, null));
  }

  /// Makes an array of the files that the Python package
  /// [diskarray](https://github.com/deep-compute/diskarray) writes: `data` and `index` without
  /// headers, `index` with the element that each row begins with as uint64, and no end of the last
  /// row, which is that of `data`. They are read as the package reads them and stay as they are.
  ///
  /// @param source their directory
  /// @param dtype the dtype of the elements, which the files do not say
  /// @param target the directory of the new array, which must be missing or empty
  /// @throws StorageException.Inconsistent if rows do not begin one after the other inside the
  ///   data: the package's `extend` leaves that where there are rows already, and a writer that did
  ///   not flush leaves unused capacity, which the other `convert` leaves out
  /// @throws StorageException.Malformed if a file does not hold whole elements
  /// @throws FileAlreadyExistsException if there is something at the target already
  /// @throws UnsupportedOperationException if the target is inside a table
  /// @throws IOException if the files cannot be read, or the new ones cannot be written; then there
  ///   are none
  public static void convert(Path source, DType dtype, Path target) throws IOException {
    HeaderlessPair.convert(source, dtype, DType.UINT64, HeaderlessPair.ALL, target);
  }

  /// Makes an array of the files of the Python package `diskarray`, as [#convert(Path, DType,
  /// Path)] does, where more is known than what the package takes for granted.
  ///
  /// @param source their directory
  /// @param dtype the dtype of the elements
  /// @param indexDType the dtype of `index`, one of integers
  /// @param rowCount how many rows count; `index` may hold zeros after them, as a writer that did
  ///   not flush leaves them
  /// @param target the directory of the new array, which must be missing or empty
  /// @throws IllegalArgumentException if `rowCount` is negative, or `indexDType` is no dtype of
  ///   integers
  /// @throws StorageException.Inconsistent if rows do not begin one after the other inside the
  ///   data, there are not as many, or something else than zeros follows
  /// @throws StorageException.Malformed if a file does not hold whole elements
  /// @throws FileAlreadyExistsException if there is something at the target already
  /// @throws UnsupportedOperationException if the target is inside a table
  /// @throws IOException if the files cannot be read, or the new ones cannot be written; then there
  ///   are none
  public static void convert(Path source, DType dtype, DType indexDType, long rowCount, Path target)
      throws IOException {
    HeaderlessPair.convert(
        source, dtype, indexDType, HeaderlessPair.requireCount(rowCount), target);
  }

  /// The directory.
  ///
  /// @return the path as it was given
  public Path path() {
    return rows.path();
  }

  /// How the array was opened.
  ///
  /// @return the mode
  public Mode mode() {
    return rows.mode();
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public DType dtype() {
    return rows.dtype();
  }

  /// The number of committed rows: for a reader, as of the opening or the last [#refresh()].
  ///
  /// @return the number of rows
  public long rowCount() {
    return rows.rowCount();
  }

  /// The number of elements that all committed rows have together.
  ///
  /// @return the last offset
  public long elementCount() {
    return rows.elementCount();
  }

  /// What the opening found that a person should know: that a writer was killed or the machine went
  /// down, and what counts.
  ///
  /// @return a line, or nothing if the array had been closed as it should be
  public Optional<String> recoveryNote() {
    return rows.recoveryNote();
  }

  /// A view of the offsets: row `i` has the elements from the one at offset `i` to before the one
  /// at offset `i + 1`. Nothing is copied; rows appended later are not in it.
  ///
  /// @return a view of shape `(rowCount() + 1)` and dtype int64, valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  public NdArray offsets() {
    return rows.offsets();
  }

  /// A view of the elements of all rows, one after the other. Nothing is copied; rows appended
  /// later are not in it.
  ///
  /// @return a view of shape `(elementCount())`, valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  public NdArray data() {
    return rows.data();
  }

  /// A view of one row. Its elements can be set where the mode allows it.
  ///
  /// @param row the row's index; a negative one counts from the end
  /// @return a view of one dimension, valid until this array is closed
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException.Malformed if the row's offsets decrease or reach past the last one
  /// @throws IOException if somebody has cut the index
  public NdArray get(long row) throws IOException {
    return rows.get(row);
  }

  /// The rows that are committed when this is called, in order.
  ///
  /// @return an iterator over views as [#get(long)] gives them, which throws
  ///   `java.io.UncheckedIOException` where that throws an `IOException`
  @Override
  public Iterator<NdArray> iterator() {
    return rows.iterator(this::get);
  }

  /// Appends one row. It is committed when this returns.
  ///
  /// @param row an array of one dimension: an `NdArray`, a Java array, or a list, cast as
  ///   [DiskArray#extend(Object)] casts it; or memory, as [#append(MemorySegment)] takes it
  /// @throws IllegalArgumentException if it has not one dimension, or its elements are of another
  ///   kind; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void append(Object row) throws IOException {
    rows.extend(RowBlock.of(row, dtype()));
  }

  /// Appends one row whose elements lie in memory as they will in the file. It is committed when
  /// this returns.
  ///
  /// @param elements the row's elements, in the byte order of [#dtype()], one after the other
  /// @throws IllegalArgumentException if the memory does not hold whole elements; then nothing has
  ///   changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void append(MemorySegment elements) throws IOException {
    rows.extend(RowBlock.of(elements, dtype()));
  }

  /// Appends rows. They are committed together when this returns.
  ///
  /// @param rows each as for [#append(Object)]
  /// @throws IllegalArgumentException if one has not one dimension, or its elements are of another
  ///   kind; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void extend(List<?> rows) throws IOException {
    this.rows.extend(RowBlock.ofRows(rows, dtype()));
  }

  /// Appends rows whose elements lie one after the other. They are committed together when this
  /// returns.
  ///
  /// @param elements the elements of all rows, of one dimension
  /// @param lengths how many elements each row has
  /// @throws IllegalArgumentException if a length is negative, there are not as many elements as
  ///   the lengths say, or they are of another kind; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public void extend(NdArray elements, long... lengths) throws IOException {
    rows.extend(RowBlock.of(elements, lengths));
  }

  /// Takes the last rows away, durably, with their elements. Views that show them, in any process,
  /// must not be read any more once rows are appended again.
  ///
  /// @param rowCount how many rows stay, `0 <= rowCount <= rowCount()`
  /// @throws IndexOutOfBoundsException if there are not so many rows
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if that cannot be made durable
  public void truncate(long rowCount) throws IOException {
    rows.truncate(rowCount);
  }

  /// Sees the rows that a writer has committed since. Views taken before stay valid and as they
  /// were.
  ///
  /// @return the new number of rows
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException if the files are not what they were, or do not agree; then this array
  ///   is as it was
  /// @throws IOException if they cannot be read
  public long refresh() throws IOException {
    return rows.refresh();
  }

  /// Makes what is committed durable: it survives a crash of the machine when this returns.
  ///
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be written
  public void flush() throws IOException {
    rows.flush();
  }

  /// Closes the array and deletes its files, and the directory if nothing else is in it.
  ///
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE]
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if a file cannot be deleted
  public void destroy() throws IOException {
    rows.destroy();
  }

  /// Makes everything durable, gives unused capacity back, removes the sidecar files and ends all
  /// views. Closing twice does nothing.
  ///
  /// @throws IOException if what is committed could not be made durable; the array is closed all
  ///   the same
  @Override
  public void close() throws IOException {
    rows.close();
  }

  /// Says what and where the array is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return rows.describe("DiskVarArray");
  }
}
