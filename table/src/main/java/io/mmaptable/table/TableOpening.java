package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens a table where it is found: for writing under its lock, and for reading as often as a
/// writer exchanges what has just been looked at.
///
/// @param path the table's directory
/// @param mode whether elements may be set, and rows appended
/// @param recovery which rows count after a crash of the machine
/// @param formats the formats of columns that are in no `.npy` file
record TableOpening(Path path, Mode mode, Recovery recovery, Supplier<ArrayFormats> formats) {

  /// The opening of a table that has just been made.
  static TableOpening ofNew(Path path) {
    return new TableOpening(path, Mode.READ_WRITE, Recovery.FLUSHED, ArrayFormats::system);
  }

  MmapTable open() throws IOException {
    return mode == Mode.READ_WRITE ? openToWrite() : openToRead(mode);
  }

  private MmapTable openToWrite() throws IOException {
    Leftovers.settleBeside(path);
    if (!Files.isDirectory(Catalog.directory(path))) {
      openToRead(Mode.READ_ONLY).close(); // what is no table gets no lock file
    }
    Files.createDirectories(Catalog.directory(path));
    return openUnder(WriterLock.acquire(Catalog.lock(path), path, false));
  }

  /// Opens the table under its lock, which is the table's then, and given back if this fails.
  MmapTable openUnder(WriterLock lock) throws IOException {
    try {
      return openAt(path, mode, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Opens the table while the caller holds its lock, and keeps it.
  MmapTable openLocked() throws IOException {
    return openAt(path, mode, null);
  }

  /// Opens a table for reading. A writer may be exchanging columns meanwhile, so that one that was
  /// listed is gone when it is looked at; then it is looked at again.
  private MmapTable openToRead(Mode reading) throws IOException {
    for (int looks = 1; ; looks++) {
      Path found = TableReplacement.find(path);
      @Nullable Object identity = TableReplacement.identity(found);
      try {
        MmapTable table = openAt(found, reading, null);
        if (looks == WriterAtWork.MOST_LOOKS
            || Objects.equals(identity, TableReplacement.identity(found))) {
          return table;
        }
        // Listed while it was being deleted, it may lack columns.
        table.close();
      } catch (NoSuchFileException | StorageException e) {
        boolean replaced =
            looks < WriterAtWork.MOST_LOOKS
                && !Objects.equals(identity, TableReplacement.identity(found));
        if (!replaced && !WriterAtWork.mayBe(path, looks)) {
          throw e;
        }
      }
    }
  }

  private MmapTable openAt(Path found, Mode as, @Nullable WriterLock lock) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new MmapTable(found, as, recovery, new ColumnFormats(found, formats), lock, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }
}
