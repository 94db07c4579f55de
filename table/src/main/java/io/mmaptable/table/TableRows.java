package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.RowCommit;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of an open table: how many there are, and how they grow in all columns together.
///
/// Not safe for several threads at once; the table guards it.
final class TableRows {
  private final Path path;
  private final Mode mode;
  private final Arena arena;
  private final ColumnSet columns;
  private final @Nullable String recoveryNote;
  private RowCommit commit;
  private long count;

  /// Tells how many rows there are, and completes the headers where a writer before did not.
  ///
  /// @param countWithoutColumns the number of rows of a table that has no column to tell it
  TableRows(
      Path path,
      Mode mode,
      Recovery recovery,
      ColumnSet columns,
      long countWithoutColumns,
      Arena arena)
      throws IOException {
    this.path = path;
    this.mode = mode;
    this.arena = arena;
    this.columns = columns;
    CountResolution found = columns.isEmpty() ? agreed(countWithoutColumns, 0) : resolve(recovery);
    this.count = found.rows();
    boolean beingWritten =
        mode != Mode.READ_WRITE && WriterLock.liveHolder(Catalog.lock(path)).isPresent();
    this.recoveryNote = beingWritten ? null : found.note();
    this.commit = rowCommit(found);
    if (mode != Mode.READ_WRITE) {
      return;
    }
    if (found.interrupted()) {
      commit.completeHeaders();
    } else {
      // One of other columns, which must not come to match these later.
      Files.deleteIfExists(Catalog.journal(path));
    }
  }

  long count() {
    return count;
  }

  @Nullable String recoveryNote() {
    return recoveryNote;
  }

  void append(Map<String, ?> rows) throws IOException {
    Map<MmapColumn, NdArray> blocks = RowBlocks.of(path, columns, rows);
    long added = RowBlocks.length(path, blocks);
    requireGrowable();
    if (added == 0) {
      return;
    }
    long end = Math.addExact(count, added);
    prepareGrowth();
    commit.ensure(end);
    for (Map.Entry<MmapColumn, NdArray> block : blocks.entrySet()) {
      block.getKey().file().rows(count, end).set(block.getValue());
    }
    commit.commit(end);
    count = end;
  }

  void resize(long rows) throws IOException {
    if (rows == count) {
      return;
    }
    if (columns.isEmpty()) {
      count = rows;
      rebuild();
      return;
    }
    requireGrowable();
    prepareGrowth();
    if (rows < count) {
      commit.shrink(rows);
    } else {
      commit.ensure(rows);
      for (MmapColumn column : columns.inOrder()) {
        // Capacity may hold rows that were taken away before.
        column.file().rows(count, rows).fillZero();
      }
      commit.commit(rows);
    }
    count = rows;
  }

  private void requireGrowable() {
    for (MmapColumn column : columns.inOrder()) {
      if (!column.canGrow()) {
        throw new UnsupportedOperationException(
            path
                + ": column '"
                + column.name()
                + "' is in the format '"
                + column.format().id()
                + "', whose files cannot grow as they are; write it as .npy first");
      }
      if (!column.growsAlongRows()) {
        throw new UnsupportedOperationException(
            path
                + ": column '"
                + column.name()
                + "' is in Fortran order, whose rows cannot grow; write it in C order first");
      }
    }
  }

  private void prepareGrowth() throws IOException {
    if (columns.inOrder().stream().allMatch(column -> column.file().isGrowable())) {
      return;
    }
    settle();
    for (MmapColumn column : columns.inOrder()) {
      column.makeAppendable();
    }
    rebuild();
  }

  /// Sees what a writer has committed since.
  void refresh() throws IOException {
    if (mode == Mode.READ_WRITE || columns.isEmpty()) {
      return;
    }
    try {
      count = resolve(Recovery.FLUSHED).rows();
    } catch (NoSuchFileException e) {
      var gone = new StorageException.Inconsistent(path, "has other columns now; open it again");
      gone.initCause(e);
      throw gone;
    }
  }

  void flush() throws IOException {
    if (mode == Mode.READ_WRITE) {
      commit.flush();
    }
  }

  /// Makes the headers say everything, durably, so that columns can be exchanged.
  void settle() throws IOException {
    commit.settle();
  }

  /// Goes on with the columns there are now.
  void rebuild() {
    commit = rowCommit(agreed(count, commit.highest()));
  }

  void close() throws IOException {
    if (mode == Mode.READ_WRITE) {
      commit.close();
    }
  }

  private static CountResolution agreed(long rows, long highest) {
    return new CountResolution(rows, rows, Math.max(rows, highest), false, null);
  }

  private RowCommit rowCommit(CountResolution found) {
    List<MmapColumn> sorted = columns.byName();
    return new RowCommit(
        Catalog.journal(path),
        sorted.stream().map(MmapColumn::name).toList(),
        sorted.stream().map(MmapColumn::file).toList(),
        found,
        arena);
  }

  /// Tells the number of rows. A reader may look while a writer is between two headers, and looks
  /// again.
  private CountResolution resolve(Recovery recovery) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        return CountResolution.resolve(path, members(), Catalog.journal(path), recovery);
      } catch (StorageException.Inconsistent e) {
        if (mode != Mode.READ_WRITE && WriterAtWork.mayBe(path, looks)) {
          continue;
        }
        if (looks == WriterAtWork.MOST_LOOKS) {
          // A writer that has other columns by now, whose journal does not speak of these alone.
          return CountResolution.least(members());
        }
        throw e;
      }
    }
  }

  private List<CountResolution.Member> members() throws IOException {
    var members = new ArrayList<CountResolution.Member>();
    for (MmapColumn column : columns.byName()) {
      Path file = column.path();
      ArrayLayout now = column.described();
      column.follow(now);
      members.add(CountResolution.Member.column(column.name(), file, now, Files.size(file)));
    }
    return members;
  }
}
