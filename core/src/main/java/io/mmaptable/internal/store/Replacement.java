package io.mmaptable.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is written beside the one that it replaces, and takes its name when it is committed.
/// Closed without that, it leaves nothing.
public final class Replacement implements Closeable {
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
    Path temporary = FileOps.temporaryBeside(path);
    var channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new Replacement(path, temporary, channel);
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
  void commitUnforced() throws IOException {
    channel.close();
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
  }

  /// Removes what was not committed.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (!committed) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
