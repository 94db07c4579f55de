package io.mmaptable.diskarray;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowCommit;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyHeader;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An array in a `.npy` file that is memory-mapped and grows along its first axis, or along its
/// last in Fortran order.
///
/// While it grows it stays a file that `numpy.load` opens: rows are written first and counted
/// afterwards, so that a reader in any process sees whole rows only, and a kill at any moment loses
/// none that was counted. There is one writer at a time, in one process; its methods may be called
/// from several threads, and each `append` and `extend` is atomic. Readers need no lock.
///
/// What is committed survives a kill of the process at once; it survives a crash of the machine
/// after [#flush()] or [#close()]. Memory that views show belongs to this array and ends when it is
/// closed.
public final class DiskArray implements Closeable {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final Path path;
  private final Mode mode;
  private final Sidecars sidecars;
  private final Arena arena;
  private final @Nullable WriterLock lock;
  private final @Nullable String recoveryNote;
  private RowFile file;
  private RowCommit commit;
  private long rowCount;
  private boolean closed;

  private DiskArray(
      Path path,
      Mode mode,
      Recovery recovery,
      Sidecars sidecars,
      @Nullable WriterLock lock,
      Arena arena)
      throws IOException {
    this.path = path;
    this.mode = mode;
    this.sidecars = sidecars;
    this.lock = lock;
    NpyHeader header = Npy.header(path);
    if (header.layout().ndim() == 0) {
      throw new StorageException.Unsupported(path, "a 0-d array has no rows; map it with Npy.map");
    }
    CountResolution found = resolve(header.layout(), recovery);
    this.arena = arena;
    this.file = new RowFile(path, header.layout(), mode, 0, arena);
    this.commit = new RowCommit(sidecars.journal(), List.of(name()), List.of(file), found, arena);
    this.rowCount = found.rows();
    boolean beingWritten =
        mode != Mode.READ_WRITE && WriterLock.liveHolder(sidecars.lock()).isPresent();
    this.recoveryNote = beingWritten ? null : found.note();
    if (mode == Mode.READ_WRITE && sidecars.table() == null) {
      if (found.interrupted()) {
        commit.completeHeaders();
      } else {
        // One of another file, which must not come to match this one later.
        Files.deleteIfExists(sidecars.journal());
      }
    }
  }

  /// Makes an array without rows. Its file is there, complete and durable, when this returns.
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
    byte[] header =
        Npy.growableHeader(
            dtype, LongStream.concat(LongStream.of(0), LongStream.of(itemShape)).toArray(), false);
    Sidecars sidecars = Sidecars.of(path);
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          path + " would be a column of the table " + sidecars.table() + ": add it to the table");
    }
    WriterLock lock = acquire(path, sidecars);
    try {
      if (FileOps.exists(path)) {
        throw new FileAlreadyExistsException(path.toString());
      }
      FileOps.replace(path, channel -> FileOps.writeFully(channel, ByteBuffer.wrap(header)));
      return opened(path, Mode.READ_WRITE, Recovery.FLUSHED, sidecars, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
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
    FileOps.requireRegularFile(path);
    Sidecars sidecars = Sidecars.of(path);
    if (mode != Mode.READ_WRITE) {
      return opened(path, mode, recovery, sidecars, null);
    }
    WriterLock lock = acquire(path, sidecars);
    try {
      GrowableHeaders.restore(path);
      return opened(path, mode, recovery, sidecars, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static DiskArray opened(
      Path path, Mode mode, Recovery recovery, Sidecars sidecars, @Nullable WriterLock lock)
      throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new DiskArray(path, mode, recovery, sidecars, lock, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static WriterLock acquire(Path path, Sidecars sidecars) throws IOException {
    Path table = sidecars.table();
    return WriterLock.acquire(sidecars.lock(), table == null ? path : table, table == null);
  }

  private CountResolution resolve(ArrayLayout layout, Recovery recovery) throws IOException {
    var member = CountResolution.Member.array(name(), path, layout, Files.size(path));
    if (sidecars.table() != null) {
      // Its journal speaks of all columns, and only who opens them all can follow it.
      @Nullable String note =
          Files.exists(sidecars.journal())
              ? "the table " + sidecars.table() + " was not closed; opening it settles what counts"
              : null;
      return CountResolution.ofHeaders(path, List.of(member), note);
    }
    return CountResolution.resolve(path, List.of(member), sidecars.journal(), recovery);
  }

  private String name() {
    return String.valueOf(path.getFileName());
  }

  /// The file.
  ///
  /// @return the path as it was given
  public Path path() {
    return path;
  }

  /// How the array was opened.
  ///
  /// @return the mode
  public Mode mode() {
    return mode;
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public DType dtype() {
    return file.layout().dtype();
  }

  /// The axis that grows.
  ///
  /// @return 0, or the last axis in Fortran order
  public int growthAxis() {
    return file.layout().growthAxis();
  }

  /// The length of each dimension, of committed rows only.
  ///
  /// @return a new array
  public synchronized long[] shape() {
    return file.layout().withRowCount(rowCount).shape();
  }

  /// The number of committed rows: for a reader, as of the opening or the last [#refresh()].
  ///
  /// @return the length of [#growthAxis()]
  public synchronized long rowCount() {
    return rowCount;
  }

  /// What the opening found that a person should know: that a writer was killed or the machine went
  /// down, and what counts.
  ///
  /// @return a line, or nothing if the array had been closed as it should be
  public Optional<String> recoveryNote() {
    return Optional.ofNullable(recoveryNote);
  }

  /// A view of all committed rows. Nothing is copied; rows appended later are not in it.
  ///
  /// @return a view that is valid until this array is closed
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the file cannot be mapped
  public synchronized NdArray array() throws IOException {
    requireOpen();
    return file.view(rowCount);
  }

  /// A view of one row.
  ///
  /// @param row the row's index; a negative one counts from the end
  /// @return a view of the shape of an item
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the file cannot be mapped
  public NdArray get(long row) throws IOException {
    return item(array(), row);
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

  /// Appends one row. It is committed when this returns.
  ///
  /// @param item the row: a scalar or an array that [NdArray#set(Object)] accepts for the shape of
  ///   an item
  /// @throws IllegalArgumentException if the item does not have the shape or the kind of a row;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public synchronized void append(Object item) throws IOException {
    NdArray value = NdArray.asArray(item);
    requireAppendable();
    requireShape(value.shape(), itemShape());
    prepare(1);
    item(file.rows(rowCount, rowCount + 1), 0).set(item);
    commitRows(1);
  }

  /// Appends one row of numbers. It is committed when this returns.
  ///
  /// @param item the elements of the row, in C order; for a float32 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or the dtype
  ///   is not a float; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public synchronized void append(float... item) throws IOException {
    if (!DType.FLOAT32.equals(dtype()) || file.layout().fortranOrder()) {
      appendElements(NdArray.asArray(item));
      return;
    }
    requireAppendable();
    requireLength(item.length);
    prepare(1);
    MemorySegment.copy(item, 0, file.memory(rowCount, 1), FLOAT, 0, item.length);
    commitRows(1);
  }

  /// Appends one row of numbers. It is committed when this returns.
  ///
  /// @param item the elements of the row, in C order; for a float64 array in the machine's byte
  ///   order they are stored as they are
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or the dtype
  ///   is not a float; then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public synchronized void append(double... item) throws IOException {
    if (!DType.FLOAT64.equals(dtype()) || file.layout().fortranOrder()) {
      appendElements(NdArray.asArray(item));
      return;
    }
    requireAppendable();
    requireLength(item.length);
    prepare(1);
    MemorySegment.copy(item, 0, file.memory(rowCount, 1), DOUBLE, 0, item.length);
    commitRows(1);
  }

  /// Appends a row given as its elements in C order, whatever the shape of an item.
  private void appendElements(NdArray elements) throws IOException {
    requireAppendable();
    requireLength(elements.size());
    append(NdArray.view(elements.asSegment(), elements.dtype(), false, null, itemShape()));
  }

  /// Appends a block of rows. They are committed together when this returns.
  ///
  /// @param rows an array of one dimension more than an item, whose length along [#growthAxis()] is
  ///   the number of rows
  /// @throws IllegalArgumentException if the block does not have the shape or the kind of rows;
  ///   then nothing has changed
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public synchronized void extend(Object rows) throws IOException {
    requireAppendable();
    NdArray block = rows instanceof NdArray array ? array : NdArray.asArray(rows, dtype());
    int axis = growthAxis();
    if (block.ndim() != file.layout().ndim()) {
      throw new IllegalArgumentException(
          "a block of shape "
              + Arrays.toString(block.shape())
              + " for an array of shape "
              + Arrays.toString(shape()));
    }
    long count = block.shape()[axis];
    requireShape(block.shape(), file.layout().withRowCount(count).shape());
    if (count == 0) {
      return;
    }
    prepare(count);
    file.rows(rowCount, rowCount + count).set(block);
    commitRows(count);
  }

  /// Adds rows of zeros. They are committed together when this returns.
  ///
  /// @param rows how many, not negative
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the array works again
  ///   when there is room
  public synchronized void grow(long rows) throws IOException {
    requireAppendable();
    if (rows < 0) {
      throw new IllegalArgumentException("rows (" + rows + ") is negative");
    }
    if (rows == 0) {
      return;
    }
    prepare(rows);
    // Capacity may hold rows that were taken away before.
    file.rows(rowCount, rowCount + rows).fillZero();
    commitRows(rows);
  }

  /// Takes the last rows away, durably, so that no crash brings them back. Their blocks are given
  /// back to the disk where native access allows it; the file keeps its length, since whoever has
  /// it mapped may be reading there. Views of them show zeros from then on, or what is appended in
  /// their place.
  ///
  /// @param rows how many rows stay, `0 <= rows <= rowCount()`
  /// @throws IndexOutOfBoundsException if there are not so many
  /// @throws UnsupportedOperationException if the array was not opened with [Mode#READ_WRITE], or
  ///   is a table's column
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be made durable
  public synchronized void truncate(long rows) throws IOException {
    requireAppendable();
    if (rows < 0 || rows > rowCount) {
      throw new IndexOutOfBoundsException(
          path + ": cannot be cut to " + rows + " rows, it has " + rowCount);
    }
    if (rows == rowCount) {
      return;
    }
    prepare(0);
    commit.shrink(rows);
    rowCount = rows;
  }

  /// How many rows there is room for without allocating more of the disk, those that are there
  /// included.
  ///
  /// @return at least [#rowCount()], and just that where rows cannot be appended
  public synchronized long capacity() {
    return Math.max(rowCount, file.allocatedRows());
  }

  /// Makes what is committed durable: it survives a crash of the machine when this returns.
  ///
  /// @throws IllegalStateException if this array has been closed
  /// @throws IOException if it cannot be written
  public synchronized void flush() throws IOException {
    requireOpen();
    if (mode == Mode.READ_WRITE) {
      commit.flush();
    }
  }

  /// Sees the rows that a writer has committed since. Views taken before stay valid and as they
  /// were.
  ///
  /// @return the new number of rows
  /// @throws IllegalStateException if this array has been closed
  /// @throws StorageException if the file is not what it was; then this array is as it was
  /// @throws IOException if it cannot be read
  public synchronized long refresh() throws IOException {
    requireOpen();
    if (mode != Mode.READ_WRITE) {
      ArrayLayout layout = Npy.header(path).layout();
      RowFile now = file.reopened(layout);
      rowCount = resolve(layout, Recovery.FLUSHED).rows();
      file = now;
    }
    return rowCount;
  }

  private void requireAppendable() {
    requireOpen();
    if (mode != Mode.READ_WRITE) {
      throw new UnsupportedOperationException(
          path + " was opened with mode " + mode + "; open it with mode r+ to append");
    }
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          path
              + " is a column of the table "
              + sidecars.table()
              + ", whose columns grow together: append to the table");
    }
  }

  private void prepare(long rows) throws IOException {
    if (!file.isGrowable()) {
      ArrayLayout layout = GrowableHeaders.ensureAppendable(path).layout();
      CountResolution found = resolve(layout, Recovery.FLUSHED);
      file = new RowFile(path, layout, mode, 0, arena);
      commit = new RowCommit(sidecars.journal(), List.of(name()), List.of(file), found, arena);
    }
    commit.ensure(Math.addExact(rowCount, rows));
  }

  private void commitRows(long rows) throws IOException {
    commit.commit(rowCount + rows);
    rowCount += rows;
  }

  private NdArray item(NdArray rows, long row) {
    return growthAxis() == 0 ? rows.get(Index.at(row)) : rows.get(Index.ELLIPSIS, Index.at(row));
  }

  private static void requireShape(long[] found, long[] expected) {
    if (!Arrays.equals(found, expected)) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(found)
              + " where "
              + Arrays.toString(expected)
              + " was expected");
    }
  }

  private long[] itemShape() {
    long[] shape = file.layout().shape();
    int axis = growthAxis();
    return LongStream.range(0, shape.length)
        .filter(i -> i != axis)
        .map(i -> shape[(int) i])
        .toArray();
  }

  private void requireLength(long length) {
    if (length * dtype().itemSize() != file.rowBytes()) {
      throw new IllegalArgumentException(
          length
              + " elements for a row of "
              + LongStream.of(itemShape()).reduce(1, Math::multiplyExact));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " has been closed");
    }
  }

  /// Makes everything durable, gives unused capacity back, removes the sidecar files and ends all
  /// views. Closing twice does nothing.
  ///
  /// @throws IOException if what is committed could not be made durable; the array is closed all
  ///   the same
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // The mappings end before another writer may come.
    try (var _ = Objects.requireNonNullElse(lock, (Closeable) () -> {});
        arena) {
      if (mode == Mode.READ_WRITE && sidecars.table() == null) {
        commit.close();
      } else if (mode == Mode.READ_WRITE) {
        file.force();
      }
    }
  }

  /// Says what and where the array is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return "DiskArray("
        + path
        + ", shape="
        + Arrays.toString(shape())
        + ", dtype="
        + dtype()
        + ", mode="
        + mode
        + ")";
  }
}
