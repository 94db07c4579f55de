package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLockTest {

  @TempDir private Path directory;
  private Path lockFile;
  private Path guarded;

  @BeforeEach
  void name() {
    lockFile = directory.resolve(".x.npy.lock");
    guarded = directory.resolve("x.npy");
  }

  /// Takes a lock and holds it until it is killed.
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      var lock = WriterLock.acquire(Path.of(arguments[0]), Path.of(arguments[1]), false);
      System.out.println("held");
      Thread.currentThread().join();
      lock.close();
    }
  }

  /// Says what comes of taking a lock.
  static final class Attempt {
    public static void main(String[] arguments) throws Exception {
      try (var lock = WriterLock.acquire(Path.of(arguments[0]), Path.of(arguments[1]), false)) {
        System.out.println("taken " + (lock != null));
      } catch (StorageException.Locked e) {
        System.out.println(e.getMessage());
      }
      System.out.println(WriterLock.liveHolder(Path.of(arguments[0])));
    }
  }

  @Test
  void secondWriterOfThisProcessIsRefused() throws IOException {
    try (var lock = WriterLock.acquire(lockFile, guarded, true)) {
      var e =
          assertThrows(
              StorageException.Locked.class, () -> WriterLock.acquire(lockFile, guarded, true));
      assertEquals(guarded, e.path());
      assertEquals(
          guarded + ": is open for writing in this process; there is one writer at a time",
          e.getMessage());
      assertEquals(OptionalLong.of(ProcessHandle.current().pid()), WriterLock.liveHolder(lockFile));
      assertTrue(lock != null);
    }
    assertFalse(Files.exists(lockFile));
    WriterLock.acquire(lockFile, guarded, true).close();
  }

  @Test
  void oneFileByAnotherNameIsOneLock() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    try (var lock = WriterLock.acquire(lockFile, guarded, true)) {
      assertTrue(lock != null);
      assertThrows(
          StorageException.Locked.class,
          () -> WriterLock.acquire(link.resolve(".x.npy.lock"), guarded, true));
      assertThrows(
          StorageException.Locked.class,
          () ->
              WriterLock.acquire(
                  directory.resolve("link/../" + directory.getFileName() + "/.x.npy.lock"),
                  guarded,
                  true));
    }
  }

  @Test
  void writerOfAnotherProcessIsRefusedWithOurId() throws Exception {
    try (var lock = WriterLock.acquire(lockFile, guarded, true);
        var child = TestJvm.start(Attempt.class, lockFile, guarded)) {
      assertTrue(lock != null);
      assertEquals(
          guarded
              + ": is open for writing in process "
              + ProcessHandle.current().pid()
              + "; there is one writer at a time",
          child.line());
      assertEquals("OptionalLong[" + ProcessHandle.current().pid() + "]", child.line());
    }
  }

  @Test
  void lockSurvivesBeingAskedAbout() throws Exception {
    try (var lock = WriterLock.acquire(lockFile, guarded, true)) {
      assertTrue(lock != null);
      assertTrue(WriterLock.liveHolder(lockFile).isPresent());
      assertThrows(
          StorageException.Locked.class, () -> WriterLock.acquire(lockFile, guarded, true));
      try (var child = TestJvm.start(Attempt.class, lockFile, guarded)) {
        assertTrue(child.line().contains("is open for writing in process"));
      }
    }
  }

  @Test
  void lockOfAKilledProcessIsFree() throws Exception {
    try (var child = TestJvm.start(Holder.class, lockFile, guarded)) {
      assertEquals("held", child.line());
      var e =
          assertThrows(
              StorageException.Locked.class, () -> WriterLock.acquire(lockFile, guarded, true));
      assertTrue(String.valueOf(e.getMessage()).contains("process " + child.pid() + ";"));
      assertEquals(OptionalLong.of(child.pid()), WriterLock.liveHolder(lockFile));
      child.kill();
    }
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(lockFile));
    WriterLock.acquire(lockFile, guarded, true).close();
    assertFalse(Files.exists(lockFile));
  }

  @Test
  void closingTwiceDoesNotFreeTheNextHolder() throws IOException {
    var first = WriterLock.acquire(lockFile, guarded, true);
    first.close();
    try (var second = WriterLock.acquire(lockFile, guarded, true)) {
      assertTrue(second != null);
      first.close();
      assertTrue(Files.exists(lockFile));
      assertThrows(
          StorageException.Locked.class, () -> WriterLock.acquire(lockFile, guarded, true));
    }
  }

  @Test
  void whatIsNoLockFileHasNoHolder() throws IOException {
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(lockFile));
    Files.writeString(lockFile, "nonsense");
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(lockFile));
    Files.write(lockFile, new byte[] {'1', (byte) 0xff});
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(lockFile));
    try (var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 3L << 30); // more than fits into an array
    }
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(lockFile));
    assertEquals(OptionalLong.empty(), WriterLock.liveHolder(directory.resolve("no/where")));
  }

  @Test
  void lockInAMissingDirectoryIsRefused() {
    assertThrows(
        NoSuchFileException.class,
        () -> WriterLock.acquire(directory.resolve("no/where"), guarded, true));
  }

  @Test
  void lockGoesOnUnderTheNameOfAnother() throws IOException {
    Path old = Files.createDirectory(directory.resolve("old"));
    Path made = Files.createDirectory(directory.resolve("made"));
    WriterLock former = WriterLock.acquire(old.resolve("lock"), old, false);
    WriterLock lock = WriterLock.acquire(made.resolve("lock"), made, false);
    Files.move(old, directory.resolve("away"));
    Files.move(made, old);
    try (WriterLock _ = lock.inPlaceOf(former)) {
      assertThrows(
          StorageException.Locked.class, () -> WriterLock.acquire(old.resolve("lock"), old, false));
      former.close();
      lock.close();
      assertThrows(
          StorageException.Locked.class, () -> WriterLock.acquire(old.resolve("lock"), old, false));
    }
    WriterLock.acquire(old.resolve("lock"), old, false).close();
    WriterLock.acquire(directory.resolve("away/lock"), old, false).close();
  }
}
