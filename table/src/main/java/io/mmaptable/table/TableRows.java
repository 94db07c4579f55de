package io.mmaptable.table;

import io.mmaptable.array.NdArray;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of an open table: how many there are, and how they grow in all columns together.
///
/// Not safe for several threads at once; the table guards it.
final class TableRows {
  private final Path path;
  private final Mode mode;
  private final Arena arena;
  private final ColumnSet columns;
  private final AppendTurn turn;
  private final @Nullable String recoveryNote;
  private volatile RowCommit commit;
  private long count;

  /// Whether an intent says that frozen columns may count other rows than the others.
  private boolean isRecounting;

  /// Tells how many rows there are, and completes the headers where a writer before did not.
  ///
  /// @param countWithoutColumns the number of rows of a table that has no column to tell it
  TableRows(
      Path path,
      Mode mode,
      Recovery recovery,
      ColumnSet columns,
      long countWithoutColumns,
      AppendTurn turn,
      Arena arena)
      throws IOException {
    this.path = path;
    this.mode = mode;
    this.arena = arena;
    this.columns = columns;
    this.turn = turn;
    CountResolution found =
        columns.isEmpty() ? CountResolution.agreed(countWithoutColumns) : resolve(recovery);
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
      if (columns.mapped().stream().anyMatch(column -> column.file().countsInJournal())) {
        flush();
      }
    } else {
      // One of other columns, which must not come to match these later.
      Files.deleteIfExists(Catalog.journal(path));
    }
    if (Intent.read(path).orElse(null) instanceof Intent.Recount) {
      for (FrozenColumn column : columns.frozen()) {
        column.cut(count());
      }
      Intent.clear(path);
    }
  }

  /// How many rows are committed. Any thread may ask about a table that is open for writing.
  long count() {
    return mode == Mode.READ_WRITE ? commit.committed() : count;
  }

  @Nullable String recoveryNote() {
    return recoveryNote;
  }

  ColumnSet columns() {
    return columns;
  }

  /// What counts the rows, as long as the columns stay what they are.
  RowCommit commit() {
    return commit;
  }

  /// Rows for the columns there are, checked.
  RowBlocks blocks(Map<String, ?> rows) {
    return RowBlocks.of(path, columns, rows);
  }

  void append(Map<String, ?> rows) throws IOException {
    RowBlocks blocks = blocks(rows);
    requireGrowable();
    if (blocks.length() > 0) {
      prepareGrowth();
      long before = count();
      grow(
          Math.addExact(before, blocks.length()),
          recount -> {
            blocks.write(recount, before);
            blocks.write(commit, before);
          });
    }
  }

  void resize(long rows) throws IOException {
    long before = count();
    if (rows == before) {
      return;
    }
    if (columns.isEmpty()) {
      commit = rowCommit(CountResolution.agreed(rows));
      return;
    }
    requireGrowable();
    prepareGrowth();
    if (rows < before) {
      shrink(rows);
    } else {
      grow(rows, recount -> fillZero(before, rows, recount));
    }
  }

  private void fillZero(long before, long rows, ChunkedRecount recount) throws IOException {
    for (FrozenColumn column : columns.frozen()) {
      long[] shape = column.layout().shape();
      shape[0] = rows - before;
      recount.write(column, before, NdArray.zeros(column.dtype()).broadcastTo(shape));
    }
    commit.ensure(rows);
    for (MappedColumn column : columns.mapped()) {
      column.file().fillZero(before, rows);
    }
  }

  /// What writes rows where they are not counted yet.
  @FunctionalInterface
  private interface Writing {
    void write(ChunkedRecount recount) throws IOException;
  }

  /// Writes rows into all columns, and counts them. Frozen columns do so first, each by itself;
  /// until the others count them durably, an intent says that these are right.
  private void grow(long rows, Writing writing) throws IOException {
    try (var recount = begin(rows)) {
      writing.write(recount);
      if (recount.isEmpty()) {
        commit.commit(rows);
      } else if (columns.mapped().isEmpty()) {
        recount.finish();
        clearRecount();
        commit = rowCommit(CountResolution.agreed(rows));
      } else {
        commit.ensureJournal();
        recount.finish();
        commit.commit(rows);
      }
    } catch (IOException | RuntimeException e) {
      endRecount(e);
      throw e;
    }
    endRecount();
  }

  /// Takes rows away. Frozen columns follow the others.
  private void shrink(long rows) throws IOException {
    try (var recount = begin(rows)) {
      for (FrozenColumn column : columns.frozen()) {
        recount.cut(column, rows);
      }
      if (columns.mapped().isEmpty()) {
        commit = rowCommit(CountResolution.agreed(rows));
      } else {
        commit.ensure(0); // the journal, before descriptions differ
        describe(rows);
        commit.shrink(rows);
      }
      recount.finish();
    } catch (IOException | RuntimeException e) {
      endRecount(e);
      throw e;
    }
    endRecount();
  }

  /// Begins to change the number of rows, of frozen columns too.
  private ChunkedRecount begin(long rows) throws IOException {
    endRecount();
    if (!columns.frozen().isEmpty()) {
      new Intent.Recount(count(), rows).declare(path);
      isRecounting = true;
    }
    return new ChunkedRecount();
  }

  private void endRecount(Exception failure) {
    try {
      endRecount();
    } catch (IOException left) {
      failure.addSuppressed(left); // the intent stays, and whoever comes next follows it
    }
  }

  /// Lets frozen columns count what the others count, and says that they do.
  private void endRecount() throws IOException {
    if (isRecounting) {
      commit.flush();
      for (FrozenColumn column : columns.frozen()) {
        column.requireRows(count());
      }
      clearRecount();
    }
  }

  private void clearRecount() throws IOException {
    Intent.clear(path);
    isRecounting = false;
  }

  /// Checks that every column is one that can grow.
  ///
  /// @throws UnsupportedOperationException if one is not; the message names it
  void requireGrowable() {
    for (MmapColumn column : columns.inOrder()) {
      if (!column.canGrow()) {
        throw new UnsupportedOperationException(
            path
                + ": column '"
                + column.name()
                + "' is in the format '"
                + column.format().id()
                + "', whose files cannot grow as they are; convert the table to write it as .npy");
      }
      if (!column.growsAlongRows()) {
        throw new UnsupportedOperationException(
            path
                + ": column '"
                + column.name()
                + "' is in Fortran order, whose rows cannot grow; convert the table to write it in"
                + " C order");
      }
    }
  }

  /// Gives every column that somebody else wrote a header whose count can grow.
  ///
  /// @return whether there was one
  boolean prepareGrowth() throws IOException {
    if (columns.mapped().stream().allMatch(MappedColumn::isAppendable)) {
      return false;
    }
    flush();
    commit.settle();
    for (MappedColumn column : columns.mapped()) {
      column.makeAppendable();
    }
    rebuild();
    return true;
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

  /// Makes what is committed durable, and has the files of attributes say it of columns that have
  /// no header to do so.
  void flush() throws IOException {
    if (mode == Mode.READ_WRITE) {
      long durable = commit.committed();
      commit.flush();
      describe(durable);
    }
  }

  /// Lets the file of attributes of each column without a header say how many rows there are.
  /// Beside a journal it may say less than that counts, and never more than the file holds.
  private void describe(long rows) throws IOException {
    if (!commit.hasGrown()) {
      return;
    }
    for (MappedColumn column : columns.mapped()) {
      column.describeRows(rows);
    }
  }

  /// Makes the headers say everything, durably, so that columns can be exchanged.
  ///
  /// @throws IllegalStateException if an appender is open
  void settle() throws IOException {
    turn.requireFree();
    endRecount();
    flush();
    commit.settle();
  }

  /// Goes on with the columns there are now.
  void rebuild() {
    long rows = count();
    long highest = Math.max(rows, commit.highest());
    commit = rowCommit(new CountResolution(rows, rows, highest, commit.hasGrown(), null));
  }

  void close() throws IOException {
    if (mode == Mode.READ_WRITE) {
      commit.giveRoomBack();
      flush();
      commit.closeDescribed();
    }
  }

  private RowCommit rowCommit(CountResolution found) {
    List<MappedColumn> sorted =
        columns.mapped().stream().sorted(Comparator.comparing(MmapColumn::name)).toList();
    return new RowCommit(
        Catalog.journal(path),
        sorted.stream().map(MmapColumn::name).toList(),
        sorted.stream().map(MappedColumn::file).toList(),
        found,
        arena);
  }

  /// Tells the number of rows. A reader may look while a writer is between two headers, and looks
  /// again.
  private CountResolution resolve(Recovery recovery) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        List<CountResolution.Member> members = members();
        CountResolution found = RowCounts.resolve(path, members, recovery);
        if (found.interrupted() || standStill(members)) {
          return found;
        }
        if (looks == WriterAtWork.MOST_LOOKS) {
          return CountResolution.least(members()); // writers open and close it all the time
        }
        WriterAtWork.pause();
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

  /// Whether columns without a header are still what they were. A reader that finds no journal may
  /// have looked at them before their writer was done with them.
  private boolean standStill(List<CountResolution.Member> members) throws IOException {
    if (mode == Mode.READ_WRITE
        || columns.mapped().stream().noneMatch(column -> column.file().countsInJournal())) {
      return true;
    }
    List<CountResolution.Member> now = members();
    return IntStream.range(0, now.size())
        .allMatch(
            i ->
                now.get(i).rows() == members.get(i).rows()
                    && now.get(i).fileSize() == members.get(i).fileSize());
  }

  private List<CountResolution.Member> members() throws IOException {
    var members = new ArrayList<CountResolution.Member>();
    for (MmapColumn column : columns.byName()) {
      members.add(column.member());
    }
    return members;
  }
}
