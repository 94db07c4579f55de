package io.mmaptable.diskarray;

import java.time.Duration;

/// When committed rows are made durable, so that they survive a crash of the machine. A kill of the
/// process alone loses no committed row, whatever is chosen here.
///
/// The kinds are closed: [OnFlush], [OnCommit] and [Every].
public sealed interface Durability {

  /// Rows are durable after [DiskArray#flush()] and [DiskArray#close()].
  Durability ON_FLUSH = new OnFlush();

  /// Rows are durable as soon as they are committed. Each commit then waits for the disk.
  Durability ON_COMMIT = new OnCommit();

  /// Rows are durable a period after they were committed, at the latest, as far as the disk keeps
  /// up; and after [DiskArray#flush()] and [DiskArray#close()].
  ///
  /// A daemon thread that all such arrays share flushes, also when nothing is appended any more.
  /// Appends wait meanwhile. Where it fails, the next call that appends, commits or flushes throws,
  /// and has done nothing else.
  ///
  /// @param period the time between two flushes
  /// @return the durability
  /// @throws IllegalArgumentException if the period is not positive
  static Durability every(Duration period) {
    return new Every(period);
  }

  /// See [#ON_FLUSH].
  record OnFlush() implements Durability {}

  /// See [#ON_COMMIT].
  record OnCommit() implements Durability {}

  /// See [#every].
  ///
  /// @param period the time between two flushes
  record Every(Duration period) implements Durability {

    /// Checks the period.
    ///
    /// @throws IllegalArgumentException if it is not positive
    public Every {
      if (!period.isPositive()) {
        throw new IllegalArgumentException("period (" + period + ") must be positive");
      }
    }
  }
}
