package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.GrowableHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// What a writer that did not end well has left in a table's directory, and beside it.
final class Leftovers {
  private Leftovers() {}

  /// Finishes or undoes what the writer was doing, and removes its temporary files. Whoever calls
  /// this holds the table's lock.
  ///
  /// @throws StorageException.Locked if a column is open for writing as an array of its own
  static void settle(Path table) throws IOException {
    TableDirectory directory = TableDirectory.list(table);
    requireNoArrayWriter(table, directory);
    TableReplacement.of(table).removeLeftovers();
    for (Path column : directory.withSavedHeader()) {
      GrowableHeaders.restore(column);
    }
    Optional<Intent> intent = Intent.read(table);
    for (Path temporary : directory.temporaries(intent)) {
      ColumnFiles.delete(temporary);
    }
    if (intent.isPresent()) {
      intent.get().recover(table);
    }
    Conversion.drop(table);
  }

  /// Puts a table back whose replacing was interrupted, and removes what was written of one that
  /// should have come to its place.
  ///
  /// @throws StorageException.Locked if it is just being replaced
  static void settleBeside(Path path) throws IOException {
    TableReplacement.settle(path);
    UnfinishedTable.removeLeftovers(path);
  }

  /// Checks that no column is open for writing as an array of its own, as it can be in a directory
  /// that was no table of ours then.
  static void requireNoArrayWriter(Path table, TableDirectory directory) throws IOException {
    for (Path lock : directory.arrayLocks()) {
      OptionalLong writer = WriterLock.liveHolder(lock);
      if (writer.isPresent()) {
        throw new StorageException.Locked(
            table, "has a column that is open for writing in process " + writer.getAsLong());
      }
    }
  }
}
