package io.mmaptable.internal.zip;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file that is read at positions, by several threads at once.
///
/// To interrupt a thread that reads closes the channel for all threads. It is opened again then,
/// unless the path names another file by now.
final class ArchiveFile implements Closeable {
  private final Path path;
  private final @Nullable Object key;
  private final long size;
  private FileChannel channel;
  private boolean closed;

  private ArchiveFile(Path path, @Nullable Object key, long size, FileChannel channel) {
    this.path = path;
    this.key = key;
    this.size = size;
    this.channel = channel;
  }

  static ArchiveFile open(Path path) throws IOException {
    @Nullable Object key = FileOps.requireRegularFile(path).fileKey();
    var channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ArchiveFile(path, key, channel.size(), channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /// The size when the file was opened.
  long size() {
    return size;
  }

  /// Reads bytes into a buffer for numbers.
  ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ZipFormat.buffer(length);
    read(bytes, position);
    return bytes.flip();
  }

  /// Fills a buffer.
  void read(ByteBuffer into, long position) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int count = readSome(into, at);
      if (count <= 0) {
        throw new StorageException.Malformed(path, at, "the file was cut while it was read");
      }
      at += count;
    }
  }

  private int readSome(ByteBuffer into, long position) throws IOException {
    while (true) {
      FileChannel current = channel();
      try {
        return current.read(into, position);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (ClosedChannelException e) {
        // Another thread was interrupted, or has closed this.
      }
    }
  }

  private synchronized FileChannel channel() throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " has been closed");
    }
    if (!channel.isOpen()) {
      channel = openAgain(StandardOpenOption.READ);
    }
    return channel;
  }

  /// Maps a part of the file.
  MemorySegment map(Mode mode, long position, long length, Arena arena) throws IOException {
    try (FileChannel mapped = openAgain(MappedFile.openOptions(mode))) {
      // Mapping for writing would make a shorter file longer.
      if (mapped.size() < position + length) {
        throw new StorageException.Malformed(
            path, mapped.size(), "the file was cut since it was opened");
      }
      return mapped.map(MappedFile.mapMode(mode), position, length, arena);
    }
  }

  /// Opens the same file once more.
  FileChannel openAgain(OpenOption... options) throws IOException {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException(path + " has been closed");
      }
    }
    requireSame();
    var again = FileChannel.open(path, options);
    try {
      requireSame();
      return again;
    } catch (Throwable e) {
      again.close();
      throw e;
    }
  }

  private void requireSame() throws IOException {
    if (!Objects.equals(key, FileOps.requireRegularFile(path).fileKey())) {
      throw new StorageException.Inconsistent(
          path, "another file has taken its place since it was opened; open it again");
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
