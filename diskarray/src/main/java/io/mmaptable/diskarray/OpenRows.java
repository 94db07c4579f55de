package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.internal.store.WriterLock;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows of an array that is open: where they are, and how many count. Safe for several threads.
abstract sealed class OpenRows implements Closeable permits RowReader, RowWriter {
  final ArrayFile source;
  final Mode mode;
  final Arena arena;
  private final @Nullable WriterLock lock;
  private final @Nullable String note;
  private volatile boolean closed;

  /// @param note what a person should know of what was found, or null
  /// @param held what is to be closed with the rows
  OpenRows(ArrayFile source, Mode mode, @Nullable String note, Held held) {
    this.source = source;
    this.mode = mode;
    this.note = note;
    this.arena = held.arena();
    this.lock = held.lock();
  }

  /// What an open array holds until it is closed.
  ///
  /// @param arena what all mappings end with
  /// @param lock the right to write, or null
  record Held(Arena arena, @Nullable WriterLock lock) {}

  final ArrayFile source() {
    return source;
  }

  final Path path() {
    return source.path();
  }

  final Mode mode() {
    return mode;
  }

  final @Nullable String note() {
    return note;
  }

  /// The file as it is mapped now.
  abstract RowFile file();

  /// How many rows are committed, as far as has been seen.
  abstract long count();

  abstract long capacity();

  /// A view of all committed rows.
  abstract NdArray array() throws IOException;

  /// Sees what a writer has committed since.
  ///
  /// @return the number of rows
  abstract long refresh() throws IOException;

  /// Makes everything durable.
  abstract void flush() throws IOException;

  final boolean isClosed() {
    return closed;
  }

  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path() + " has been closed");
    }
  }

  /// What is done last.
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  /// Closes, unless that has been done. The mappings end before another writer may come.
  final void closeAfter(Ending ending) throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (var _ = Objects.requireNonNullElse(lock, (Closeable) () -> {});
        arena) {
      ending.run();
    }
  }
}
