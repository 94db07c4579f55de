package io.mmaptable.diskarray;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Whether a count that is lower than the last one is to be believed. A writer that changes several
/// words of a header shows a lower one for some milliseconds, so that it is believed once it has
/// stood for longer than that.
final class Doubt {
  private static final long BELIEVED_AFTER = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final LongSupplier clock;
  private final long begin;

  /// @param clock gives nanoseconds
  Doubt(LongSupplier clock) {
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  boolean isLeft(long rows, long last) {
    return rows < last && clock.getAsLong() - begin < BELIEVED_AFTER;
  }

  /// Lets some time go by before the count is read again.
  static void pause() {
    LockSupport.parkNanos(PAUSE);
  }
}
