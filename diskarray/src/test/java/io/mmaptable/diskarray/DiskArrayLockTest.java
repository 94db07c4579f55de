package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArrayLockTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  /// Tries to append in another process, and prints what came of it.
  static final class Intruder {
    public static void main(String[] args) throws IOException {
      try (DiskArray array = DiskArray.open(Path.of(args[0]), Mode.READ_WRITE)) {
        array.append(2L);
        System.out.println("appended");
      } catch (StorageException.Locked e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String intrude() {
    try (ChildProcess child = ChildJvm.start(Intruder.class, file())) {
      return child.awaitSuccess();
    }
  }

  private String lockedBy(String holder) {
    return file() + ": is open for writing in " + holder + "; there is one writer at a time";
  }

  @Test
  void secondWriterInTheSameProcessIsRefused() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      StorageException.Locked refused =
          assertThrows(
              StorageException.Locked.class, () -> DiskArray.open(file(), Mode.READ_WRITE));
      assertEquals(lockedBy("this process"), refused.getMessage());
      assertEquals(file(), refused.path());
      assertThrows(
          StorageException.Locked.class, () -> DiskArray.create(file(), DType.INT64).close());
      array.append(1L);
    }
    DiskArray.open(file(), Mode.READ_WRITE).close();
  }

  @Test
  void secondWriterInAnotherProcessIsRefusedUntilTheFirstCloses() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      String expected = lockedBy("process " + ProcessHandle.current().pid());
      array.append(1L);
      assertEquals(expected, intrude());
      // Closing any descriptor of the array file would drop a lock on it.
      Npy.read(file());
      Files.readAllBytes(file());
      DiskArray.open(file(), Mode.READ_ONLY).close();
      FileChannel.open(file()).close();
      assertThrows(StorageException.Locked.class, () -> DiskArray.open(file(), Mode.READ_WRITE));
      assertEquals(expected, intrude());
      assertEquals(1, array.rowCount());
    }
    assertEquals("appended", intrude());
    assertEquals("[1 2]", Npy.read(file()).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void writerThatComesByALinkIsRefusedToo() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.npy"), Path.of("x.npy"));
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.append(1L);
      assertThrows(StorageException.Locked.class, () -> DiskArray.open(link, Mode.READ_WRITE));
    }
    try (DiskArray array = DiskArray.open(link, Mode.READ_WRITE)) {
      array.append(2L);
      assertThrows(StorageException.Locked.class, () -> DiskArray.open(file(), Mode.READ_WRITE));
    }
    assertEquals("[1 2]", Npy.read(file()).toString());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(2, FileTree.snapshot(directory).size());
  }

  @Test
  void openingThatFailsGivesTheLockBack() throws IOException {
    Files.writeString(file(), "no array");
    assertThrows(StorageException.class, () -> DiskArray.open(file(), Mode.READ_WRITE));
    Files.delete(file());
    DiskArray.create(file(), DType.INT64).close();
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void columnTakesTheTablesLockAndIsNotAppendedTo() throws IOException {
    Files.createFile(
        Files.createDirectories(directory.resolve(".mmaptable")).resolve("table.json"));
    Path x = Files.createDirectories(directory.resolve("group")).resolve("x.npy");
    Path y = directory.resolve("y.npy");
    Npy.write(x, NdArray.of(1L, 2L));
    Npy.write(y, NdArray.of(1L, 2L));
    try (DiskArray array = DiskArray.open(x, Mode.READ_WRITE)) {
      StorageException.Locked refused =
          assertThrows(StorageException.Locked.class, () -> DiskArray.open(y, Mode.READ_WRITE));
      assertEquals(directory, refused.path());
      String message =
          assertThrows(UnsupportedOperationException.class, () -> array.append(3L)).getMessage();
      assertTrue(message.contains(x + " is a column of the table " + directory), message);
      array.array().get(0).set(7);
      array.flush();
    }
    assertEquals("[7 2]", Npy.read(x).toString());
    assertFalse(Files.exists(x.resolveSibling(".x.npy.lock")));
    assertFalse(Files.exists(directory.resolve(".mmaptable/journal")));
    DiskArray.open(y, Mode.READ_WRITE).close();
  }

  @Test
  void arrayIsNotMadeInsideATable() throws IOException {
    Files.createFile(
        Files.createDirectories(directory.resolve(".mmaptable")).resolve("table.json"));
    var before = FileTree.snapshot(directory);
    String message =
        assertThrows(
                UnsupportedOperationException.class, () -> DiskArray.create(file(), DType.INT64))
            .getMessage();
    assertTrue(message.contains(directory.toString()), message);
    assertEquals(before, FileTree.snapshot(directory));
  }
}
