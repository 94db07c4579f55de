package io.mmaptable.table;

import io.mmaptable.array.RowType;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.RowCommit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where a table grows: room behind the last row of every column, and the rows that are written
/// there and wait to be counted. One thread uses it.
final class RowsEnd {
  private final MmapTable table;
  private final TableRows rows;
  private final long commitEvery;
  private ColumnEnd[] columns = {};

  /// What counts the rows of these columns.
  private RowCommit commit;

  /// The row behind the last complete one, committed or not.
  private long next;

  /// How many rows there is room for; none where something is to be done before the next one.
  private long room;

  /// A bit for each column that has been set in the present row, and for each that is to be.
  private long[] done = {};

  private long[] all = {};

  private @Nullable RecordRow record;

  RowsEnd(MmapTable table, TableRows rows, long commitEvery) {
    this.table = table;
    this.rows = rows;
    this.commitEvery = commitEvery;
    this.commit = rows.commit();
    this.next = rows.count();
    look();
  }

  /// Looks at the columns as they are now.
  private void look() {
    columns = rows.columns().inOrder().stream().map(ColumnEnd::new).toArray(ColumnEnd[]::new);
    commit = rows.commit();
    done = new long[(columns.length + 63) / 64];
    all = new long[done.length];
    Arrays.fill(all, -1);
    if (columns.length % 64 > 0) {
      all[all.length - 1] = (1L << columns.length) - 1;
    }
  }

  int indexOf(String name) {
    List<String> names = Arrays.stream(columns).map(column -> column.column().name()).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new NoSuchElementException(
          table.path() + " has no column '" + name + "'; it has " + names);
    }
    return index;
  }

  /// The row behind the last complete one.
  long next() {
    return next;
  }

  /// Where a column's item of the present row goes, for which there is room.
  ColumnEnd begin(int column) throws IOException {
    if (next >= room) {
      makeRoom(1);
    }
    return columns[column];
  }

  /// Remembers that a column's item has been set.
  void done(int column) {
    done[column >> 6] |= 1L << column;
  }

  void endRow() throws IOException {
    try {
      MappedFile.deliverFaults();
    } catch (InternalError e) {
      throw MappedFile.explain(table.path(), e);
    }
    for (int i = 0; i < done.length; i++) {
      if (done[i] != all[i]) {
        throw incomplete();
      }
    }
    if (done.length == 0) {
      requireColumns();
    }
    Arrays.fill(done, 0);
    added(1);
  }

  private IllegalStateException incomplete() {
    List<String> unset =
        IntStream.range(0, columns.length)
            .filter(i -> (done[i >> 6] >> i & 1) == 0)
            .mapToObj(i -> columns[i].column().name())
            .toList();
    return new IllegalStateException("a row of " + table.path() + " lacks the columns " + unset);
  }

  private void requireColumns() {
    if (columns.length == 0) {
      throw new IllegalStateException(table.path() + " has no columns to append to");
    }
  }

  void requireBetweenRows() {
    for (long set : done) {
      if (set != 0) {
        throw new IllegalStateException(
            "a row of " + table.path() + " has been begun; end it first");
      }
    }
  }

  private void makeRoom(long added) throws IOException {
    requireColumns();
    table.requireWritable();
    prepareGrowth();
    commit.ensure(Math.addExact(next, added));
    long least = Long.MAX_VALUE;
    for (ColumnEnd column : columns) {
      column.open(next);
      least = Math.min(least, column.room());
    }
    room = least;
  }

  private void prepareGrowth() throws IOException {
    rows.requireGrowable();
    synchronized (table) { // whose columns others may look at
      if (rows.prepareGrowth()) {
        look();
      }
    }
  }

  <T extends Record> void write(RowType<T> type, T value) throws IOException {
    if (next >= room) {
      makeRoom(1);
    }
    write(next, type, value);
  }

  private <T extends Record> void write(long row, RowType<T> type, T value) throws IOException {
    RecordRow from = record;
    if (from == null) {
      from = new RecordRow(table.dtype());
      record = from;
    }
    from.set(type, value);
    try {
      for (int i = 0; i < columns.length; i++) {
        columns[i].copy(row, from.memory(), from.offset(i));
      }
      MappedFile.deliverFaults();
    } catch (InternalError e) {
      throw MappedFile.explain(table.path(), e);
    }
  }

  <T extends Record> void extend(RowType<T> type, Collection<? extends T> records)
      throws IOException {
    int count = records.size();
    if (count == 0) {
      return;
    }
    if (room - next < count) {
      makeRoom(count);
    }
    long row = next;
    for (T each : records) {
      if (row - next == count) {
        break;
      }
      write(row++, type, each);
    }
    if (row - next != count) {
      throw new IllegalArgumentException((row - next) + " records in a collection of " + count);
    }
    added(count);
  }

  void extend(Map<String, ?> columnRows) throws IOException {
    table.requireWritable();
    RowBlocks blocks = rows.blocks(columnRows);
    if (blocks.length() > 0) {
      prepareGrowth();
      blocks.write(commit, next);
      room = 0;
      added(blocks.length());
    }
  }

  void added(long count) throws IOException {
    long then = next + count;
    if (then - commit.committed() >= commitEvery) {
      commit.commit(then);
    }
    next = then;
  }

  /// Counts the complete rows that wait.
  void commit() throws IOException {
    if (next != commit.committed()) {
      commit.commit(next);
    }
  }

  /// Lets the thread change the rows by other means.
  void leave() throws IOException {
    requireBetweenRows();
    commit();
    room = 0;
  }

  /// Goes on behind the rows there are now, in the files there are now.
  void resume() {
    look();
    next = commit.committed();
    room = 0;
  }
}
