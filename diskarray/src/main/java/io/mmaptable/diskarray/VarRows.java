package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of different length in a directory: all their elements one after the other in one array,
/// and in another the offsets where they begin and end.
///
/// The order is the protocol: elements are committed before the offset that counts them, and made
/// durable before it; whoever reads takes the offsets first. Rows are taken away the other way
/// round. So offsets never reach past the elements, whenever the writer is killed, and elements
/// past the last offset do not count.
final class VarRows implements Closeable {
  private final Path path;
  private final Mode mode;
  private final DiskArray data;
  private final DiskArray index;
  private final @Nullable String recoveryNote;
  private final WholeRows wholeRows;
  private final PairFlush flush;
  private OffsetIndex offsets;
  private NdArray elements;
  private boolean closed;

  private VarRows(Path path, Mode mode, Durability durability, DiskArray data, DiskArray index)
      throws IOException {
    this.path = path;
    this.mode = mode;
    this.data = data;
    this.index = index;
    this.wholeRows = new WholeRows(path, mode, data, index);
    this.offsets = wholeRows.await();
    var notes = new ArrayList<String>();
    note(index, notes);
    note(data, notes);
    long uncounted = mode == Mode.READ_WRITE ? takeBack() : 0;
    if (uncounted > 0) {
      notes.add(uncounted + " elements that no offset counts were taken away");
    }
    this.recoveryNote = notes.isEmpty() ? null : String.join("; ", notes);
    this.elements = data.array();
    this.flush = new PairFlush(this, path, data, index, durability);
  }

  private static void note(DiskArray array, List<String> notes) {
    array.recoveryNote().ifPresent(note -> notes.add(array.path().getFileName() + ": " + note));
  }

  static VarRows create(Path path, DType dtype) throws IOException {
    VarFiles.create(path, dtype, (_, index) -> index.append(0L));
    return open(path, Mode.READ_WRITE, Durability.ON_FLUSH, null);
  }

  /// Opens a directory. The index is opened first, so that whoever reads beside a writer finds the
  /// elements of all its offsets.
  ///
  /// @param durability when rows that are appended are made durable
  /// @param dtype what the elements must be; null for anything
  static VarRows open(Path path, Mode mode, Durability durability, @Nullable DType dtype)
      throws IOException {
    VarFiles.requireOpenable(path, mode);
    DiskArray index = DiskArray.open(VarFiles.index(path), mode);
    try {
      DiskArray data = DiskArray.open(VarFiles.data(path), mode);
      try {
        requireElements(data, dtype);
        VarRows rows = new VarRows(path, mode, durability, data, index);
        rows.flush.begin();
        return rows;
      } catch (IOException | RuntimeException e) {
        data.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private static void requireElements(DiskArray data, @Nullable DType dtype)
      throws StorageException {
    boolean expected = dtype == null || dtype.equals(data.dtype());
    if (!expected || data.shape().length != 1) {
      throw new StorageException.Inconsistent(
          data.path(),
          "expected elements"
              + (dtype == null ? "" : " of " + dtype)
              + " in one dimension, found "
              + data.dtype()
              + " in "
              + data.shape().length);
    }
  }

  Path path() {
    return path;
  }

  Mode mode() {
    return mode;
  }

  DType dtype() {
    return data.dtype();
  }

  Path dataPath() {
    return data.path();
  }

  synchronized long rowCount() {
    return offsets.rowCount();
  }

  synchronized long elementCount() {
    return offsets.end();
  }

  Optional<String> recoveryNote() {
    return Optional.ofNullable(recoveryNote);
  }

  synchronized NdArray offsets() {
    requireOpen();
    return offsets.offsets();
  }

  synchronized NdArray data() {
    requireOpen();
    return elements.rows(0, offsets.end());
  }

  synchronized NdArray get(long row) throws IOException {
    OffsetIndex.Span span = span(row);
    return elements.rows(span.from(), span.to());
  }

  /// Where a row's elements are; a negative row counts from the end.
  synchronized OffsetIndex.Span span(long row) throws IOException {
    requireOpen();
    long count = offsets.rowCount();
    if (row < -count || row >= count) {
      throw new IndexOutOfBoundsException(path + ": row " + row + " of " + count);
    }
    return offsets.span(row < 0 ? row + count : row);
  }

  /// Where an element is in its file.
  long byteOffset(long element) throws IOException {
    return Npy.header(data.path()).dataOffset() + element * dtype().itemSize();
  }

  /// What gives a row in the form that its reader wants.
  ///
  /// @param <T> the form
  interface Getter<T> {
    /// Gives a row.
    ///
    /// @param row its index
    T get(long row) throws IOException;
  }

  /// The rows that are committed now, one after the other.
  <T> Iterator<T> iterator(Getter<T> getter) {
    long count = rowCount();
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        try {
          return getter.get(next++);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /// Appends rows, which are committed together.
  synchronized void extend(RowBlock rows) throws IOException {
    requireOpen();
    flush.requireNoFailure();
    if (mode == Mode.READ_WRITE) {
      // There are some where a full disk took the offsets of rows, and taking them back failed.
      long _ = takeBack();
    }
    long[] ends = rows.lengths().clone();
    long end = offsets.end();
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, ends[i]);
      ends[i] = end;
    }
    data.extend(rows.elements());
    try {
      if (ends.length == 1) {
        index.append(end);
      } else {
        index.extend(ends);
      }
    } catch (IOException | RuntimeException e) {
      takeBack(e);
      throw e;
    }
    show(end);
    flush.committed();
  }

  /// Takes elements away that no offset counts.
  ///
  /// @return how many there were
  private long takeBack() throws IOException {
    long uncounted = data.rowCount() - offsets.end();
    if (uncounted > 0) {
      data.truncate(offsets.end());
    }
    return uncounted;
  }

  private void takeBack(Exception failure) {
    try {
      long _ = takeBack();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void show(long end) throws IOException {
    offsets = new OffsetIndex(index.path(), index.array(), end);
    elements = data.array();
  }

  synchronized void truncate(long rows) throws IOException {
    requireOpen();
    long count = offsets.rowCount();
    if (rows < 0 || rows > count) {
      throw new IndexOutOfBoundsException(
          path + ": cannot be cut to " + rows + " rows, it has " + count);
    }
    long end = offsets.at(rows);
    index.truncate(rows + 1);
    show(end);
    flush.truncated();
    long _ = takeBack();
    elements = data.array();
  }

  synchronized long refresh() throws IOException {
    requireOpen();
    if (mode != Mode.READ_WRITE) {
      index.refresh();
      OffsetIndex now = wholeRows.await();
      elements = data.array();
      offsets = now;
    }
    return offsets.rowCount();
  }

  synchronized void flush() throws IOException {
    requireOpen();
    flush.requireNoFailure();
    flush.flush();
  }

  synchronized void destroy() throws IOException {
    requireOpen();
    if (mode != Mode.READ_WRITE) {
      throw new UnsupportedOperationException(
          path + " was opened with mode " + mode + "; open it with mode r+ to delete it");
    }
    closed = true;
    try (data) {
      flush.end();
      index.destroy();
      data.destroy();
    }
    try {
      Files.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // What else is in there is somebody else's.
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " has been closed");
    }
  }

  /// Closes the elements before the offsets that count them: each is durable when it is closed.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try (index) {
      flush.end();
      data.close();
    }
  }

  String describe(String name) {
    return name
        + "("
        + path
        + ", rows="
        + rowCount()
        + ", elements="
        + elementCount()
        + ", dtype="
        + dtype()
        + ", mode="
        + mode
        + ")";
  }
}
