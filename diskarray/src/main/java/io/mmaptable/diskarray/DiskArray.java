package io.mmaptable.diskarray;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.NpyFormat;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An array in a file that is memory-mapped and grows along its first axis, or along its last in
/// Fortran order.
///
/// The file is a `.npy` file, and stays one that `numpy.load` opens while it grows; or it has no
/// header, and only its elements are in it. Rows are written first and counted afterwards, so that
/// a reader in any process sees whole rows only, and a kill at any moment loses none that was
/// counted. There is one writer at a time, in one process; its methods may be called from several
/// threads, and each `append` and `extend` is atomic; one that appends many rows takes an
/// [#appender()]. Readers need no lock.
///
/// What is committed survives a kill of the process at once; it survives a crash of the machine
/// after [#flush()] or [#close()], or as [Durability] says. Memory that views show belongs to this
/// array and ends when it is closed.
///
/// Each of the methods that add or take rows away throws [UnsupportedOperationException] if the
/// array was not opened with [Mode#READ_WRITE], or is a table's column; [IllegalStateException] if
/// it has been closed; and [IOException] if the disk is full, or if the thread is interrupted and
/// the file must grow. Then nothing has changed, and the array works again when there is room.
public final class DiskArray implements Closeable {
  private final OpenRows rows;

  /// The same rows, if they may grow.
  private final @Nullable RowWriter writer;

  private DiskArray(OpenRows rows) {
    this.rows = rows;
    this.writer = rows instanceof RowWriter growing ? growing : null;
  }

  /// Makes an array without rows, in a `.npy` file. It is there, complete and durable, when this
  /// returns.
  ///
  /// @param path the file, which must not exist
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row; none if a row is one element
  /// @return the array, open for writing
  /// @throws FileAlreadyExistsException if there is something at the path already
  /// @throws IllegalArgumentException if a dimension is negative
  /// @throws UnsupportedOperationException if the path is inside a table, whose columns are added
  ///   by the table
  /// @throws StorageException.Locked if another writer is making it
  /// @throws IOException if the file cannot be made
  public static DiskArray create(Path path, DType dtype, long... itemShape) throws IOException {
    long[] shape = LongStream.concat(LongStream.of(0), LongStream.of(itemShape)).toArray();
    return new DiskArray(
        Opening.create(
            path, DiskArrayOptions.DEFAULT.format(NpyFormat.ID).dtype(dtype).shape(shape)));
  }

  /// Opens an array.
  ///
  /// @param path a `.npy` file, written by this library, by NumPy, or by anybody else
  /// @param mode whether elements may be set and rows appended
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, it has no dimension,
  ///   or it is no regular file
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws IOException if it cannot be read
  public static DiskArray open(Path path, Mode mode) throws IOException {
    return open(path, mode, Recovery.FLUSHED);
  }

  /// Opens an array, and says which rows count if the machine went down while it was being written.
  ///
  /// @param path a `.npy` file, written by this library, by NumPy, or by anybody else
  /// @param mode whether elements may be set and rows appended
  /// @param recovery which rows count after a crash of the machine
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, it has no dimension,
  ///   or it is no regular file
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws IOException if it cannot be read
  public static DiskArray open(Path path, Mode mode, Recovery recovery) throws IOException {
    return open(path, DiskArrayOptions.DEFAULT.mode(mode).recovery(recovery));
  }

  /// Opens an array, or makes one, as options say.
  ///
  /// A file without a header needs the dtype, and the shape if it is not 1-D. How many rows it has
  /// is told by its size: if that is no whole number of rows, by the shape, and what lies behind
  /// them is room for others.
  ///
  /// @param path the file
  /// @param options how to open it, and what it is or will be
  /// @return the array
  /// @throws java.nio.file.NoSuchFileException if there is no file, and the mode or a missing dtype
  ///   does not let one be made; or if there is no directory
  /// @throws IllegalArgumentException if a new array has no dtype, cannot be kept in the format, or
  ///   has an offset and a header
  /// @throws java.util.NoSuchElementException if there is no such format
  /// @throws UnsupportedOperationException if a new array would be inside a table, whose columns
  ///   are added by the table; or a file that must have room for rows cannot grow
  /// @throws StorageException.Malformed if it is no file of its format, is shorter than its header
  ///   or the shape promises, or has no header and does not end with a row
  /// @throws StorageException.Inconsistent if the file is something else than the options say, or
  ///   the journal beside one without a header speaks of something else; the message names both
  /// @throws StorageException.Unsupported if its elements are Python objects, it has no dimension,
  ///   it is no regular file, or it has no header and no dtype is given
  /// @throws StorageException.Locked if it is to be written and another writer has it open
  /// @throws IOException if it cannot be read, or made
  public static DiskArray open(Path path, DiskArrayOptions options) throws IOException {
    return new DiskArray(Opening.open(path, options));
  }

  /// The file.
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
    return rows.file().layout().dtype();
  }

  /// The axis that grows.
  ///
  /// @return 0, or the last axis in Fortran order
  public int growthAxis() {
    return rows.file().layout().growthAxis();
  }

  /// The length of each dimension, of committed rows only.
  ///
  /// @return a new array
  public long[] shape() {
    return rows.file().layout().withRowCount(rows.count()).shape();
  }

  /// The number of committed rows: for a reader, as of the opening or the last [#refresh()].
  ///
  /// @return the length of [#growthAxis()]
  public long rowCount() {
    return rows.count();
  }

  /// How many rows there is room for without allocating more of the disk, those that are there
  /// included.
  ///
  /// @return at least [#rowCount()], and just that where rows cannot be appended
  public long capacity() {
    return rows.capacity();
  }

  /// What the opening found that a person should know: that a writer was killed or the machine went
  /// down, and what counts.
  ///
  /// @return a line, or nothing if the array had been closed as it should be
  public Optional<String> recoveryNote() {
    return Optional.ofNullable(rows.note());
  }

  /// A view of all committed rows. Nothing is copied; rows appended later are not in it.
  ///
  /// @return a view that is valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the file cannot be mapped
  public NdArray array() throws IOException {
    return rows.array();
  }

  /// A view of one row.
  ///
  /// @param row the row's index; a negative one counts from the end
  /// @return a view of the shape of an item
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the file cannot be mapped
  public NdArray get(long row) throws IOException {
    NdArray all = array();
    return growthAxis() == 0 ? all.get(Index.at(row)) : all.get(Index.ELLIPSIS, Index.at(row));
  }

  /// A view of what an index in NumPy's notation selects, as [NdArray#get(String)] has it.
  ///
  /// @param index integers, slices and `...`, separated by commas
  /// @return a view that is valid until this array is closed
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if the text is no index
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the file cannot be mapped
  public NdArray get(String index) throws IOException {
    return array().get(index);
  }

  /// Appends one row. It is committed when this returns, or as [DiskArrayOptions#commitEvery(long)]
  /// says.
  ///
  /// @param item the row: a scalar or an array that [NdArray#set(Object)] accepts for the shape of
  ///   an item
  /// @throws IllegalArgumentException if the item does not have the shape or the kind of a row;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(Object item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one number, as [#append(Object)] does, without boxing it.
  ///
  /// @param item the row of an array whose rows are single elements
  /// @throws IllegalArgumentException if rows are not single elements, or the number does not fit;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(double item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one integer, as [#append(Object)] does, without boxing it.
  ///
  /// @param item the row of an array whose rows are single elements
  /// @throws IllegalArgumentException if rows are not single elements, or the number does not fit;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(long item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one row of numbers, as [#append(Object)] does.
  ///
  /// @param item the elements of the row, in C order; for a float32 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they
  ///   cannot be cast to the dtype; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(float... item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one row of numbers, as [#append(Object)] does.
  ///
  /// @param item the elements of the row, in C order; for a float64 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they
  ///   cannot be cast to the dtype; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(double... item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one row of integers, as [#append(Object)] does.
  ///
  /// @param item the elements of the row, in C order; for an int64 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they do
  ///   not fit into the dtype; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(long... item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one row of integers, as [#append(Object)] does.
  ///
  /// @param item the elements of the row, in C order; for an int32 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they do
  ///   not fit into the dtype; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(int... item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one row given as its bytes, as [#append(Object)] does.
  ///
  /// @param item the bytes as they will lie in the file, in its byte order
  /// @throws IllegalArgumentException if there are not as many bytes as a row has; then nothing has
  ///   changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void append(MemorySegment item) throws IOException {
    writer().shared().append(item);
  }

  /// Appends one Java record, as [#append(Object)] does.
  ///
  /// @param <T> the record
  /// @param type how the record lies in a row, which the caller keeps in a constant
  /// @param record the row of a 1-D structured array
  /// @throws IllegalArgumentException if the dtype does not have the record's components, or a
  ///   value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow, or is not 1-D
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public <T extends Record> void append(RowType<T> type, T record) throws IOException {
    writer().shared().append(type, record);
  }

  /// Lets this thread append many rows without waiting for its turn with each.
  ///
  /// ```java
  /// try (RowAppender appender = array.appender()) {
  ///   for (float[] row : rows) {
  ///     appender.append(row);
  ///   }
  /// }
  /// ```
  ///
  /// @return what appends rows to this array, for this thread; until it is closed, others wait that
  ///   change the array
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  public RowAppender appender() {
    return writer().appender();
  }

  /// Appends a block of rows. They are committed together when this returns, or as
  /// [DiskArrayOptions#commitEvery(long)] says.
  ///
  /// @param rows an array of one dimension more than an item, whose length along [#growthAxis()] is
  ///   the number of rows: an `NdArray` or a Java array
  /// @throws IllegalArgumentException if the block does not have the shape or the kind of rows;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void extend(Object rows) throws IOException {
    writer().shared().extend(rows);
  }

  /// Appends rows given as their bytes, as [#extend(Object)] does.
  ///
  /// @param rows the bytes of whole rows as they will lie in the file, in its byte order
  /// @throws IllegalArgumentException if they are no whole number of rows; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void extend(MemorySegment rows) throws IOException {
    writer().shared().extend(rows);
  }

  /// Appends Java records, as [#extend(Object)] does.
  ///
  /// @param <T> the record
  /// @param type how a record lies in a row, which the caller keeps in a constant
  /// @param records the rows of a 1-D structured array
  /// @throws IllegalArgumentException if the dtype does not have the record's components, or a
  ///   value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the array does not grow, or is not 1-D
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public <T extends Record> void extend(RowType<T> type, Collection<? extends T> records)
      throws IOException {
    writer().shared().extend(type, records);
  }

  /// Adds rows of zeros, as [#extend(Object)] does.
  ///
  /// @param rows how many, not negative
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full
  public void grow(long rows) throws IOException {
    writer().shared().grow(rows);
  }

  /// Commits what has been appended and is not committed, and then takes the last rows away,
  /// durably, so that no crash brings them back.
  ///
  /// Their blocks are given back to the disk where native access allows it; the file keeps its
  /// length, since whoever has it mapped may be reading there, until [#compact()] or, without a
  /// header, [#close()]. Views of the rows show zeros from then on, or what is appended in their
  /// place.
  ///
  /// @param rows how many rows stay, `0 <= rows <= rowCount()`
  /// @throws IndexOutOfBoundsException if there are not so many
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be made durable
  public void truncate(long rows) throws IOException {
    writer().truncate(rows);
  }

  /// Commits what has been appended and is not committed yet, where
  /// [DiskArrayOptions#commitEvery(long)] lets rows wait.
  ///
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the journal cannot be made; then nothing has been committed. Or if what
  ///   is committed could not be made durable, where [Durability] asks for that
  public void commit() throws IOException {
    writer().shared().commit();
  }

  /// Commits what has been appended, and makes what is committed durable: it survives a crash of
  /// the machine when this returns. A reader has nothing to do. What another thread's [RowAppender]
  /// has appended and not committed stays so.
  ///
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be written
  public void flush() throws IOException {
    rows.flush();
  }

  /// Gives all unused space back: what has been appended is committed, and a copy that holds the
  /// committed rows and nothing else takes the file's place, durably. Readers go on with the old
  /// file, and see the new one when they [refresh][#refresh()]. So do views taken before: they show
  /// the old file, and what is set in them from now on is lost.
  ///
  /// @throws UnsupportedOperationException if the array does not grow
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk has no room for the copy; then nothing has changed
  public void compact() throws IOException {
    writer().compact();
  }

  /// Closes this array and deletes its file. All views end; readers that have it mapped go on with
  /// what they have.
  ///
  /// @throws UnsupportedOperationException if the array does not grow: only who may change it may
  ///   delete it
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be deleted; the array is closed all the same
  public void destroy() throws IOException {
    writer().destroy();
  }

  /// Sees the rows that a writer has committed since, and the file that has taken this one's place,
  /// as a compaction does it. Views taken before stay valid and as they were.
  ///
  /// A count that is lower than the last one seen is read again for a tenth of a second before it
  /// is believed. An array opened with [Mode#COPY_ON_WRITE] stays as it was opened.
  ///
  /// @return the new number of rows
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException if the file is not what it was; then this array is as it was
  /// @throws IOException if it cannot be read
  public long refresh() throws IOException {
    return rows.refresh();
  }

  /// Follows the rows that come after those that are there now, as far as they have been seen.
  ///
  /// @return what waits for rows, and says how to end that
  /// @throws UnsupportedOperationException if this array sees no others' rows: it was opened with
  ///   [Mode#COPY_ON_WRITE], or with [Mode#READ_WRITE] as a table's column
  /// @throws IllegalStateException if this array has been closed
  public RowFollower follow() {
    return follow(rowCount());
  }

  /// Follows rows from one of those that are there on.
  ///
  /// @param row the first row to give, `0 <= row <= rowCount()`
  /// @return what waits for rows, and says how to end that
  /// @throws IndexOutOfBoundsException if there is no such row, nor can it be the next one
  /// @throws UnsupportedOperationException if this array sees no others' rows: it was opened with
  ///   [Mode#COPY_ON_WRITE], or with [Mode#READ_WRITE] as a table's column
  /// @throws IllegalStateException if this array has been closed
  public RowFollower follow(long row) {
    rows.requireOpen();
    if (writer == null && mode() != Mode.READ_ONLY) {
      throw new UnsupportedOperationException(
          path()
              + " was opened with mode "
              + mode()
              + " and stays as it is; follow it with mode r");
    }
    if (row < 0 || row > rowCount()) {
      throw new IndexOutOfBoundsException(
          path() + ": cannot be followed from row " + row + " on, it has " + rowCount());
    }
    return new RowFollower(rows, row);
  }

  private RowWriter writer() {
    if (writer == null) {
      throw refusal();
    }
    return writer;
  }

  private UnsupportedOperationException refusal() {
    rows.requireOpen();
    return new UnsupportedOperationException(
        mode() != Mode.READ_WRITE
            ? path() + " was opened with mode " + mode() + "; open it with mode r+ to append"
            : path()
                + " is a column of the table "
                + rows.source().sidecars().table()
                + ", whose columns grow together: append to the table");
  }

  /// Commits what has been appended, makes everything durable, gives unused capacity back, removes
  /// the sidecar files and ends all views. Closing twice does nothing.
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
    return "DiskArray("
        + path()
        + ", shape="
        + Arrays.toString(shape())
        + ", dtype="
        + dtype()
        + ", mode="
        + mode()
        + ")";
  }
}
