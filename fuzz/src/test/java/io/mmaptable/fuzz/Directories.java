package io.mmaptable.fuzz;

import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Directories that last as long as one input.
final class Directories {
  private Directories() {}

  /// An empty one, in memory where the machine has a place for that: what is written for an input
  /// is forced to no disk.
  static Path make() throws IOException {
    return MemoryTempDir.make();
  }

  static List<Path> files(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  static void delete(Path directory) throws IOException {
    try (var tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
