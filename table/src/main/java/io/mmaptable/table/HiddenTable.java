package io.mmaptable.table;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// A table under a name that begins with a dot, beside the place that it is made for or had.
///
/// What makes it begins with the directory of its catalog, and what deletes it ends with that: so
/// it is told from what somebody else has put there, whenever a crash comes.
///
/// @param path the hidden directory
record HiddenTable(Path path) {

  /// One of a kind beside the place of a table.
  static HiddenTable beside(Path table, String kind) {
    return new HiddenTable(table.resolveSibling("." + table.getFileName() + "." + kind));
  }

  /// Makes the directory and that of its catalog.
  Path make() throws IOException {
    Files.createDirectories(Catalog.directory(path));
    return path;
  }

  /// Whether it is there, as a table or as the empty directory that it is for an instant.
  boolean isThere() throws IOException {
    return isTable() || (isDirectory() && entries().isEmpty());
  }

  /// Whether it is there as a table.
  boolean isTable() {
    return isDirectory() && Files.isDirectory(Catalog.directory(path));
  }

  private boolean isDirectory() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS); // a link is somebody else's
  }

  void delete() throws IOException {
    Path last = Catalog.directory(path);
    for (Path entry : entries()) {
      if (!entry.equals(last)) {
        FileOps.deleteTree(entry);
      }
    }
    if (Files.exists(last)) {
      FileOps.deleteTree(last);
    }
    Files.delete(path);
  }

  private List<Path> entries() throws IOException {
    try (var entries = Files.list(path)) {
      return entries.toList();
    }
  }
}
