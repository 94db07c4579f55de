package io.mmaptable.array;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// How many threads compute, and whose they are.
///
/// Arrays are computed with by the thread that asks, unless it does so inside [#call(Supplier)]:
/// then large ones are divided among the threads of a pool and the asking thread itself. The
/// results are the same, to the last bit.
///
/// ```java
/// try (var both = Parallelism.ofThreads(2)) {
///   NdArray mean = both.call(() -> table.column("delay").mean());
/// }
/// ```
public final class Parallelism implements AutoCloseable {
  private static final ScopedValue<Parallelism> CURRENT = ScopedValue.newInstance();

  private final Executor executor;
  private final int threads;
  private final Runnable end;

  private Parallelism(Executor executor, int threads, Runnable end) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads (" + threads + ") must be positive");
    }
    this.executor = executor;
    this.threads = threads;
    this.end = end;
  }

  /// Computes in a pool that somebody else owns, which closing this does not end. A pool that is
  /// busy, or that has ended, holds nothing up: the asking thread does what nobody else begins.
  ///
  /// @param executor the pool
  /// @param threads how many threads work at most, the asking one included
  /// @return the parallelism
  /// @throws IllegalArgumentException if `threads` is not positive
  public static Parallelism of(Executor executor, int threads) {
    return new Parallelism(executor, threads, () -> {});
  }

  /// Computes in threads of its own, daemons, which are started when they are first needed and end
  /// with [#close()].
  ///
  /// @param threads how many threads work at most, the asking one included
  /// @return the parallelism, to be closed
  /// @throws IllegalArgumentException if `threads` is not positive
  public static Parallelism ofThreads(int threads) {
    if (threads < 2) {
      return of(Runnable::run, threads);
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads - 1, Parallelism::daemon);
    return new Parallelism(pool, threads, pool::shutdown);
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "mmaptable");
    thread.setDaemon(true);
    return thread;
  }

  /// Computes something with these threads. Whatever it asks of arrays is divided among them, but
  /// not what it leaves to other threads of its own.
  ///
  /// @param <T> what is computed
  /// @param computation what to compute
  /// @return its result
  public <T> T call(Supplier<T> computation) {
    return ScopedValue.where(CURRENT, this).call(computation::get);
  }

  /// Runs something with these threads, as [#call(Supplier)] does.
  ///
  /// @param computation what to run
  public void run(Runnable computation) {
    ScopedValue.where(CURRENT, this).run(computation);
  }

  /// Ends the threads, if they are its own.
  @Override
  public void close() {
    end.run();
  }

  /// Runs tasks, numbered from 0, by the threads of the current scope, each once and in any order,
  /// and returns when all are done; outside of any [#call(Supplier)], by the asking thread alone.
  ///
  /// The first failure of a task is thrown, and those not begun are left. Tasks that work on one
  /// array write to parts of it that do not overlap.
  ///
  /// @param tasks how many there are
  /// @param task what to do, given a task's number
  public static void forEach(long tasks, LongConsumer task) {
    var work = new SharedWork(tasks, task);
    if (CURRENT.isBound()) {
      CURRENT.get().offer(work, tasks);
    }
    work.finish();
  }

  /// How many threads compute in the current scope, for work whose result does not depend on it.
  static int threads() {
    return CURRENT.isBound() ? CURRENT.get().threads : 1;
  }

  /// Asks for as many threads as there may be, besides the asking one.
  private void offer(SharedWork work, long tasks) {
    try {
      for (long i = 1; i < Math.min(threads, tasks); i++) {
        executor.execute(work);
      }
    } catch (RejectedExecutionException e) {
      return; // the pool is full or has ended: the asking thread does what is left
    }
  }
}
