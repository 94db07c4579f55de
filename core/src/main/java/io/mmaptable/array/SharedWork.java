package io.mmaptable.array;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Numbered tasks that some threads do together, each taking the next one. A thread that comes when
/// all have been taken does nothing, so that nobody waits for threads that come late or never.
final class SharedWork implements Runnable {
  private final long tasks;
  private final LongConsumer task;
  private long next;
  private int active;
  private @Nullable Throwable failure;

  SharedWork(long tasks, LongConsumer task) {
    this.tasks = tasks;
    this.task = task;
  }

  /// Does tasks until all have been taken or one has failed.
  @Override
  public void run() {
    for (long i = take(); i >= 0; i = take()) {
      @Nullable Throwable thrown = null;
      try {
        task.accept(i);
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      end(thrown);
    }
  }

  /// Does tasks, and waits for those that other threads have taken.
  void finish() {
    run();
    awaitOthers();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private synchronized long take() {
    if (next >= tasks || failure != null) {
      return -1;
    }
    active++;
    return next++;
  }

  private synchronized void end(@Nullable Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    active--;
    notifyAll();
  }

  /// Waits even when interrupted, since others may be writing; the thread stays interrupted.
  private synchronized void awaitOthers() {
    boolean interrupted = false;
    while (active > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
