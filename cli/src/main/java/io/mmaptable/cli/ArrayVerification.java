package io.mmaptable.cli;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyRecovery;
import io.mmaptable.table.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for what is wrong with an array's file and with what lies beside it, and mends it.
final class ArrayVerification {
  private final Path path;
  private final DiskArrayOptions options;
  private final boolean hasHeader;
  private final Sidecars sidecars;
  private final Path savedHeader;
  private final List<Finding> findings = new ArrayList<>();

  private ArrayVerification(Path path, DiskArrayOptions options) throws IOException {
    FileOps.requireRegularFile(path);
    Path real = path.toRealPath();
    this.path = path;
    this.options = options;
    this.hasHeader = Npy.isNpy(path);
    this.sidecars = Sidecars.of(path);
    this.savedHeader = real.resolveSibling("." + real.getFileName() + ".header");
  }

  /// Verifies an array, and changes nothing.
  ///
  /// @param path the file
  /// @param options how it is opened
  /// @return what is worth knowing
  /// @throws StorageException if the file is no array, or not of the length that it should have
  /// @throws IOException if it cannot be read
  static List<Finding> of(Path path, DiskArrayOptions options) throws IOException {
    var verification = new ArrayVerification(path, options);
    verification.verify();
    return verification.findings;
  }

  private void verify() throws IOException {
    if (hasNoDimension()) {
      Npy.header(path).layout().requireIn(path, Files.size(path));
      return;
    }
    try (DiskArray array = DiskArray.open(path, options.mode(Mode.READ_ONLY))) {
      array.recoveryNote().ifPresent(note -> note(path, note));
    }
    if (sidecars.table() != null) {
      return; // the table's findings tell of the rest
    }
    OptionalLong writer = WriterLock.liveHolder(sidecars.lock());
    if (writer.isPresent()) {
      note(path, "is open for writing in process " + writer.getAsLong());
      return;
    }
    if (Files.exists(sidecars.lock())) {
      note(sidecars.lock(), "is the lock of a writer that is gone");
    }
    if (Files.exists(savedHeader)) {
      note(savedHeader, "is a header that was saved while another took its place");
    }
    for (Path temporary : temporaries()) {
      note(temporary, "is a temporary file that an interrupted writer left");
    }
    if (hasHeader && !Files.exists(sidecars.journal())) {
      noteBytesAfterRows();
    }
  }

  private boolean hasNoDimension() throws IOException {
    return hasHeader && Npy.header(path).layout().ndim() == 0;
  }

  private void noteBytesAfterRows() throws IOException {
    ArrayLayout layout = Npy.header(path).layout();
    long unused = Files.size(path) - layout.dataOffset() - layout.nbytes();
    if (unused > 0) {
      note(
          path,
          "has "
              + unused
              + " bytes after its "
              + layout.rowCount()
              + " rows, which are not counted: rows that were taken away, or that another program"
              + " was about to count");
    }
  }

  /// Mends what the journal or the size of the file allows.
  ///
  /// @param path the file
  /// @param options how it is opened
  /// @return what was done, a line each
  /// @throws StorageException.Locked if a writer has the array open
  /// @throws UnsupportedOperationException if it is a table's column
  /// @throws StorageException if the file is no array, or one that cannot be mended
  /// @throws IOException if it cannot be read or written
  static List<String> repair(Path path, DiskArrayOptions options) throws IOException {
    return new ArrayVerification(path, options).repair();
  }

  private List<String> repair() throws IOException {
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          path + " is a column of the table " + sidecars.table() + ": repair the table");
    }
    var done = new ArrayList<String>();
    if (Files.exists(savedHeader)) {
      restoreHeader(done);
    }
    if (!hasNoDimension()) {
      verifyOrCut(done);
      settle(done);
    }
    try (var _ = lock()) {
      for (Path temporary : temporaries()) {
        Files.delete(temporary);
        done.add("removed " + temporary + ", which an interrupted writer left");
      }
    }
    return done;
  }

  private WriterLock lock() throws IOException {
    return WriterLock.acquire(sidecars.lock(), path, true);
  }

  private void restoreHeader(List<String> done) throws IOException {
    try (var _ = lock()) {
      GrowableHeaders.restore(path);
      done.add("ended the exchange of headers that " + savedHeader + " was saved for");
    }
  }

  private void verifyOrCut(List<String> done) throws IOException {
    try {
      verify();
    } catch (StorageException.Malformed e) {
      if (!hasHeader) {
        throw e; // only who wrote it knows what its rows are
      }
      cutToSize(done, e);
      findings.clear();
      verify();
    }
  }

  /// What a writer leaves that does not end well is settled by the next one.
  private void settle(List<String> done) throws IOException {
    if (Files.exists(sidecars.journal()) || Files.exists(sidecars.lock())) {
      DiskArray.open(path, options).close();
      findings.stream()
          .filter(finding -> finding.path().equals(path) || finding.path().equals(sidecars.lock()))
          .forEach(finding -> done.add("settled by opening it: " + finding.message()));
    }
  }

  private void cutToSize(List<String> done, StorageException.Malformed found) throws IOException {
    long promised = Npy.header(path).layout().rowCount();
    // One that could be followed would have been: it counts more rows than there are, or belongs
    // to another file.
    if (Files.exists(sidecars.journal())) {
      try (var _ = lock()) {
        Files.deleteIfExists(sidecars.journal());
        done.add("removed " + sidecars.journal() + ", which does not fit the file");
      }
    }
    if (!NpyRecovery.needsRecovery(path)) {
      throw found;
    }
    long rows = NpyRecovery.recover(path, NpyRecovery.IncompleteRow.DROP);
    done.add(
        path
            + ": counted the "
            + rows
            + " whole rows that are there, of "
            + promised
            + " promised");
  }

  private List<Path> temporaries() throws IOException {
    Path real = path.toRealPath();
    Pattern name =
        Pattern.compile("\\." + Pattern.quote(real.getFileName() + "") + "\\.[0-9a-z]{1,13}\\.tmp");
    try (Stream<Path> beside = Files.list(FileOps.parent(real))) {
      return beside
          .filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private void note(Path about, String message) {
    findings.add(new Finding(Finding.Severity.NOTE, about, message));
  }
}
