package io.mmaptable.diskarray;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.RowCommit;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.npy.GrowableHeaders;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where an array grows: room behind the last row, and the rows that are written there and counted.
///
/// One thread at a time may change it, the one whose turn [RowWriter] says it is. Any thread may
/// ask what is committed, and [#flush] it.
final class RowEnd implements Closeable {

  /// The least that is written rather than stored, in bytes.
  private static final long LEAST_WRITE = 256 << 10;

  private final ArrayFile source;
  private final Growth growth;
  private final Arena arena;
  private final long commitEvery;
  private final boolean flushesCommits;

  private RowFile file;
  private RowCommit commit;
  private volatile Shown shown;

  /// The row behind the last one, committed or not.
  private long end;

  /// How many rows there is room for; none where something is to be done before the next one.
  private long room;

  /// The mapping with that room.
  private MemorySegment memory = MemorySegment.NULL;

  private final AtomicReference<@Nullable IOException> flushFailure = new AtomicReference<>();

  RowEnd(ArrayFile source, Growth growth, ArrayFile.Census found, Arena arena) throws IOException {
    this.source = source;
    this.growth = growth;
    this.arena = arena;
    this.commitEvery = growth.commitEvery();
    this.flushesCommits = growth.durability() instanceof Durability.OnCommit;
    this.file = rowFile(found.layout());
    this.commit = rowCommit(found.count());
    this.shown = new Shown(file, commit);
    this.end = found.count().rows();
    if (found.count().interrupted()) {
      commit.completeHeaders();
    } else {
      // One of another file, which must not come to match this one later.
      Files.deleteIfExists(source.sidecars().journal());
    }
    if (growth.capacity() > end) {
      requireGrowable();
      commit.ensure(growth.capacity());
    }
  }

  private RowFile rowFile(ArrayLayout layout) throws IOException {
    return new RowFile(source.path(), layout, Mode.READ_WRITE, growth.growBy(), arena);
  }

  private RowCommit rowCommit(CountResolution found) {
    return new RowCommit(
        source.sidecars().journal(), List.of(source.name()), List.of(file), found, arena);
  }

  /// What any thread may see.
  ///
  /// @param file the file as it is mapped now
  /// @param commit what counts the rows of this file
  record Shown(RowFile file, RowCommit commit) {}

  Shown shown() {
    return shown;
  }

  private void show(RowFile newFile, CountResolution found) {
    file = newFile;
    commit = rowCommit(found);
    shown = new Shown(file, commit);
  }

  /// The file as it is mapped now.
  RowFile file() {
    return file;
  }

  /// How many rows are committed.
  long count() {
    return commit.committed();
  }

  /// The row behind the last one, committed or not.
  long next() {
    return end;
  }

  /// What holds the row behind the last one, at an [#offset].
  MemorySegment memory() {
    return MappedFile.MEMORY.cast(memory);
  }

  /// Where the row behind the last one begins.
  long offset() {
    return file.byteOffset(end);
  }

  /// Whether rows can be written behind the last one with nothing done before.
  boolean hasRoom(long rows) {
    return room - end >= rows && flushFailure.getOpaque() == null;
  }

  /// Makes room behind the last row.
  ///
  /// @param rows how many will be written there
  /// @throws IOException if there is none, or what was committed could not be flushed
  void makeRoom(long rows) throws IOException {
    throwFlushFailure();
    requireGrowable();
    commit.ensure(Math.addExact(end, rows));
    room = file.allocatedRows();
    memory = file.memory();
  }

  /// Writes many rows behind the last one, which is less work than to make room and store them.
  ///
  /// @param rows how many
  /// @param content what writes them, in the order of the file
  /// @return false if there are too few, which are to be stored
  boolean write(long rows, MappedFile.Content content) throws IOException {
    if (Math.multiplyExact(rows, file.rowBytes()) < LEAST_WRITE) {
      return false;
    }
    throwFlushFailure();
    requireGrowable();
    commit.ensure(0); // a file that counts in its journal must have one before it is longer
    file.write(end, rows, content);
    room = file.allocatedRows();
    memory = file.memory();
    return true;
  }

  /// Lets the next one who wants room come by first.
  void endRoom() {
    room = 0;
  }

  /// A view of rows that there is room for, in the shape of a block.
  NdArray rows(long rows) {
    return file.rows(end, end + rows);
  }

  /// A view of the row that there is room for, in the shape of an item.
  NdArray row() {
    NdArray rows = rows(1);
    return file.layout().growthAxis() == 0
        ? rows.get(Index.at(0))
        : rows.get(Index.ELLIPSIS, Index.at(0));
  }

  /// Gives a file that somebody else wrote a header whose count can grow.
  private void requireGrowable() throws IOException {
    if (file.isGrowable() || file.countsInJournal()) {
      return;
    }
    if (!source.canBecomeGrowable()) {
      throw new UnsupportedOperationException(
          source.path()
              + " is in the format '"
              + source.formatId()
              + "', whose files cannot grow as they are; write it as .npy first");
    }
    ArrayLayout layout = GrowableHeaders.ensureAppendable(source.path()).layout();
    CountResolution found = source.census(Recovery.FLUSHED).count();
    show(rowFile(layout), found);
  }

  /// Counts rows that have been written, or lets them wait for others.
  void added(long rows) throws IOException {
    long then = end + rows;
    if (then - commit.committed() >= commitEvery) {
      commitUpTo(then);
    } else {
      end = then;
    }
  }

  private void commitUpTo(long rows) throws IOException {
    commit.commit(rows);
    end = rows;
    if (flushesCommits) {
      commit.flush();
    }
  }

  /// Counts what has been written and waits.
  void commit() throws IOException {
    throwFlushFailure();
    commitWaiting();
  }

  private void commitWaiting() throws IOException {
    if (end != commit.committed()) {
      commitUpTo(end);
    }
  }

  /// Makes what is committed durable. Any thread may ask for it.
  void flush() throws IOException {
    shown.commit().flush();
  }

  /// Makes what is committed durable, and lets the next one who appends know if that fails.
  void flushBehind() {
    RowCommit now = shown.commit();
    try {
      if (!now.isFlushed()) {
        now.flush();
      }
    } catch (IOException e) {
      flushFailure.set(e);
    }
  }

  private void throwFlushFailure() throws IOException {
    IOException failure = flushFailure.getAndSet(null);
    if (failure != null) {
      throw new IOException(source.path() + ": what was committed could not be flushed", failure);
    }
  }

  /// Takes committed rows away.
  void truncate(long rows) throws IOException {
    requireGrowable();
    endRoom();
    commit.shrink(rows);
    end = rows;
  }

  /// Puts a copy without room in the file's place.
  void compact() throws IOException {
    RowCommit before = commit;
    long rows = before.committed();
    endRoom();
    try {
      file.replaceByCopy(rows);
    } finally {
      if (file.isReplaced()) {
        show(
            rowFile(file.layout().withRowCount(rows)),
            new CountResolution(rows, rows, rows, false, null));
      }
    }
    before.settle();
  }

  /// Commits what waits, and lets the file say all there is to say.
  @Override
  public void close() throws IOException {
    endRoom();
    commitWaiting();
    commit.close();
  }
}
