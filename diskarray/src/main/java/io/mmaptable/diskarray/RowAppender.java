package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.MappedFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Appends many rows from one thread, several times as fast as [DiskArray#append(float...)] and its
/// like, which wait for their turn with each row: an appender has it from the beginning until it is
/// closed.
///
/// ```java
/// try (RowAppender appender = array.appender()) {
///   for (Tick tick : ticks) {
///     appender.append(tick.time(), tick.price());
///   }
/// }
/// ```
///
/// Rows are committed just as the array's own methods commit them: each one, or as
/// [DiskArrayOptions#commitEvery(long)] says; closing an appender commits what waits. Meanwhile any
/// thread may read the array, and flush what is committed. Another one that appends to it, takes
/// rows away or closes it waits until the appender is closed; the appender's own thread may do all
/// of that. No other thread may use the appender.
///
/// Each method throws [WrongThreadException] if it is called by another thread,
/// [IllegalStateException] if the appender or the array has been closed, and [IOException] if the
/// disk is full or what is committed could not be made durable. Then nothing has been appended, and
/// appending works again when there is room.
public final class RowAppender implements Closeable {
  private final RowWriter writer;
  private final RowEnd end;

  /// Whether each call waits for its turn.
  private final boolean isShared;

  /// Whose turn it is all the time; null for nobody's any more. Others may see either.
  private @Nullable Thread owner;

  private final long[] itemShape;
  private final long itemElements;

  /// Which of Java's types lie in a row as they are in an array.
  private final boolean takesFloats;

  private final boolean takesDoubles;
  private final boolean takesLongs;
  private final boolean takesInts;

  private final RecordWindow window = new RecordWindow();

  RowAppender(RowWriter writer, RowEnd end, @Nullable Thread owner) {
    this.writer = writer;
    this.end = end;
    this.owner = owner;
    this.isShared = owner == null;
    ArrayLayout layout = end.file().layout();
    this.itemShape = itemShape(layout);
    this.itemElements = LongStream.of(itemShape).reduce(1, Math::multiplyExact);
    @Nullable DType plain = layout.fortranOrder() ? null : layout.dtype();
    this.takesFloats = DType.FLOAT32.equals(plain);
    this.takesDoubles = DType.FLOAT64.equals(plain);
    this.takesLongs = DType.INT64.equals(plain);
    this.takesInts = DType.INT32.equals(plain);
  }

  private static long[] itemShape(ArrayLayout layout) {
    long[] shape = layout.shape();
    int axis = layout.growthAxis();
    return LongStream.range(0, shape.length)
        .filter(i -> i != axis)
        .map(i -> shape[(int) i])
        .toArray();
  }

  private void enter() {
    if (isShared) {
      writer.takeTurn();
    } else if (!isOwner()) {
      throw refusal();
    }
  }

  private void leave() {
    if (isShared) {
      writer.passTurn();
    }
  }

  @SuppressWarnings("ReferenceEquality") // a thread is nobody but itself
  private boolean isOwner() {
    return owner == Thread.currentThread();
  }

  private RuntimeException refusal() {
    Thread user = owner;
    return user == null
        ? new IllegalStateException("the appender of " + writer.path() + " has been closed")
        : new WrongThreadException(
            "the appender of " + writer.path() + " belongs to " + user + ", which asked for it");
  }

  private boolean write(long rows, MappedFile.Content content) throws IOException {
    writer.requireOpen();
    return end.write(rows, content);
  }

  private void prepare(long rows) throws IOException {
    if (!end.hasRoom(rows)) {
      writer.requireOpen();
      end.makeRoom(rows);
    }
  }

  /// Appends one row, as [DiskArray#append(Object)] does.
  ///
  /// @param item the row
  /// @throws IllegalArgumentException if the item does not have the shape or the kind of a row;
  ///   then nothing has changed
  /// @throws IOException if the disk is full
  public void append(Object item) throws IOException {
    enter();
    try {
      NdArray value = NdArray.asArray(item);
      requireShape(value.shape(), itemShape);
      prepare(1);
      end.row().set(item);
      end.added(1);
    } finally {
      leave();
    }
  }

  /// Appends one number, as [DiskArray#append(double)] does.
  ///
  /// @param item the row of an array whose rows are single elements
  /// @throws IllegalArgumentException if rows are not single elements, or the number does not fit;
  ///   then nothing has changed
  /// @throws IOException if the disk is full
  public void append(double item) throws IOException {
    if (isOneElement() && takesDoubles) {
      append(new double[] {item});
    } else if (isOneElement() && takesFloats && (float) item == item) {
      append(new float[] {(float) item});
    } else {
      append((Object) item);
    }
  }

  /// Appends one integer, as [DiskArray#append(long)] does.
  ///
  /// @param item the row of an array whose rows are single elements
  /// @throws IllegalArgumentException if rows are not single elements, or the number does not fit;
  ///   then nothing has changed
  /// @throws IOException if the disk is full
  public void append(long item) throws IOException {
    if (isOneElement() && takesLongs) {
      append(new long[] {item});
    } else if (isOneElement() && takesInts && (int) item == item) {
      append(new int[] {(int) item});
    } else {
      append((Object) item);
    }
  }

  private boolean isOneElement() {
    return itemShape.length == 0;
  }

  /// Appends one row of numbers, as [DiskArray#append(float...)] does.
  ///
  /// @param item the elements of the row, in C order
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they
  ///   cannot be cast to the dtype; then nothing has changed
  /// @throws IOException if the disk is full
  public void append(float... item) throws IOException {
    requireElements(item.length);
    if (!takesFloats) {
      appendElements(item);
      return;
    }
    enter();
    try {
      prepare(1);
      ItemElements.store(item, end.memory(), end.offset());
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends one row of numbers, as [DiskArray#append(double...)] does.
  ///
  /// @param item the elements of the row, in C order
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they
  ///   cannot be cast to the dtype; then nothing has changed
  /// @throws IOException if the disk is full
  public void append(double... item) throws IOException {
    requireElements(item.length);
    if (!takesDoubles) {
      appendElements(item);
      return;
    }
    enter();
    try {
      prepare(1);
      ItemElements.store(item, end.memory(), end.offset());
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends one row of integers, as [DiskArray#append(long...)] does.
  ///
  /// @param item the elements of the row, in C order
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they do
  ///   not fit into the dtype; then nothing has changed
  /// @throws IOException if the disk is full
  public void append(long... item) throws IOException {
    requireElements(item.length);
    if (!takesLongs) {
      appendElements(item);
      return;
    }
    enter();
    try {
      prepare(1);
      ItemElements.store(item, end.memory(), end.offset());
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends one row of integers, as [DiskArray#append(int...)] does.
  ///
  /// @param item the elements of the row, in C order
  /// @throws IllegalArgumentException if there are not as many elements as a row has, or they do
  ///   not fit into the dtype; then nothing has changed
  /// @throws IOException if the disk is full
  public void append(int... item) throws IOException {
    requireElements(item.length);
    if (!takesInts) {
      appendElements(item);
      return;
    }
    enter();
    try {
      prepare(1);
      ItemElements.store(item, end.memory(), end.offset());
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends a row given as its elements in C order, whatever the shape of an item.
  private void appendElements(Object item) throws IOException {
    enter();
    try {
      NdArray elements = NdArray.asArray(item, end.file().layout().dtype()).reshape(itemShape);
      prepare(1);
      end.row().set(elements);
      end.added(1);
    } finally {
      leave();
    }
  }

  /// Appends one row given as its bytes, as [DiskArray#append(MemorySegment)] does.
  ///
  /// @param item the bytes as they will lie in the file, in its byte order
  /// @throws IllegalArgumentException if there are not as many bytes as a row has; then nothing has
  ///   changed
  /// @throws IOException if the disk is full
  public void append(MemorySegment item) throws IOException {
    long rowBytes = end.file().rowBytes();
    if (item.byteSize() != rowBytes) {
      writer.requireOpen();
      throw new IllegalArgumentException(item.byteSize() + " bytes for a row of " + rowBytes);
    }
    enter();
    try {
      prepare(1);
      MemorySegment.copy(item, 0, end.memory(), end.offset(), item.byteSize());
      MappedFile.deliverFaults();
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends one Java record, as [DiskArray#append(RowType, Record)] does.
  ///
  /// @param <T> the record
  /// @param type how the record lies in a row, which the caller keeps in a constant
  /// @param record the row of a 1-D structured array
  /// @throws IllegalArgumentException if the dtype does not have the record's components, or a
  ///   value does not fit, as for [Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the array is not 1-D
  /// @throws IOException if the disk is full
  public <T extends Record> void append(RowType<T> type, T record) throws IOException {
    enter();
    try {
      prepare(1);
      window.set(end.file(), end.next(), type, record);
      MappedFile.deliverFaults();
      end.added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends a block of rows, as [DiskArray#extend(Object)] does.
  ///
  /// @param rows an array of one dimension more than an item, whose length along
  ///   [DiskArray#growthAxis()] is the number of rows: an `NdArray` or a Java array
  /// @throws IllegalArgumentException if the block does not have the shape or the kind of rows;
  ///   then nothing has changed
  /// @throws IOException if the disk is full
  public void extend(Object rows) throws IOException {
    enter();
    try {
      ArrayLayout layout = end.file().layout();
      NdArray block = rows instanceof NdArray array ? array : NdArray.asArray(rows, layout.dtype());
      if (block.ndim() != layout.ndim()) {
        throw new IllegalArgumentException(
            "a block of shape "
                + Arrays.toString(block.shape())
                + " for an array of shape "
                + Arrays.toString(layout.withRowCount(end.count()).shape()));
      }
      long added = block.shape()[layout.growthAxis()];
      requireShape(block.shape(), layout.withRowCount(added).shape());
      if (added > 0) {
        boolean asIs = block.dtype().equals(layout.dtype());
        NdArray ordered = layout.fortranOrder() ? block.transpose() : block;
        if (!asIs || !write(added, writer -> writer.write(ordered))) {
          prepare(added);
          end.rows(added).set(block);
        }
        end.added(added);
      }
    } finally {
      leave();
    }
  }

  /// Appends rows given as their bytes, as [DiskArray#extend(MemorySegment)] does.
  ///
  /// @param rows the bytes of whole rows as they will lie in the file, in its byte order
  /// @throws IllegalArgumentException if they are no whole number of rows; then nothing has changed
  /// @throws IOException if the disk is full
  public void extend(MemorySegment rows) throws IOException {
    enter();
    try {
      long rowBytes = end.file().rowBytes();
      long bytes = rows.byteSize();
      if (rowBytes == 0 ? bytes > 0 : bytes % rowBytes != 0) {
        throw new IllegalArgumentException(bytes + " bytes for rows of " + rowBytes);
      }
      if (bytes > 0) {
        long added = bytes / rowBytes;
        if (rows.isMapped() || !write(added, writer -> writer.write(rows))) {
          prepare(added);
          MemorySegment.copy(rows, 0, end.memory(), end.offset(), bytes);
          MappedFile.deliverFaults();
        }
        end.added(added);
      }
    } catch (InternalError e) {
      throw MappedFile.explain(writer.path(), e);
    } finally {
      leave();
    }
  }

  /// Appends Java records, as [DiskArray#extend(RowType, Collection)] does.
  ///
  /// @param <T> the record
  /// @param type how a record lies in a row, which the caller keeps in a constant
  /// @param records the rows of a 1-D structured array
  /// @throws IllegalArgumentException if the dtype does not have the record's components, or a
  ///   value does not fit, as for [Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the array is not 1-D
  /// @throws IOException if the disk is full
  public <T extends Record> void extend(RowType<T> type, Collection<? extends T> records)
      throws IOException {
    enter();
    try {
      if (records.isEmpty()) {
        return;
      }
      int added = records.size();
      prepare(added);
      Rows<T> target = end.rows(added).asRows(type);
      long row = 0;
      for (T record : records) {
        target.set(row++, record);
      }
      if (row != added) {
        throw new IllegalArgumentException(row + " records in a collection of " + added);
      }
      end.added(added);
    } finally {
      leave();
    }
  }

  /// Adds rows of zeros, as [DiskArray#grow(long)] does.
  ///
  /// @param rows how many, not negative
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws IOException if the disk is full
  public void grow(long rows) throws IOException {
    enter();
    try {
      if (rows < 0) {
        throw new IllegalArgumentException("rows (" + rows + ") is negative");
      }
      if (rows > 0) {
        prepare(rows);
        // Capacity may hold rows that were taken away before.
        end.rows(rows).fillZero();
        end.added(rows);
      }
    } finally {
      leave();
    }
  }

  /// Commits what has been appended and is not committed yet, as [DiskArray#commit()] does.
  ///
  /// @throws IOException if the journal cannot be made; then nothing has been committed
  public void commit() throws IOException {
    enter();
    try {
      writer.requireOpen();
      end.commit();
    } finally {
      leave();
    }
  }

  /// Commits what has been appended and is not committed yet, and lets other threads append.
  /// Closing twice does nothing, and neither does closing behind the array.
  ///
  /// @throws IOException if the journal cannot be made; then nothing has been committed, and the
  ///   appender is closed all the same
  @Override
  public void close() throws IOException {
    if (owner == null) {
      return;
    }
    enter();
    owner = null;
    try {
      if (!writer.isClosed()) {
        end.commit();
      }
    } finally {
      writer.endAppender();
    }
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

  private void requireElements(int length) {
    if (length != itemElements) {
      writer.requireOpen();
      throw new IllegalArgumentException(length + " elements for a row of " + itemElements);
    }
  }
}
