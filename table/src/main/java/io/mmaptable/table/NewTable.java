package io.mmaptable.table;

import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Makes the directories of tables without columns.
///
/// @param rows how many rows the table has
/// @param layout how columns will lie in their files
record NewTable(long rows, Layout layout) {

  /// How many strangers a message lists.
  private static final int MOST_LISTED = 5;

  /// Makes the table where nothing is.
  ///
  /// @return the lock on it
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  WriterLock makeAt(Path path) throws IOException {
    FileOps.requireVacantDirectory(path);
    if (!FileOps.exists(path)) {
      Files.createDirectory(path);
      FileOps.forceDirectory(FileOps.parent(path));
    }
    return fill(path);
  }

  /// Makes the table where another one may be.
  ///
  /// @return the lock on it
  /// @throws FileAlreadyExistsException if there is something that may not be overwritten
  WriterLock makeInPlaceOf(Path path, Overwrite overwrite) throws IOException {
    if (!Files.isDirectory(path) || isEmpty(path)) {
      return makeAt(path);
    }
    var replacement = TableReplacement.of(path);
    TableDirectory old = TableDirectory.any(path);
    switch (overwrite) {
      case TABLE -> requireNothingElse(path, old);
      case ANYTHING -> {}
    }
    Files.createDirectories(Catalog.directory(path));
    try (WriterLock former = WriterLock.acquire(Catalog.lock(path), path, false)) {
      Leftovers.requireNoArrayWriter(path, old);
      replacement.removeLeftovers();
      Path made = replacement.make();
      return replacement.takePlace(fill(made), former);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private WriterLock fill(Path path) throws IOException {
    Files.createDirectories(Catalog.directory(path));
    WriterLock lock = WriterLock.acquire(Catalog.lock(path), path, false);
    try {
      if (FileOps.exists(Catalog.file(path))) {
        throw new FileAlreadyExistsException(path.toString(), null, "is a table");
      }
      new Catalog(List.of(), rows, null, layout).write(path);
      FileOps.forceDirectory(path);
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireNothingElse(Path path, TableDirectory found)
      throws FileAlreadyExistsException {
    List<String> others = found.others().stream().map(Path::toString).toList();
    if (others.isEmpty()) {
      return;
    }
    int more = others.size() - MOST_LISTED;
    throw new FileAlreadyExistsException(
        path.toString(),
        null,
        "holds what is no part of a table: "
            + String.join(", ", others.subList(0, Math.min(MOST_LISTED, others.size())))
            + (more > 0 ? " and " + more + " more" : "")
            + "; Overwrite.ANYTHING replaces that too");
  }
}
