package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Rows that this process appends to, and whose turn it is to do so. Rows are written where there
/// is room behind the last one, and counted when they are committed.
final class RowWriter extends OpenRows {
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

  private final RowEnd end;
  private final @Nullable Future<?> timer;

  /// Held by the thread that changes rows: for one call, or as long as it has an appender.
  private final ReentrantLock turn = new ReentrantLock();

  /// What each call appends with.
  private final RowAppender shared;

  /// How many appenders are open, all of one thread.
  private final AtomicInteger appenders = new AtomicInteger();

  RowWriter(
      ArrayFile source, Growth growth, ArrayFile.Census found, @Nullable String note, Held held)
      throws IOException {
    super(source, Mode.READ_WRITE, note, held);
    this.end = new RowEnd(source, growth, found, arena);
    this.shared = new RowAppender(this, end, null);
    this.timer =
        growth.durability() instanceof Durability.Every(var period)
            ? FlushTimer.start(period, end::flushBehind)
            : null;
  }

  @Override
  RowFile file() {
    return end.shown().file();
  }

  @Override
  long count() {
    return end.shown().commit().committed();
  }

  @Override
  long capacity() {
    return Math.max(count(), file().allocatedRows());
  }

  @Override
  long refresh() {
    requireOpen();
    return count();
  }

  /// Asks for no turn, since it may be somebody else's for long.
  @Override
  NdArray array() throws IOException {
    requireOpen();
    RowEnd.Shown shown = end.shown();
    return shown.file().view(shown.commit().committed());
  }

  // Turns

  /// Waits until no other thread changes rows.
  void takeTurn() {
    requireOpen();
    turn.lock();
    if (isClosed()) {
      turn.unlock();
      requireOpen();
    }
  }

  void passTurn() {
    turn.unlock();
  }

  /// What appends a row with each turn.
  RowAppender shared() {
    return shared;
  }

  /// Keeps the turn until the appender is closed.
  RowAppender appender() {
    takeTurn();
    appenders.incrementAndGet();
    return new RowAppender(this, end, Thread.currentThread());
  }

  void endAppender() {
    appenders.decrementAndGet();
    turn.unlock();
  }

  /// Commits what waits, but for what another thread's appender still holds back.
  private void commitWaiting() throws IOException {
    while (!turn.tryLock()) {
      if (appenders.get() > 0) {
        return;
      }
      LockSupport.parkNanos(PAUSE);
    }
    try {
      requireOpen();
      end.commit();
    } finally {
      turn.unlock();
    }
  }

  @Override
  void flush() throws IOException {
    requireOpen();
    commitWaiting();
    end.flush();
  }

  // Less

  void truncate(long rows) throws IOException {
    takeTurn();
    try {
      end.commit();
      long count = end.count();
      if (rows < 0 || rows > count) {
        throw new IndexOutOfBoundsException(
            path() + ": cannot be cut to " + rows + " rows, it has " + count);
      }
      if (rows < count) {
        end.truncate(rows);
      }
    } finally {
      passTurn();
    }
  }

  void compact() throws IOException {
    takeTurn();
    try {
      end.commit();
      end.compact();
    } finally {
      passTurn();
    }
  }

  void destroy() throws IOException {
    takeTurn();
    try {
      cancelTimer();
      closeAfter(
          () -> {
            end.endRoom();
            Path real = path().toRealPath();
            Files.deleteIfExists(path());
            Files.deleteIfExists(real);
            Files.deleteIfExists(source.sidecars().journal());
          });
    } finally {
      passTurn();
    }
  }

  @Override
  public void close() throws IOException {
    turn.lock();
    try {
      cancelTimer();
      closeAfter(end::close);
    } finally {
      turn.unlock();
    }
  }

  private void cancelTimer() {
    if (timer != null) {
      boolean _ = timer.cancel(false);
    }
  }
}
