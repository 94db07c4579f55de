package io.mmaptable.internal.store;

import io.mmaptable.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The right to change the row count or the length of an array or a table: an operating-system lock
/// on a file of its own.
///
/// The lock cannot be on the array file itself, since a process loses its locks on a file as soon
/// as it closes any other descriptor of it. For the same reason this class is the only one that
/// opens a lock file, and once per process.
public final class WriterLock implements Closeable {

  /// The lock files that this process holds.
  private static final Map<Path, WriterLock> HELD = new HashMap<>();

  private final Path lockFile;
  private final Path key;
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean deleteOnClose;

  private WriterLock(
      Path lockFile, Path key, FileChannel channel, FileLock lock, boolean deleteOnClose) {
    this.lockFile = lockFile;
    this.key = key;
    this.channel = channel;
    this.lock = lock;
    this.deleteOnClose = deleteOnClose;
  }

  /// Takes the lock, or says who has it.
  ///
  /// @param lockFile the lock file, which is made where it is missing
  /// @param guarded the array or table that it guards, for the message
  /// @param deleteOnClose whether the lock file goes when the lock does
  /// @return the lock
  /// @throws StorageException.Locked if this or another process has it; the message names the path
  ///   and the process
  /// @throws IOException if the lock file cannot be opened
  public static WriterLock acquire(Path lockFile, Path guarded, boolean deleteOnClose)
      throws IOException {
    Path key = key(lockFile);
    synchronized (HELD) {
      if (HELD.containsKey(key)) {
        throw locked(guarded, "this process");
      }
      while (true) {
        @Nullable WriterLock lock = tryAcquire(lockFile, key, guarded, deleteOnClose);
        if (lock != null) {
          HELD.put(key, lock);
          return lock;
        }
      }
    }
  }

  /// Who holds the lock, as far as can be told without taking it.
  ///
  /// @param lockFile the lock file
  /// @return the process id of a living holder; nothing if there is no lock file, or whoever wrote
  ///   it is gone
  /// @throws IOException if the lock file cannot be read
  public static OptionalLong liveHolder(Path lockFile) throws IOException {
    synchronized (HELD) {
      if (Files.isDirectory(FileOps.parent(lockFile)) && HELD.containsKey(key(lockFile))) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      if (!Files.isRegularFile(lockFile) || !Files.isReadable(lockFile)) {
        return OptionalLong.empty();
      }
      String text = signature(lockFile).strip();
      if (!text.matches("\\d{1,18}")) {
        return OptionalLong.empty();
      }
      long pid = Long.parseLong(text);
      return pid != ProcessHandle.current().pid()
              && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
          ? OptionalLong.of(pid)
          : OptionalLong.empty();
    }
  }

  /// One attempt; null if the file that was locked has meanwhile been deleted by the holder before.
  private static @Nullable WriterLock tryAcquire(
      Path lockFile, Path key, Path guarded, boolean deleteOnClose) throws IOException {
    @Nullable Object before = fileKey(lockFile);
    FileChannel channel =
        FileChannel.open(
            lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        throw locked(guarded, "process " + holder(channel));
      }
      // While a deleted file is held open its key is not used again, so equal keys mean the same
      // file. Of one that was not there before it cannot be told whose it is.
      @Nullable Object after = fileKey(lockFile);
      if (before == null || !before.equals(after)) {
        channel.close();
        return null;
      }
      sign(channel, lockFile, deleteOnClose);
      return new WriterLock(lockFile, key, channel, lock, deleteOnClose);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// Writes down who holds the lock.
  private static void sign(FileChannel channel, Path lockFile, boolean deleteOnFailure)
      throws IOException {
    String id = String.valueOf(ProcessHandle.current().pid());
    try {
      channel.truncate(0);
      FileOps.writeFully(lockFile, channel, StandardCharsets.US_ASCII.encode(id));
    } catch (IOException e) {
      if (deleteOnFailure) {
        Files.deleteIfExists(lockFile);
      }
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // a lock of this JVM's that another class loader took
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    String signature = signature(channel);
    return signature.isEmpty() ? "that has not yet said its id" : signature;
  }

  private static String signature(Path lockFile) throws IOException {
    try (var channel = FileChannel.open(lockFile, StandardOpenOption.READ)) {
      return signature(channel);
    }
  }

  /// As much of a lock file as a process id may be long, whatever the file holds.
  private static String signature(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    int length = Math.max(0, channel.read(buffer, 0));
    return new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
  }

  private static StorageException.Locked locked(Path guarded, String holder) {
    return new StorageException.Locked(
        guarded, "is open for writing in " + holder + "; there is one writer at a time");
  }

  private static Path key(Path lockFile) throws IOException {
    // Not normalised: what follows a link is not beside the link.
    return FileOps.parent(lockFile).toRealPath().resolve(lockFile.getFileName());
  }

  private static @Nullable Object fileKey(Path lockFile) throws IOException {
    if (!Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    return Files.readAttributes(lockFile, BasicFileAttributes.class).fileKey();
  }

  /// Gives another lock back and goes on under its name: the directory of this lock's file has been
  /// renamed to where that of the other one was.
  ///
  /// @param former the lock on what was there before
  /// @return this lock under its new name; this object is of no use any more
  /// @throws IOException if the other one cannot be given back
  public WriterLock inPlaceOf(WriterLock former) throws IOException {
    synchronized (HELD) {
      former.close();
      var renamed = new WriterLock(former.lockFile, former.key, channel, lock, deleteOnClose);
      HELD.remove(key, this);
      HELD.put(renamed.key, renamed);
      return renamed;
    }
  }

  /// Gives the lock back.
  ///
  /// @throws IOException if the lock file cannot be closed or removed
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (!HELD.remove(key, this)) {
        return; // closed before; somebody else may have it now
      }
      try (channel) {
        if (deleteOnClose) {
          Files.deleteIfExists(lockFile);
        } else {
          channel.truncate(0); // this process may live on, and is no holder any more
        }
        lock.release();
      }
    }
  }
}
