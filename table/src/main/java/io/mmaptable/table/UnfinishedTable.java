package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/// A table that is being written where none is yet: under a name that begins with a dot, beside its
/// place, so that there is the whole table or none.
///
/// Its lock file lies beside it, and is there before it and after it: whoever has the lock finds a
/// table that nobody writes.
final class UnfinishedTable {
  private final Path path;
  private final Path place;
  private final HiddenTable hidden;
  private final Path lockFile;

  private UnfinishedTable(Path path) throws IOException {
    this.path = path;
    this.place = TableReplacement.place(path);
    this.hidden = HiddenTable.beside(place, "unfinished");
    this.lockFile = hidden.path().resolveSibling(hidden.path().getFileName() + ".lock");
  }

  /// What writes a table.
  @FunctionalInterface
  interface Content {

    /// Writes all of it, durably.
    ///
    /// @param table its directory, which holds nothing but the empty one of a catalog
    void writeTo(Path table) throws IOException;
  }

  /// Writes a table and lets it come to its place, durably. A failure leaves nothing.
  ///
  /// @param path the place, which is vacant, in a directory that is there
  /// @throws StorageException.Locked if somebody else is writing a table there
  /// @throws FileAlreadyExistsException if something of somebody else's has the hidden name
  static void write(Path path, Content content) throws IOException {
    new UnfinishedTable(path).write(content);
  }

  /// Checks that the directory is there in which a table is to be written, and has room for it:
  /// better said at once than found out after writing all that there is room for.
  static void requireRoom(Path path, long bytes) throws IOException {
    Path directory = FileOps.parent(TableReplacement.place(path));
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    FileOps.requireSpace(directory, bytes);
  }

  private void write(Content content) throws IOException {
    try (WriterLock _ = lock()) {
      if (hidden.isThere()) {
        hidden.delete();
      } else if (FileOps.exists(hidden.path())) {
        throw new FileAlreadyExistsException(
            hidden.path().toString(), null, "is in the way of writing " + path);
      }
      try {
        content.writeTo(hidden.make());
        Files.move(hidden.path(), place, StandardCopyOption.ATOMIC_MOVE);
      } catch (UncheckedIOException e) {
        // From a column that cannot be mapped, or what another thread reads.
        IOException cause = Objects.requireNonNull(e.getCause());
        deleteAfter(cause);
        throw cause;
      } catch (Throwable e) {
        deleteAfter(e);
        throw e;
      }
    }
    FileOps.forceDirectory(FileOps.parent(place));
  }

  private WriterLock lock() throws IOException {
    return WriterLock.acquire(lockFile, path, true);
  }

  private void deleteAfter(Throwable failure) {
    try {
      if (hidden.isThere()) {
        hidden.delete();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Removes what a writer that was killed has left of a table that should have come to a path. One
  /// that is being written is let be. What cannot be deleted is in nobody's way, and stays.
  static void removeLeftovers(Path path) throws IOException {
    new UnfinishedTable(path).removeLeftovers();
  }

  private void removeLeftovers() {
    if (!FileOps.exists(hidden.path()) && !FileOps.exists(lockFile)) {
      return;
    }
    try (WriterLock _ = lock()) {
      if (hidden.isThere()) {
        hidden.delete();
      }
    } catch (IOException e) {
      return;
    }
  }
}
