package io.mmaptable.table;

import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Makes the directories of tables.
///
/// @param rows how many rows the table has
/// @param layout how columns will lie in their files
/// @param columns those that it begins with
record NewTable(long rows, Layout layout, List<NewColumn> columns) {

  /// How many strangers a message lists.
  private static final int MOST_LISTED = 5;

  /// Makes the table where nothing is.
  ///
  /// @return the lock on it
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  WriterLock makeAt(Path path) throws IOException {
    FileOps.requireVacantDirectory(path);
    if (!columns.isEmpty()) {
      return makeWhole(path);
    }
    if (!FileOps.exists(path)) {
      Files.createDirectory(path);
      FileOps.forceDirectory(FileOps.parent(path));
    }
    return make(path);
  }

  /// Makes a table with columns, which nobody sees until it is whole.
  private WriterLock makeWhole(Path path) throws IOException {
    writeAt(path, _ -> {});
    return WriterLock.acquire(Catalog.lock(path), path, false);
  }

  /// Makes the table where nothing is, and has it filled. Nobody sees it until it is whole.
  ///
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  void writeAt(Path path, TableFilling filling) throws IOException {
    FileOps.requireVacantDirectory(path);
    UnfinishedTable.requireRoom(path, byteSize());
    UnfinishedTable.write(
        path,
        unfinished -> {
          try (WriterLock _ = make(unfinished);
              MmapTable table = TableOpening.ofNew(unfinished).openLocked()) {
            table.addColumns(columns);
            filling.fill(table);
          }
        });
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
    // Better said at once, and of this path, than of the one where the new table is made.
    FileOps.requireSpace(path, byteSize());
    Files.createDirectories(Catalog.directory(path));
    try (WriterLock former = WriterLock.acquire(Catalog.lock(path), path, false)) {
      Leftovers.requireNoArrayWriter(path, old);
      replacement.removeLeftovers();
      return replacement.takePlace(filled(replacement), former);
    }
  }

  private long byteSize() {
    return columns.stream()
        .mapToLong(column -> column.content(layout.format(), rows).byteSize())
        .reduce(0, (sum, size) -> size > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + size);
  }

  private WriterLock filled(TableReplacement replacement) throws IOException {
    try {
      return withColumns(replacement.make());
    } catch (IOException | RuntimeException e) {
      replacement.removeLeftovers();
      throw e;
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private WriterLock withColumns(Path path) throws IOException {
    WriterLock lock = make(path);
    if (columns.isEmpty()) {
      return lock;
    }
    try (MmapTable table = TableOpening.ofNew(path).openLocked()) {
      table.addColumns(columns);
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Makes the table without its columns, in a directory that holds nothing.
  private WriterLock make(Path path) throws IOException {
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
            + (more > 0 ? " and " + more + " more" : ""));
  }
}
