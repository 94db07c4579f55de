package io.mmaptable.export;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;

/// Makes tables under another name first, so that there is the whole table or none.
final class StagedTable {
  private StagedTable() {}

  /// Makes a table in a directory that is not there yet.
  @FunctionalInterface
  interface Maker {
    /// Makes the table.
    ///
    /// @return the number of rows
    long make(Path directory) throws IOException;
  }

  /// Makes a table.
  ///
  /// @param table its directory, which must be missing or empty
  /// @return the number of rows
  /// @throws FileAlreadyExistsException if there is something already
  /// @throws IOException if that fails; then there is nothing
  static long make(Path table, Maker maker) throws IOException {
    FileOps.requireVacantDirectory(table);
    Path temporary = FileOps.temporaryBeside(table.toAbsolutePath());
    long rows;
    try {
      rows = maker.make(temporary);
      Files.move(temporary, table, StandardCopyOption.ATOMIC_MOVE);
    } catch (UncheckedIOException e) {
      // From a file that is mapped, or that another thread reads.
      IOException cause = Objects.requireNonNull(e.getCause());
      remove(temporary, cause);
      throw cause;
    } catch (Throwable e) {
      remove(temporary, e);
      throw e;
    }
    FileOps.forceDirectory(FileOps.parent(table));
    return rows;
  }

  private static void remove(Path directory, Throwable failure) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException left) {
      failure.addSuppressed(left);
    }
  }
}
