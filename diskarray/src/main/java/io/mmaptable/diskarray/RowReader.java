package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.RowFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Rows that somebody else may be appending to. Opened with `c` they stay as they were found: what
/// is set is in memory that a longer mapping would not have. So does a table's column that is open
/// for writing, since columns grow together.
final class RowReader extends OpenRows {

  /// How often a file is looked at that is replaced each time.
  private static final int MOST_LOOKS = 1000;

  private final Recovery recovery;
  private RowFile file;
  private long count;

  RowReader(
      ArrayFile source,
      Mode mode,
      Recovery recovery,
      ArrayFile.Census found,
      @Nullable String note,
      Held held)
      throws IOException {
    super(source, mode, note, held);
    this.recovery = recovery;
    this.file = new RowFile(source.path(), found.layout(), mode, 0, arena);
    look(new Doubt(System::nanoTime));
  }

  @Override
  synchronized RowFile file() {
    return file;
  }

  @Override
  synchronized long count() {
    return count;
  }

  @Override
  long capacity() {
    return count();
  }

  @Override
  synchronized NdArray array() throws IOException {
    requireOpen();
    return file.view(count);
  }

  @Override
  synchronized long refresh() throws IOException {
    requireOpen();
    if (mode == Mode.READ_ONLY) {
      look(new Doubt(System::nanoTime));
    }
    return count;
  }

  /// Counts the rows of the file that the path names, and maps them while it still does: whoever
  /// replaces it may do so at any moment.
  private void look(Doubt doubt) throws IOException {
    RowFile seen = file;
    for (int looks = 1; ; looks++) {
      ArrayFile.Census now = source.census(recovery);
      long rows = now.count().rows();
      RowFile named = seen.reopened(now.layout());
      if (doubt.isLeft(rows, count)) {
        Doubt.pause();
      } else if (named == seen && isMapped(named, rows)) {
        file = named;
        count = rows;
        return;
      } else if (looks == MOST_LOOKS) {
        throw new StorageException.Inconsistent(path(), "is replaced all the time");
      }
      seen = named;
    }
  }

  private static boolean isMapped(RowFile file, long rows) throws IOException {
    try {
      NdArray _ = file.view(rows);
    } catch (StorageException.Malformed e) {
      if (file.isReplaced()) {
        return false;
      }
      throw e;
    }
    return !file.isReplaced();
  }

  @Override
  synchronized void flush() throws IOException {
    requireOpen();
    file.force();
  }

  @Override
  public synchronized void close() throws IOException {
    closeAfter(file::force);
  }
}
