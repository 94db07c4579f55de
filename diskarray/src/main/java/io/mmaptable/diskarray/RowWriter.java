package io.mmaptable.diskarray;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.RowCommit;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.npy.GrowableHeaders;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Rows that this process appends to. They are written where there is room behind the last one, and
/// counted when they are committed.
final class RowWriter extends OpenRows {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final Growth growth;
  private final long[] itemShape;
  private final long itemElements;
  private final boolean isOneElement;

  /// Which of Java's types lie in a row as they are in an array.
  private final boolean takesFloats;

  private final boolean takesDoubles;
  private final boolean takesLongs;
  private final boolean takesInts;

  private final long commitEvery;
  private final boolean flushesCommits;
  private final @Nullable Future<?> timer;
  private final RecordWindow window = new RecordWindow();

  private RowFile file;
  private RowCommit commit;
  private long count;
  private long end;
  private long flushed;
  private @Nullable IOException flushFailure;

  RowWriter(
      ArrayFile source, Growth growth, ArrayFile.Census found, @Nullable String note, Held held)
      throws IOException {
    super(source, Mode.READ_WRITE, note, held);
    this.growth = growth;
    ArrayLayout layout = found.layout();
    this.itemShape = itemShape(layout);
    this.itemElements = LongStream.of(itemShape).reduce(1, Math::multiplyExact);
    this.isOneElement = itemShape.length == 0;
    @Nullable DType plain = layout.fortranOrder() ? null : layout.dtype();
    this.takesFloats = DType.FLOAT32.equals(plain);
    this.takesDoubles = DType.FLOAT64.equals(plain);
    this.takesLongs = DType.INT64.equals(plain);
    this.takesInts = DType.INT32.equals(plain);
    this.commitEvery = growth.commitEvery();
    this.flushesCommits = growth.durability() instanceof Durability.OnCommit;
    this.file = rowFile(layout);
    this.commit = rowCommit(found.count());
    this.count = found.count().rows();
    this.end = count;
    this.flushed = count;
    if (found.count().interrupted()) {
      commit.completeHeaders();
    } else {
      // One of another file, which must not come to match this one later.
      Files.deleteIfExists(source.sidecars().journal());
    }
    if (growth.capacity() > count) {
      requireGrowable();
      commit.ensure(growth.capacity());
    }
    this.timer =
        growth.durability() instanceof Durability.Every(var period)
            ? FlushTimer.start(period, this::flushBehind)
            : null;
  }

  private static long[] itemShape(ArrayLayout layout) {
    long[] shape = layout.shape();
    int axis = layout.growthAxis();
    return LongStream.range(0, shape.length)
        .filter(i -> i != axis)
        .map(i -> shape[(int) i])
        .toArray();
  }

  private RowFile rowFile(ArrayLayout layout) throws IOException {
    return new RowFile(path(), layout, mode, growth.growBy(), arena);
  }

  private RowCommit rowCommit(CountResolution found) {
    return new RowCommit(
        source.sidecars().journal(), List.of(source.name()), List.of(file), found, arena);
  }

  @Override
  synchronized RowFile file() {
    return file;
  }

  @Override
  synchronized long count() {
    return count;
  }

  @Override
  synchronized long capacity() {
    return Math.max(end, file.allocatedRows());
  }

  @Override
  synchronized long refresh() {
    requireOpen();
    return count;
  }

  // Appending one row

  synchronized void append(Object item) throws IOException {
    requireOpen();
    NdArray value = NdArray.asArray(item);
    requireShape(value.shape(), itemShape);
    prepare(1);
    row().set(item);
    added(1);
  }

  synchronized void append(double item) throws IOException {
    if (isOneElement && takesDoubles) {
      prepare(1);
      try {
        file.memory(end, 1).set(DOUBLE, 0, item);
        added(1);
      } catch (InternalError e) {
        throw MappedFile.explain(path(), e);
      }
    } else if (isOneElement && takesFloats && (float) item == item) {
      prepare(1);
      try {
        file.memory(end, 1).set(FLOAT, 0, (float) item);
        added(1);
      } catch (InternalError e) {
        throw MappedFile.explain(path(), e);
      }
    } else {
      append((Object) item);
    }
  }

  synchronized void append(long item) throws IOException {
    if (isOneElement && takesLongs) {
      prepare(1);
      try {
        file.memory(end, 1).set(LONG, 0, item);
        added(1);
      } catch (InternalError e) {
        throw MappedFile.explain(path(), e);
      }
    } else if (isOneElement && takesInts && (int) item == item) {
      prepare(1);
      try {
        file.memory(end, 1).set(INT, 0, (int) item);
        added(1);
      } catch (InternalError e) {
        throw MappedFile.explain(path(), e);
      }
    } else {
      append((Object) item);
    }
  }

  synchronized void append(float[] item) throws IOException {
    if (!takesFloats) {
      appendElements(item, item.length);
      return;
    }
    requireElements(item.length);
    prepare(1);
    try {
      MemorySegment.copy(item, 0, file.memory(end, 1), FLOAT, 0, item.length);
      added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(path(), e);
    }
  }

  synchronized void append(double[] item) throws IOException {
    if (!takesDoubles) {
      appendElements(item, item.length);
      return;
    }
    requireElements(item.length);
    prepare(1);
    try {
      MemorySegment.copy(item, 0, file.memory(end, 1), DOUBLE, 0, item.length);
      added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(path(), e);
    }
  }

  synchronized void append(long[] item) throws IOException {
    if (!takesLongs) {
      appendElements(item, item.length);
      return;
    }
    requireElements(item.length);
    prepare(1);
    try {
      MemorySegment.copy(item, 0, file.memory(end, 1), LONG, 0, item.length);
      added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(path(), e);
    }
  }

  synchronized void append(int[] item) throws IOException {
    if (!takesInts) {
      appendElements(item, item.length);
      return;
    }
    requireElements(item.length);
    prepare(1);
    try {
      MemorySegment.copy(item, 0, file.memory(end, 1), INT, 0, item.length);
      added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(path(), e);
    }
  }

  /// Appends a row given as its elements in C order, whatever the shape of an item.
  private void appendElements(Object item, int length) throws IOException {
    requireElements(length);
    requireOpen();
    NdArray elements = NdArray.asArray(item, file.layout().dtype()).reshape(itemShape);
    prepare(1);
    row().set(elements);
    added(1);
  }

  synchronized void append(MemorySegment item) throws IOException {
    if (item.byteSize() != file.rowBytes()) {
      requireOpen();
      throw new IllegalArgumentException(
          item.byteSize() + " bytes for a row of " + file.rowBytes());
    }
    prepare(1);
    try {
      MemorySegment.copy(item, 0, file.memory(end, 1), 0, item.byteSize());
      added(1);
    } catch (InternalError e) {
      throw MappedFile.explain(path(), e);
    }
  }

  synchronized <T extends Record> void append(RowType<T> type, T record) throws IOException {
    prepare(1);
    window.set(file, end, type, record);
    added(1);
  }

  // Appending many

  synchronized void extend(Object rows) throws IOException {
    requireOpen();
    ArrayLayout layout = file.layout();
    NdArray block = rows instanceof NdArray array ? array : NdArray.asArray(rows, layout.dtype());
    if (block.ndim() != layout.ndim()) {
      throw new IllegalArgumentException(
          "a block of shape "
              + Arrays.toString(block.shape())
              + " for an array of shape "
              + Arrays.toString(layout.withRowCount(count).shape()));
    }
    long added = block.shape()[layout.growthAxis()];
    requireShape(block.shape(), layout.withRowCount(added).shape());
    if (added > 0) {
      prepare(added);
      file.rows(end, end + added).set(block);
      added(added);
    }
  }

  synchronized void extend(MemorySegment rows) throws IOException {
    requireOpen();
    long rowBytes = file.rowBytes();
    long bytes = rows.byteSize();
    if (rowBytes == 0 ? bytes > 0 : bytes % rowBytes != 0) {
      throw new IllegalArgumentException(bytes + " bytes for rows of " + rowBytes);
    }
    if (bytes > 0) {
      long added = bytes / rowBytes;
      prepare(added);
      try {
        MemorySegment.copy(rows, 0, file.memory(end, added), 0, bytes);
        MappedFile.deliverFaults();
        added(added);
      } catch (InternalError e) {
        throw MappedFile.explain(path(), e);
      }
    }
  }

  synchronized <T extends Record> void extend(RowType<T> type, Collection<? extends T> records)
      throws IOException {
    requireOpen();
    if (records.isEmpty()) {
      return;
    }
    int added = records.size();
    prepare(added);
    Rows<T> target = file.rows(end, end + added).asRows(type);
    long row = 0;
    for (T record : records) {
      target.set(row++, record);
    }
    if (row != added) {
      throw new IllegalArgumentException(row + " records in a collection of " + added);
    }
    added(added);
  }

  synchronized void grow(long rows) throws IOException {
    requireOpen();
    if (rows < 0) {
      throw new IllegalArgumentException("rows (" + rows + ") is negative");
    }
    if (rows > 0) {
      prepare(rows);
      // Capacity may hold rows that were taken away before.
      file.rows(end, end + rows).fillZero();
      added(rows);
    }
  }

  private NdArray row() {
    NdArray rows = file.rows(end, end + 1);
    return file.layout().growthAxis() == 0
        ? rows.get(Index.at(0))
        : rows.get(Index.ELLIPSIS, Index.at(0));
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
      requireOpen();
      throw new IllegalArgumentException(length + " elements for a row of " + itemElements);
    }
  }

  /// Makes room for rows behind the last one.
  private void prepare(long rows) throws IOException {
    requireOpen();
    if (flushFailure != null) {
      throw flushFailure();
    }
    requireGrowable();
    commit.ensure(Math.addExact(end, rows));
  }

  private IOException flushFailure() {
    var failure =
        new IOException(path() + ": what was committed could not be flushed", flushFailure);
    flushFailure = null;
    return failure;
  }

  /// Gives a file that somebody else wrote a header whose count can grow.
  private void requireGrowable() throws IOException {
    if (file.isGrowable() || file.countsInJournal()) {
      return;
    }
    if (!source.canBecomeGrowable()) {
      throw new UnsupportedOperationException(
          path()
              + " is in the format '"
              + source.formatId()
              + "', whose files cannot grow as they are; write it as .npy first");
    }
    ArrayLayout layout = GrowableHeaders.ensureAppendable(path()).layout();
    CountResolution found = source.census(Recovery.FLUSHED).count();
    file = rowFile(layout);
    commit = rowCommit(found);
  }

  /// Counts rows that have been written, or lets them wait for others.
  private void added(long rows) throws IOException {
    long then = end + rows;
    if (then - count >= commitEvery) {
      commitUpTo(then);
    } else {
      end = then;
    }
  }

  private void commitUpTo(long rows) throws IOException {
    commit.commit(rows);
    count = rows;
    end = rows;
    if (flushesCommits) {
      flushCommitted();
    }
  }

  synchronized void commit() throws IOException {
    requireOpen();
    if (flushFailure != null) {
      throw flushFailure();
    }
    commitPending();
  }

  private void commitPending() throws IOException {
    if (end != count) {
      commitUpTo(end);
    }
  }

  // Durability

  @Override
  synchronized void flush() throws IOException {
    commit();
    flushCommitted();
  }

  private void flushCommitted() throws IOException {
    commit.flush();
    flushed = count;
  }

  /// What the timer does.
  private synchronized void flushBehind() {
    if (isClosed() || flushed == count) {
      return;
    }
    try {
      flushCommitted();
    } catch (IOException e) {
      flushFailure = e;
    }
  }

  // Less

  synchronized void truncate(long rows) throws IOException {
    commit();
    if (rows < 0 || rows > count) {
      throw new IndexOutOfBoundsException(
          path() + ": cannot be cut to " + rows + " rows, it has " + count);
    }
    if (rows == count) {
      return;
    }
    requireGrowable();
    commit.shrink(rows);
    count = rows;
    end = rows;
    flushed = Math.min(flushed, rows);
  }

  synchronized void compact() throws IOException {
    commit();
    RowCommit before = commit;
    try {
      file.replaceByCopy(count);
    } finally {
      if (file.isReplaced()) {
        file = rowFile(file.layout().withRowCount(count));
        commit = rowCommit(new CountResolution(count, count, count, false, null));
      }
    }
    before.settle();
    flushed = count;
  }

  synchronized void destroy() throws IOException {
    requireOpen();
    cancelTimer();
    closeAfter(
        () -> {
          Path real = path().toRealPath();
          Files.deleteIfExists(path());
          Files.deleteIfExists(real);
          Files.deleteIfExists(source.sidecars().journal());
        });
  }

  @Override
  void end() throws IOException {
    cancelTimer();
    commitPending();
    commit.close();
  }

  private void cancelTimer() {
    if (timer != null) {
      boolean _ = timer.cancel(false);
    }
  }
}
