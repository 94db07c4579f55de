package io.mmaptable.diskarray;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Makes elements durable, and then the offsets that count them: on request, with each commit, or
/// by a period. All but the timer's own work is called by who holds the lock.
final class PairFlush {
  private final Object lock;
  private final Path path;
  private final DiskArray data;
  private final DiskArray index;
  private final Durability durability;
  private @Nullable Future<?> timer;
  private long flushed;
  private @Nullable IOException failure;

  /// @param lock keeps commits away while the timer flushes: an offset that comes between the two
  ///   would be durable before its elements
  PairFlush(Object lock, Path path, DiskArray data, DiskArray index, Durability durability) {
    this.lock = lock;
    this.path = path;
    this.data = data;
    this.index = index;
    this.durability = durability;
    this.flushed = index.rowCount();
  }

  void begin() {
    if (durability instanceof Durability.Every(var period)) {
      timer = FlushTimer.start(period, this::flushBehind);
    }
  }

  void end() {
    if (timer != null) {
      boolean _ = timer.cancel(false);
      timer = null;
    }
  }

  void flush() throws IOException {
    data.flush();
    index.flush();
    flushed = index.rowCount();
  }

  /// What follows a commit.
  void committed() throws IOException {
    if (durability instanceof Durability.OnCommit) {
      flush();
    }
  }

  /// What follows when rows have been taken away.
  void truncated() {
    flushed = Math.min(flushed, index.rowCount());
  }

  /// Throws what the timer has met since this was asked last.
  void requireNoFailure() throws IOException {
    if (failure != null) {
      var told = new IOException(path + ": what was committed could not be flushed", failure);
      failure = null;
      throw told;
    }
  }

  private void flushBehind() {
    synchronized (lock) {
      if (timer == null || flushed == index.rowCount()) {
        return;
      }
      try {
        flush();
      } catch (IOException e) {
        failure = e;
      }
    }
  }
}
