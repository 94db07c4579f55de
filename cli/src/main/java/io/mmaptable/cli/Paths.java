package io.mmaptable.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Tells tables, arrays and archives apart.
final class Paths {
  private Paths() {}

  static boolean isTable(Path path) throws NoSuchFileException {
    requireExists(path);
    return Files.isDirectory(path);
  }

  /// A ZIP file begins with the signature of a member, or of the end of an empty archive.
  static boolean isArchive(Path path) throws IOException {
    requireExists(path);
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (var in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(4);
      return start.length == 4
          && start[0] == 'P'
          && start[1] == 'K'
          && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    }
  }

  private static void requireExists(Path path) throws NoSuchFileException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
  }
}
