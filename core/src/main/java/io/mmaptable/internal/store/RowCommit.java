package io.mmaptable.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Commits rows across the files of an array or a table: rows are written first, then the journal
/// counts them, then every header.
///
/// A reader that takes the least of the headers' counts always sees a prefix that all files hold;
/// so does whoever opens the files after this process was killed. Used by one writer, which holds
/// the [WriterLock], and by one of its threads at a time; any other may [#flush] meanwhile.
public final class RowCommit implements Closeable {
  private final Path journalPath;
  private final List<String> names;
  private final RowFile[] files;
  private final List<Path> paths;
  private final @Nullable RowFile onlyFile;
  private final Arena arena;
  private final boolean countsInJournal;
  private @Nullable Journal journal;

  /// Stored with release, so that whoever sees the count sees the rows.
  private final AtomicLong committed;

  private long flushed;
  private long highest;
  private boolean hasGrown;

  /// Takes over files as they were found.
  ///
  /// @param journalPath where the journal is kept while there is one
  /// @param names what the files are called, for the journal
  /// @param files the files, opened for writing, each with a growable header if anything is to be
  ///   committed
  /// @param found how many rows count
  /// @param arena what the journal's mapping ends with
  public RowCommit(
      Path journalPath,
      List<String> names,
      List<RowFile> files,
      CountResolution found,
      Arena arena) {
    this.journalPath = journalPath;
    this.names = List.copyOf(names);
    this.files = files.toArray(RowFile[]::new);
    this.paths = files.stream().map(RowFile::path).toList();
    this.onlyFile = files.size() == 1 ? files.getFirst() : null;
    this.arena = arena;
    this.countsInJournal = files.stream().anyMatch(RowFile::countsInJournal);
    this.committed = new AtomicLong(found.rows());
    this.flushed = found.flushed();
    this.highest = found.highest();
    this.hasGrown = found.interrupted();
  }

  /// Whether files may be longer than what counts: room was made or rows were taken away since they
  /// were opened, or by a writer that did not end well.
  ///
  /// @return true from the first change on
  public boolean hasGrown() {
    return hasGrown;
  }

  /// How many rows are committed. Any thread may ask.
  ///
  /// @return the count that readers see
  public long committed() {
    return committed.getAcquire();
  }

  /// Whether all that is committed has been made durable. Any thread may ask.
  ///
  /// @return true if a [#flush] would do nothing
  public synchronized boolean isFlushed() {
    return flushed == committed();
  }

  /// The most rows that were ever visible, below which no file is cut.
  ///
  /// @return a count
  public long highest() {
    Journal open = journal;
    return Math.max(Math.max(highest, committed()), open == null ? 0 : open.highest());
  }

  /// Makes room for rows in every file.
  ///
  /// @param rows how many there must be room for
  /// @throws IOException if the disk is full; then nothing has been committed, and what was counts
  ///   still
  public void ensure(long rows) throws IOException {
    if (countsInJournal) {
      ensureJournal(); // else capacity would be taken for rows
    }
    hasGrown = true;
    for (RowFile file : files) {
      file.ensure(committed(), rows);
    }
  }

  /// Makes the journal, if there is none, so that a [#commit] needs no room on the disk.
  ///
  /// @throws IOException if it cannot be made
  public void ensureJournal() throws IOException {
    if (journal == null) {
      Journal _ = begin();
    }
  }

  /// Counts rows that have been written into every file, or takes rows away.
  ///
  /// @param rows the new count; what [#ensure] made room for at most
  /// @throws IOException if the journal cannot be made; then nothing has been committed
  public void commit(long rows) throws IOException {
    Journal open = journal;
    if (open == null) {
      open = begin();
    }
    open.commit(rows);
    storeCounts(rows);
    committed.setRelease(rows);
  }

  private void storeCounts(long rows) {
    RowFile only = onlyFile;
    if (only != null) {
      only.storeCount(rows); // a loop would be compiled to more than is inlined
      return;
    }
    for (RowFile file : files) {
      file.storeCount(rows);
    }
  }

  /// Takes rows away durably, so that no crash brings a mix of them and of later ones back.
  ///
  /// @param rows the new count, less than the present one
  /// @throws IOException if it cannot be made durable
  public synchronized void shrink(long rows) throws IOException {
    long before = committed();
    Journal open = journal;
    if (open == null) {
      open = begin();
    }
    flushed = Math.min(flushed, rows);
    open.commit(rows);
    open.flushed(flushed);
    storeCounts(rows);
    committed.setRelease(rows);
    for (RowFile file : files) {
      file.release(rows, before);
    }
  }

  /// Writes the found count into headers that say something else, as after a kill.
  ///
  /// @throws IOException if the journal cannot be made
  public void completeHeaders() throws IOException {
    commit(committed());
  }

  private synchronized Journal begin() throws IOException {
    var fingerprints = new ArrayList<byte[]>();
    for (int i = 0; i < files.length; i++) {
      files[i].mapHeader();
      fingerprints.add(files[i].fingerprint(names.get(i)));
    }
    Journal created =
        Journal.create(
            journalPath,
            new Journal.Entry(BootId.current(), committed(), flushed, highest(), fingerprints),
            arena);
    journal = created;
    hasGrown = true;
    return created;
  }

  /// Makes everything that is committed durable: rows and headers, then the journal's flushed
  /// count. Any thread may ask for it; what is committed while it goes on waits for the next one.
  ///
  /// @throws IOException if it cannot be
  public synchronized void flush() throws IOException {
    long durable = committed();
    if (!FileOps.forceTogether(paths)) {
      for (RowFile file : files) {
        file.force();
      }
    }
    flushed = durable;
    Journal open = journal;
    if (open != null) {
      open.flushed(durable);
    }
  }

  /// Removes the journal, once everything that it speaks of is durable: until the next commit the
  /// headers alone say everything.
  ///
  /// @throws IOException if that fails
  public synchronized void settle() throws IOException {
    Journal open = journal;
    if (open != null) {
      flush();
      highest = highest();
      open.close();
      journal = null;
    }
  }

  /// Gives room back that no row needs, so that what is to be written before files without headers
  /// are closed finds some on a full disk. Nothing can be added any more.
  ///
  /// @throws IOException if a file cannot be cut
  public synchronized void giveRoomBack() throws IOException {
    if (hasGrown && countsInJournal) {
      for (RowFile file : files) {
        file.trim(highest());
        file.release(committed(), highest());
      }
    }
  }

  /// Flushes and settles, and gives unused capacity back.
  ///
  /// @throws IOException if that fails
  @Override
  public void close() throws IOException {
    close(false);
  }

  /// Closes files of which a description beside them says how many rows those without headers have.
  /// Such a one may stay longer than its rows, where the disk has no room for a copy of them.
  ///
  /// @throws IOException if that fails
  public void closeDescribed() throws IOException {
    close(true);
  }

  private synchronized void close(boolean described) throws IOException {
    for (RowFile file : files) {
      if (hasGrown && file.countsInJournal()) {
        end(file, described);
      }
    }
    if (journal == null) {
      flush();
    } else {
      settle();
    }
    for (RowFile file : files) {
      if (hasGrown) {
        file.trim(highest());
      }
    }
  }

  /// Lets a file end after its rows: without its writer and a description it is read up to its end.
  private void end(RowFile file, boolean described) throws IOException {
    try {
      file.endAt(committed(), highest());
    } catch (IOException e) {
      if (!described) {
        throw e;
      }
      file.force();
    }
  }
}
