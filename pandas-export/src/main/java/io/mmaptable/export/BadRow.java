package io.mmaptable.export;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Path;

/// What is done with a row of a text file that has too many or too few values, or one that is not
/// of the dtype asked for.
@FunctionalInterface
public interface BadRow {
  /// It ends the import.
  BadRow REFUSED =
      (file, line, message) -> {
        throw new StorageException.Malformed(file, "line " + line + ": " + message);
      };

  /// Is told of a bad row, in the order of the file. If it returns, the row is left out.
  ///
  /// @param file the file
  /// @param line the number of the row's first line, from 1 on
  /// @param message what is wrong with the row
  /// @throws IOException to end the import
  void at(Path file, long line, String message) throws IOException;
}
