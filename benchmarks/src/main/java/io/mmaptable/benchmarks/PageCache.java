package io.mmaptable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The kernel's copies of files.
final class PageCache {
  private PageCache() {}

  /// Makes the kernel forget what it has of the files in a directory. They must be on the disk, and
  /// mapped by nobody. GNU's `dd` does it; where there is none, a line says so.
  static void forget(Path directory) throws IOException {
    List<Path> files;
    try (var paths = Files.walk(directory)) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (!forgetFile(file)) {
        System.err.println(
            "dd does not take " + file + " out of the page cache: it is measured warm");
      }
    }
  }

  private static boolean forgetFile(Path file) throws IOException {
    try {
      return new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while dd was at work on " + file, e);
    }
  }
}
