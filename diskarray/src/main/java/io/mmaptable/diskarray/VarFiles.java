package io.mmaptable.diskarray;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Sidecars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The directory of rows of different length: which files it has, and how it comes to be.
final class VarFiles {
  private static final String DATA = "data.npy";
  private static final String INDEX = "index.npy";

  private VarFiles() {}

  static Path data(Path directory) {
    return directory.resolve(DATA);
  }

  static Path index(Path directory) {
    return directory.resolve(INDEX);
  }

  /// What writes the first rows.
  interface Content {
    /// Writes them.
    ///
    /// @param data takes the elements
    /// @param index takes the offsets, which must be one at least
    void writeTo(DiskArray data, DiskArray index) throws IOException;
  }

  /// Makes the directory under another name, and renames it once it is complete and durable.
  static void create(Path directory, DType dtype, Content content) throws IOException {
    requireOutsideTable(directory, "would be a column");
    FileOps.requireVacantDirectory(directory);
    Path temporary = Files.createDirectory(FileOps.temporaryBeside(directory));
    try {
      try (DiskArray data = DiskArray.create(data(temporary), dtype);
          DiskArray index = DiskArray.create(index(temporary), DType.INT64)) {
        content.writeTo(data, index);
      }
      Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      discard(temporary, e);
      throw e;
    }
    FileOps.forceDirectory(FileOps.parent(directory));
  }

  private static void discard(Path temporary, Exception failure) {
    try (var files = Files.newDirectoryStream(temporary)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Checks that a directory may be opened.
  static void requireOpenable(Path directory, Mode mode) throws IOException {
    if (mode == Mode.READ_WRITE) {
      requireOutsideTable(directory, "is a column");
    }
    boolean headerless = !Files.exists(index(directory)) && HeaderlessPair.isAt(directory);
    if (headerless) {
      throw new StorageException.Unsupported(
          directory,
          "holds the files data and index without headers, as the Python package diskarray writes"
              + " them; convert makes .npy files of them");
    }
  }

  private static void requireOutsideTable(Path directory, String what) throws IOException {
    Path table = Sidecars.of(directory).table();
    if (table != null) {
      throw new UnsupportedOperationException(
          directory + " " + what + " of the table " + table + ", whose columns grow together");
    }
  }
}
