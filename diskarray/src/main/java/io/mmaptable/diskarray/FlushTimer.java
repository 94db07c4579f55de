package io.mmaptable.diskarray;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs what flushes arrays by a period, in one daemon thread for all of them.
final class FlushTimer {
  private static final ScheduledThreadPoolExecutor THREAD = thread();

  private FlushTimer() {}

  private static ScheduledThreadPoolExecutor thread() {
    var thread =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mmaptable-flush").factory());
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }

  /// Begins to flush.
  ///
  /// @param flush what to run, which throws nothing
  /// @return what ends it when it is cancelled
  static Future<?> start(Duration period, Runnable flush) {
    long nanoseconds = TimeUnit.NANOSECONDS.convert(period); // saturates
    return THREAD.scheduleWithFixedDelay(flush, nanoseconds, nanoseconds, TimeUnit.NANOSECONDS);
  }
}
