package io.mmaptable.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A file that is written beside the one that it replaces, and takes its name when it is committed.
/// Closed without that, it leaves nothing.
///
/// It is locked while it is written, so that [what a killed process has left][#removeAbandoned] is
/// told from it.
public final class Replacement implements Closeable {

  /// The names of those that this process writes: its lock on one is lost when it closes any other
  /// descriptor of it.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path temporary;
  private final FileChannel channel;
  private boolean committed;

  private Replacement(Path path, Path temporary, FileChannel channel) {
    this.path = path;
    this.temporary = temporary;
    this.channel = channel;
  }

  /// Begins to replace a file, or to make it.
  ///
  /// @param path the file
  /// @return the replacement, which the caller closes
  /// @throws NoSuchFileException if the directory is not there
  /// @throws IOException if nothing can be written beside the file
  public static Replacement of(Path path) throws IOException {
    requireDirectory(FileOps.parent(path));
    while (true) {
      Path temporary = FileOps.temporaryBeside(path);
      OWN.add(temporary.getFileName());
      var replacement = new Replacement(path, temporary, create(temporary));
      // Whoever looks for what was left may have taken it between making and locking.
      if (tryLock(replacement.channel) && Files.exists(temporary)) {
        return replacement;
      }
      replacement.close();
    }
  }

  private static FileChannel create(Path temporary) throws IOException {
    try {
      return FileChannel.open(
          temporary,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      OWN.remove(temporary.getFileName());
      throw e;
    }
  }

  /// Locks a file until it is closed. Where there are no locks, nobody takes it for abandoned.
  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Removes what killed processes that replaced a file have left beside it. What is being written
  /// is let be; what cannot be deleted is in nobody's way, and stays.
  ///
  /// @param path the file
  public static void removeAbandoned(Path path) {
    try (var entries =
        Files.newDirectoryStream(
            FileOps.parent(path), entry -> FileOps.isTemporaryBeside(entry, path))) {
      for (Path entry : entries) {
        removeIfAbandoned(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return;
    }
  }

  /// The file that a temporary one was to replace or to become, by its name.
  ///
  /// @param entry a path
  /// @return the file beside it; nothing if the path is no name of a temporary file
  public static Optional<Path> replacedBy(Path entry) {
    return FileOps.temporaryOf(entry);
  }

  /// Removes what a killed process that replaced a file has left. What is being written is let be.
  ///
  /// @param temporary a path for which [#replacedBy] tells a file
  /// @throws IOException if it cannot be deleted
  public static void removeIfAbandoned(Path temporary) throws IOException {
    if (!OWN.contains(temporary.getFileName())) {
      removeUnlocked(temporary);
    }
  }

  private static void removeUnlocked(Path temporary) throws IOException {
    if (!Files.isRegularFile(temporary, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock() != null) {
        Files.delete(temporary);
      }
    } catch (OverlappingFileLockException e) {
      return; // another class loader's
    }
  }

  static void requireDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw Files.exists(directory)
          ? new NotDirectoryException(directory.toString())
          : new NoSuchFileException(directory.toString());
    }
  }

  /// The new file, empty at first.
  ///
  /// @return a channel to read and write
  public FileChannel channel() {
    return channel;
  }

  /// The name of the new file until it is committed.
  ///
  /// @return a path beside the file
  public Path temporary() {
    return temporary;
  }

  /// Forces the new file, gives it the old one's name, and forces the directory.
  ///
  /// @throws IOException if that fails; then the old file is as it was
  public void commit() throws IOException {
    channel.force(true);
    commitUnforced();
    FileOps.forceDirectory(FileOps.parent(path));
  }

  /// Gives the new file the old one's name, and forces nothing.
  ///
  /// @throws IOException if that fails; then the old file is as it was
  public void commitUnforced() throws IOException {
    // Locked until then, or it might be taken for abandoned.
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
    channel.close();
  }

  /// Removes what was not committed.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OWN.remove(temporary.getFileName());
      if (!committed) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
