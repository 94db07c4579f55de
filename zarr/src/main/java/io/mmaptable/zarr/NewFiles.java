package io.mmaptable.zarr;

import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Replacement;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The files that are written for an array: those that nobody sees before the metadata count their
/// rows are made durable together, at the end, and those that take the place of others at once.
final class NewFiles {
  private final Path root;
  private final List<Path> begun = new ArrayList<>();
  private final List<Path> made = new ArrayList<>();

  NewFiles(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  Replacement begin(Path file) throws IOException {
    begun.add(file);
    Files.createDirectories(FileOps.parent(file));
    return Replacement.of(file);
  }

  void commit(Path file, Replacement replacement) throws IOException {
    if (FileOps.exists(file)) {
      replacement.commit();
    } else {
      replacement.commitUnforced();
      made.add(file);
    }
  }

  /// Makes all files durable, with the directories that they are in.
  void force() throws IOException {
    FileOps.forceAll(made);
    Set<Path> directories = new TreeSet<>();
    for (Path file : made) {
      for (Path at = file.getParent(); at != null && at.startsWith(root); at = at.getParent()) {
        directories.add(at);
      }
    }
    for (Path directory : directories) {
      FileOps.forceDirectory(directory);
    }
  }

  /// Removes what nobody has seen.
  void delete() throws IOException {
    for (Path file : made) {
      Files.deleteIfExists(file);
    }
    for (Path file : begun) {
      deleteEmptyDirectories(root, file);
    }
  }

  /// Removes the directories of a file that is not there, from its own on up to the first one that
  /// holds anything.
  static void deleteEmptyDirectories(Path root, Path file) throws IOException {
    try {
      for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
        Files.deleteIfExists(at);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }
}
