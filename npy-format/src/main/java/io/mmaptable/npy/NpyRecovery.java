package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/// Repairs files whose size and header disagree, as a program leaves them that appends rows and
/// counts them afterwards, and was killed in between: as the functions of the same names in the
/// Python package `npy-append-array` do.
///
/// What an array of this library's leaves behind after a kill is no case for it: there the journal
/// says what counts, and opening the array follows it.
public final class NpyRecovery {

  /// What to do with the bytes of a last row that is not whole.
  public enum IncompleteRow {
    /// They are cut off.
    DROP,
    /// Zeros are written where the rest of the row was to be, so that it counts.
    ZERO_FILL
  }

  private NpyRecovery() {}

  /// Whether a file holds other rows than its header counts. One that somebody has open for growth
  /// has room behind its rows, and needs no recovery.
  ///
  /// More bytes than are counted need not be lost rows: an array whose rows were taken away keeps
  /// its length, since a reader may have it mapped.
  ///
  /// @param path the file
  /// @return true if the size of the file is not what its header promises; false if rows have no
  ///   bytes, and for a 0-d array of which all is there
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static boolean needsRecovery(Path path) throws IOException {
    ArrayLayout layout = Npy.header(path).layout();
    return WriterLock.liveHolder(Sidecars.of(path).lock()).isEmpty()
        && isAtFault(layout, Files.size(path));
  }

  private static boolean isAtFault(ArrayLayout layout, long size) {
    long end = layout.dataOffset() + layout.nbytes();
    return layout.ndim() == 0 ? size < end : layout.rowBytes() > 0 && size != end;
  }

  /// Counts every row that a file holds, if it [needs that][#needsRecovery]. The header becomes a
  /// growable one. A crash at any point leaves a file that this method can be called for again.
  ///
  /// Rows that were taken away, and whose bytes are still there, are counted again: this is for
  /// files of writers that append and count, not for arrays that this library has closed.
  ///
  /// @param path the file
  /// @param incomplete what to do with the bytes of a last row that is not whole
  /// @return the number of rows
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or a 0-d array that is cut
  /// @throws StorageException.Locked if somebody has it open for writing
  /// @throws StorageException.Inconsistent if there is a journal beside it
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws UnsupportedOperationException if it is a table's column, which has as many rows as the
  ///   others
  /// @throws IllegalArgumentException if the growable header would be longer than `numpy.load`
  ///   accepts
  /// @throws IOException if it cannot be read or written, or the disk is full; then it needs
  ///   recovery as before
  public static long recover(Path path, IncompleteRow incomplete) throws IOException {
    FileOps.requireRegularFile(path);
    Sidecars sidecars = Sidecars.of(path);
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          path
              + " is a column of the table "
              + sidecars.table()
              + ", whose columns have as many rows as each other: repair the table");
    }
    try (var _ = WriterLock.acquire(sidecars.lock(), path, true)) {
      if (FileOps.exists(sidecars.journal())) {
        throw new StorageException.Inconsistent(
            path,
            "was not closed by its writer, whose journal "
                + sidecars.journal()
                + " says what counts; DiskArray.open with mode r+ follows it");
      }
      return recoverAlone(path, incomplete);
    }
  }

  private static long recoverAlone(Path path, IncompleteRow incomplete) throws IOException {
    GrowableHeaders.restore(path);
    ArrayLayout layout = Npy.header(path).layout();
    long size = Files.size(path);
    if (layout.ndim() == 0) {
      layout.requireIn(path, size);
      return 1;
    }
    if (!isAtFault(layout, size)) {
      return layout.rowCount();
    }
    if (layout.count() instanceof CountField.Fixed) {
      byte[] _ =
          GrowableHeaders.growable(layout); // says that it is too long before anything changes
    }
    long rows = completeRows(path, layout, size, incomplete);
    GrowableHeaders.recount(path, layout, rows);
    return rows;
  }

  /// Makes the file end with a whole row, durably; how many there are.
  private static long completeRows(
      Path path, ArrayLayout layout, long size, IncompleteRow incomplete) throws IOException {
    long rows = RowFile.physicalRows(size, layout);
    long rowBytes = layout.rowBytes();
    long end = layout.dataOffset() + rows * rowBytes;
    if (end == size) {
      return rows;
    }
    try (Arena arena = Arena.ofConfined()) {
      var file = MappedFile.open(path, Mode.READ_WRITE, arena);
      switch (incomplete) {
        case DROP -> file.trim(end);
        case ZERO_FILL -> {
          FileOps.requireSpace(path, rowBytes - (size - end));
          rows++;
          long _ = file.allocate(size, end + rowBytes, end + rowBytes);
          file.trim(end + rowBytes); // what was allocated are whole pages
        }
      }
      file.force();
    }
    return rows;
  }
}
