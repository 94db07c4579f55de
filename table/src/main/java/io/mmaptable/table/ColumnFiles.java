package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Moves and removes the files of columns, durably. What has been done already is not done again.
final class ColumnFiles {
  private ColumnFiles() {}

  /// Gives a file another name, or does nothing where it has it already.
  ///
  /// @throws StorageException.Inconsistent if somebody has put another file there
  static void move(Path from, Path to) throws IOException {
    if (FileOps.exists(from)) {
      if (FileOps.exists(to)) {
        throw new StorageException.Inconsistent(
            to, "is in the way of " + from + ", whose renaming was interrupted; move one of them");
      }
      Files.createDirectories(FileOps.parent(to));
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      FileOps.forceDirectory(FileOps.parent(to));
      FileOps.forceDirectory(FileOps.parent(from));
    }
  }

  /// Lets a file, or a directory, take the place of another, or does nothing where it has done that
  /// already.
  static void moveOver(Path from, Path to) throws IOException {
    if (FileOps.exists(from)) {
      Path former = aside(to);
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      FileOps.forceDirectory(FileOps.parent(to));
      if (!former.equals(to)) {
        FileOps.deleteTree(former);
      }
    }
  }

  /// Deletes what a column's elements lie in, a file or a directory, if it is there.
  static void delete(Path data) throws IOException {
    if (FileOps.exists(data)) {
      FileOps.deleteTree(aside(data));
    }
  }

  /// Gives a directory a hidden name, which that of no other can take at once. So whoever reads it
  /// finds it whole or not at all: a chunk that is missing would be taken for one of fill values.
  ///
  /// @return where it is now; the same path for a file, or nothing
  private static Path aside(Path data) throws IOException {
    if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
      return data;
    }
    Path hidden = FileOps.temporaryBeside(data);
    Files.move(data, hidden, StandardCopyOption.ATOMIC_MOVE);
    FileOps.forceDirectory(FileOps.parent(data));
    return hidden;
  }

  /// Removes a column and the groups that become empty.
  static void remove(Path table, ColumnFile column) throws IOException {
    Path data = column.data();
    delete(data);
    AttrFile.delete(column);
    if (Files.isDirectory(FileOps.parent(data))) {
      FileOps.forceDirectory(FileOps.parent(data));
    }
    removeEmptyGroups(table, FileOps.parent(data));
  }

  /// Removes a group that is empty, and those above it that become so.
  static void removeEmptyGroups(Path table, Path group) throws IOException {
    Path root = table.toAbsolutePath();
    for (Path up = group; !up.equals(root); up = FileOps.parent(up)) {
      if (!FileOps.exists(up)) {
        continue; // the one above it may have been made for it
      }
      if (!Files.isDirectory(up, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      try (var entries = Files.list(up)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(up);
    }
  }
}
