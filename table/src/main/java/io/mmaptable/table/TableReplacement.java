package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Puts a new table in the place of another one, by two renames: the old one makes room under a
/// name that begins with a dot, and the new one, made under another such name, takes the place.
///
/// A crash between the two leaves the old table under its other name, where whoever opens it finds
/// it.
///
/// @param table the place
/// @param old what the old table is called until it is deleted
/// @param made what the new table is called until it takes the place
record TableReplacement(Path table, HiddenTable old, HiddenTable made) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  static TableReplacement of(Path path) throws IOException {
    Path table = place(path);
    return new TableReplacement(
        table, HiddenTable.beside(table, "replaced"), HiddenTable.beside(table, "replacement"));
  }

  /// Where the table of a path is or will be. A link stays one: what it leads to is replaced.
  static Path place(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  /// Makes the directory of the new table.
  Path make() throws IOException {
    return made.make();
  }

  /// Lets the new table take the place, durably, and deletes the old one.
  ///
  /// @param lock the lock on the new table, which is given back if this fails
  /// @param former the lock on the old one
  /// @return the lock on the new table in its place
  WriterLock takePlace(WriterLock lock, WriterLock former) throws IOException {
    WriterLock moved;
    try {
      move(table, old.path());
      try {
        move(made.path(), table);
      } catch (IOException e) {
        move(old.path(), table);
        throw e;
      }
      moved = lock.inPlaceOf(former);
    } catch (IOException e) {
      try (lock) {
        made.delete();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    FileOps.forceDirectory(FileOps.parent(table));
    removeLeftovers();
    return moved;
  }

  /// Deletes the old table, and a new one that did not take its place. Whoever calls this holds the
  /// lock on the table that is there. What cannot be deleted is in nobody's way, and stays.
  void removeLeftovers() {
    try {
      for (HiddenTable left : new HiddenTable[] {old, made}) {
        if (left.isThere()) {
          left.delete();
        }
      }
    } catch (IOException e) {
      return;
    }
  }

  /// Puts the old table back, whose replacing was interrupted.
  ///
  /// @throws StorageException.Locked if it is just being replaced
  static void settle(Path path) throws IOException {
    @Nullable TableReplacement interrupted = interrupted(path);
    if (interrupted != null) {
      Path old = interrupted.old.path();
      try (WriterLock _ = WriterLock.acquire(Catalog.lock(old), path, false)) {
        move(old, interrupted.table);
        FileOps.forceDirectory(FileOps.parent(interrupted.table));
      }
    }
  }

  /// Where a reader finds a table: where it should be, or where an interrupted replacing has left
  /// it. One that is going on is waited for.
  static Path find(Path path) throws IOException {
    @Nullable TableReplacement interrupted = interrupted(path);
    for (int looks = 1; interrupted != null && looks < WriterAtWork.MOST_LOOKS; looks++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      interrupted = interrupted(path);
    }
    return interrupted == null ? path : interrupted.old.path();
  }

  /// What tells a directory from another one that takes its place; null if there is none.
  static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static @Nullable TableReplacement interrupted(Path path) throws IOException {
    if (FileOps.exists(path)) {
      return null;
    }
    var replacement = of(path);
    return replacement.old.isTable() ? replacement : null;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }
}
