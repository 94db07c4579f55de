package io.mmaptable.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Whose turn it is to change the rows of a table: an appender's thread has it until that is
/// closed, and otherwise whoever holds the table's monitor, which guards this too.
final class AppendTurn {
  private final MmapTable table;
  private @Nullable TableAppender holder;

  AppendTurn(MmapTable table) {
    this.table = table;
  }

  /// What changes the rows.
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }

  /// Changes the rows when it is the caller's turn, behind those that its own appender holds back.
  void change(Change change) throws IOException {
    await();
    table.requireOpen();
    TableAppender own = holder;
    if (own == null) {
      change.run();
      return;
    }
    own.end().leave();
    try {
      change.run();
    } finally {
      own.end().resume();
    }
  }

  /// Waits until no other thread has an appender, with the monitor let go. An interrupt is kept for
  /// later.
  void await() {
    boolean interrupted = false;
    while (holder != null && !holder.isOwner()) {
      try {
        table.wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void take(TableAppender appender) {
    holder = appender;
  }

  void pass() {
    holder = null;
    table.notifyAll();
  }

  /// Checks that no thread has an appender, which knows the columns as they are.
  ///
  /// @throws IllegalStateException if one has
  void requireFree() {
    if (holder != null) {
      throw new IllegalStateException(
          table.path()
              + ": its columns stay as they are while an appender is open; close it first");
    }
  }

  /// Commits what the caller's own appender holds back.
  void commit() throws IOException {
    if (holder != null && holder.isOwner()) {
      holder.end().commit();
    }
  }

  /// Ends the caller's own appender, which has committed what it held back.
  void end() {
    if (holder != null) {
      holder.ended();
      pass();
    }
  }
}
