package io.mmaptable.diskarray;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The rows of an array as they come, one after the other, as `tail -f` shows a file.
///
/// ```java
/// try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
///   for (NdArray row : array.follow()) {
///     IO.println(row);
///     if (row.getDouble(0) > 100) {
///       break;
///     }
///   }
/// }
/// ```
///
/// Iterating waits for the next row, and looks for it a thousand times a second at most and ten
/// times where none has come for long. It ends when the loop is left, and, however long nothing has
/// come, when this or the array is closed, or the iterating thread is interrupted (it still is
/// then). Rows that are taken away while they are followed are forgotten: those that come in their
/// place are given again.
public final class RowFollower implements Iterable<NdArray>, Closeable {
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long MOST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final OpenRows rows;
  private final int growthAxis;
  private final long from;
  private volatile boolean closed;

  /// @param from the first row to give
  RowFollower(OpenRows rows, long from) {
    this.rows = rows;
    this.growthAxis = rows.file().layout().growthAxis();
    this.from = from;
  }

  /// The rows, from the first one that is followed on. Each iterator begins there.
  ///
  /// @return an iterator for one thread, over views of the shape of an item, which are valid until
  ///   the array is closed. `hasNext` waits for a row, and says false once the following has ended;
  ///   it throws [UncheckedIOException] if the file cannot be read or is not what it was
  @Override
  public Iterator<NdArray> iterator() {
    return new Following();
  }

  /// Ends the iterating, in whatever thread it goes on, after a tenth of a second at most. The
  /// array stays open.
  @Override
  public void close() {
    closed = true;
  }

  private boolean hasEnded() {
    return closed || rows.isClosed() || Thread.currentThread().isInterrupted();
  }

  private final class Following implements Iterator<NdArray> {
    private long next = from;
    private long seen = from;
    private @Nullable NdArray block;

    @Override
    public boolean hasNext() {
      return next < seen || await();
    }

    @Override
    public NdArray next() {
      if (!hasNext() || block == null) {
        throw new NoSuchElementException("the following has ended");
      }
      Index row = Index.at(next++);
      return growthAxis == 0 ? block.get(row) : block.get(Index.ELLIPSIS, row);
    }

    private boolean await() {
      long pause = LEAST_PAUSE;
      while (!hasEnded()) {
        try {
          if (look()) {
            return true;
          }
        } catch (ClosedByInterruptException e) {
          return false; // the thread is still marked as interrupted
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
          if (rows.isClosed()) {
            return false;
          }
          throw e;
        }
        LockSupport.parkNanos(pause);
        pause = Math.min(MOST_PAUSE, 2 * pause);
      }
      return false;
    }

    private boolean look() throws IOException {
      long count = rows.refresh();
      next = Math.min(next, count);
      seen = next;
      if (next < count) {
        NdArray all = rows.array();
        block = all;
        seen = all.shape()[growthAxis];
      }
      return next < seen;
    }
  }
}
