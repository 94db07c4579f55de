package io.mmaptable.internal.store;

import io.mmaptable.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A hidden directory beside something that is being made, for what is needed only meanwhile. What
/// a process that was killed has left in it goes when the same is made again.
///
/// Its lock file lies beside it, and is there before it and after it: so whoever has the lock knows
/// that nobody uses the directory, and that it is not somebody else's.
public final class ScratchDirectory implements Closeable {
  private final Path directory;
  private final WriterLock lock;

  private ScratchDirectory(Path directory, WriterLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// Makes the directory.
  ///
  /// @param target what is being made, in a directory that is there
  /// @return the directory, empty, which the caller closes
  /// @throws StorageException.Locked if the same is being made already
  /// @throws FileAlreadyExistsException if something else has its name
  /// @throws IOException if it cannot be made
  public static ScratchDirectory beside(Path target) throws IOException {
    Path directory = hidden(target);
    Path lockFile = lockFile(directory);
    boolean wasThere = FileOps.exists(lockFile);
    WriterLock lock = WriterLock.acquire(lockFile, target, true);
    try {
      if (wasThere) {
        delete(directory);
      }
      if (FileOps.exists(directory)) {
        throw new FileAlreadyExistsException(
            directory.toString(), null, "is in the way of making " + target);
      }
      Files.createDirectory(directory);
      return new ScratchDirectory(directory, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Removes what a process that was killed has left. What is in use is let be; what cannot be
  /// deleted is in nobody's way, and stays.
  ///
  /// @param target what should have been made
  public static void removeLeftovers(Path target) {
    if (FileOps.exists(lockFile(hidden(target)))) {
      try {
        beside(target).close();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static Path hidden(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + absolute.getFileName() + ".scratch");
  }

  private static Path lockFile(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".lock");
  }

  /// A path in the directory.
  ///
  /// @param name the name of a file or directory
  /// @return its path
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  /// Copies a stream to its end, so that it can be read in any order.
  ///
  /// @param stream the stream
  /// @param name the name of the copy
  /// @return the copy's path
  /// @throws IOException if the stream cannot be read, or there is no room for it
  public Path copy(InputStream stream, String name) throws IOException {
    Path copy = resolve(name);
    try {
      Files.copy(stream, copy);
      return copy;
    } catch (IOException e) {
      throw FileOps.named(copy, e);
    }
  }

  /// Deletes the directory and what is in it.
  ///
  /// @throws IOException if it cannot be deleted
  @Override
  public void close() throws IOException {
    try (lock) {
      delete(directory);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    FileOps.deleteTree(tree);
  }
}
