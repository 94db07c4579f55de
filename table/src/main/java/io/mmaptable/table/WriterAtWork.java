package io.mmaptable.table;

import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What a reader finds wrong may be a writer's work in progress, and right when it looks again.
final class WriterAtWork {

  /// How often a reader looks at most.
  static final int MOST_LOOKS = 20;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private WriterAtWork() {}

  /// Whether another look may find something else, which is worth a pause then: one more look tells
  /// after a writer has just closed the table, some more while it has it open.
  ///
  /// @param looks how often the table has been looked at
  static boolean mayBe(Path table, int looks) throws IOException {
    boolean mayBe =
        Files.isDirectory(table)
            && looks < MOST_LOOKS
            && (looks == 1 || WriterLock.liveHolder(Catalog.lock(table)).isPresent());
    if (mayBe) {
      pause();
    }
    return mayBe;
  }

  /// Lets a writer get on before another look.
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
