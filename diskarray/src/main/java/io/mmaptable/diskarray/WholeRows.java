package io.mmaptable.diskarray;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at the offsets and then at the elements, so that what is found beside a writer are whole
/// rows.
///
/// A reader that finds the two at odds looks again, since rows may just be taken away, until the
/// same stands for a while.
///
/// @param path the directory, for messages
/// @param mode how it was opened
/// @param data the elements
/// @param index the offsets
record WholeRows(Path path, Mode mode, DiskArray data, DiskArray index) {
  private static final long STANDS_AFTER = TimeUnit.MILLISECONDS.toNanos(100);

  /// How often files are looked at that are at odds in another way each time.
  private static final int MOST_LOOKS = 1000;

  /// The offsets as the index has been seen last, or later, and at least the elements of them all.
  ///
  /// @throws StorageException if the files do not agree
  OffsetIndex await() throws IOException {
    @Nullable String before = null;
    long since = 0;
    for (int looks = 1; ; looks++) {
      try {
        return look();
      } catch (StorageException e) {
        boolean same = Objects.equals(before, e.getMessage());
        boolean stands = same && System.nanoTime() - since > STANDS_AFTER;
        if (mode == Mode.READ_WRITE || stands || looks == MOST_LOOKS) {
          throw e;
        }
        if (!same) {
          before = e.getMessage();
          since = System.nanoTime();
        }
      }
      Doubt.pause();
      index.refresh();
    }
  }

  private OffsetIndex look() throws IOException {
    OffsetIndex found = OffsetIndex.of(index);
    long elementCount = data.refresh();
    if (found.end() > elementCount) {
      throw new StorageException.Inconsistent(
          path,
          "the offsets in "
              + index.path().getFileName()
              + " count "
              + found.end()
              + " elements, and "
              + data.path().getFileName()
              + " holds "
              + elementCount);
    }
    return found;
  }
}
