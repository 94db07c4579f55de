package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ParallelismTest {
  private final NdArray array = NdArray.linspace(0.1, 7, 1_000_003);

  @Test
  void sumsHaveTheSameBitsForAnyNumberOfThreads() {
    double alone = array.sum().getDouble();
    for (int threads = 1; threads <= 5; threads++) {
      try (var some = Parallelism.ofThreads(threads)) {
        assertEquals(alone, some.call(() -> array.sum().getDouble()));
      }
    }
  }

  @Test
  void everyTaskIsDoneOnce() {
    try (var some = Parallelism.ofThreads(4)) {
      var done = new AtomicIntegerArray(10_000);
      some.run(() -> Parallelism.forEach(done.length(), i -> done.incrementAndGet((int) i)));
      for (int i = 0; i < done.length(); i++) {
        assertEquals(1, done.get(i));
      }
    }
  }

  @Test
  void tasksAreDoneBySeveralThreads() {
    var threads = ConcurrentHashMap.newKeySet();
    var both = new CountDownLatch(2);
    try (var two = Parallelism.ofThreads(2)) {
      two.run(
          () ->
              Parallelism.forEach(
                  2,
                  _ -> {
                    threads.add(Thread.currentThread());
                    both.countDown();
                    await(both);
                  }));
    }
    assertEquals(2, threads.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A pool that never begins anything: what it was given is kept here.
  @Test
  void busyPoolHoldsNothingUp() {
    var waiting = new ArrayDeque<Runnable>();
    Parallelism busy = Parallelism.of(waiting::add, 3);
    assertEquals(array.sum().getDouble(), busy.call(() -> array.sum().getDouble()));
    assertEquals(2, waiting.size());
    // Those that begin when all has been done do nothing.
    waiting.forEach(Runnable::run);
  }

  @Test
  void closedPoolHoldsNothingUp() {
    var pool = Executors.newSingleThreadExecutor();
    pool.shutdownNow();
    Parallelism ended = Parallelism.of(pool, 2);
    assertEquals(array.sum().getDouble(), ended.call(() -> array.sum().getDouble()));
  }

  @Test
  void failureOfAnyThreadIsThrown() {
    var failure = new IllegalStateException("task 7");
    try (var some = Parallelism.ofThreads(3)) {
      for (int round = 0; round < 100; round++) {
        var e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    some.run(
                        () ->
                            Parallelism.forEach(
                                20,
                                i -> {
                                  if (i == 7) {
                                    throw failure;
                                  }
                                })));
        assertSame(failure, e);
      }
    }
  }

  @Test
  void nothingRunsAnyMoreAfterAFailure() {
    var running = new AtomicLong();
    try (var some = Parallelism.ofThreads(3)) {
      for (int round = 0; round < 100; round++) {
        assertThrows(
            AssertionError.class,
            () -> some.run(() -> Parallelism.forEach(50, i -> failSometimes(running, i))));
        assertEquals(0, running.get());
      }
    }
  }

  private static void failSometimes(AtomicLong running, long i) {
    running.incrementAndGet();
    try {
      if (i % 10 == 9) {
        throw new AssertionError("task " + i);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  @Test
  void tasksMayAskForWorkThemselves() {
    var total = new AtomicLong();
    try (var some = Parallelism.ofThreads(3)) {
      some.run(
          () ->
              Parallelism.forEach(
                  10, i -> some.run(() -> Parallelism.forEach(10, j -> total.addAndGet(i * j)))));
    }
    assertEquals(45 * 45, total.get());
  }

  @Test
  void interruptedThreadFinishesAndStaysInterrupted() {
    double expected = array.sum().getDouble();
    try (var some = Parallelism.ofThreads(2)) {
      Thread.currentThread().interrupt();
      assertEquals(expected, some.call(() -> array.sum().getDouble()));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void noThreadAtAllIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> Parallelism.ofThreads(0));
    assertEquals("threads (0) must be positive", e.getMessage());
  }
}
