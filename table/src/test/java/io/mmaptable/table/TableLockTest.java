package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableLockTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  /// Tries to append in another process, and prints what came of it.
  static final class Intruder {
    public static void main(String[] args) throws IOException {
      try (MmapTable table = MmapTable.open(Path.of(args[0]), Mode.READ_WRITE)) {
        table.append(Map.of("x", new int[] {9}));
        System.out.println("appended");
      } catch (StorageException.Locked e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String intrude() {
    try (ChildProcess child = ChildJvm.start(Intruder.class, path())) {
      return child.awaitSuccess();
    }
  }

  @Test
  void secondWriterIsRefusedUntilTheFirstCloses() throws IOException {
    String suffix = "; there is one writer at a time";
    try (MmapTable table = MmapTable.create(path(), 1)) {
      table.addColumn("x", DType.INT32);
      StorageException.Locked refused =
          assertThrows(
              StorageException.Locked.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
      assertEquals(path(), refused.path());
      assertEquals(path() + ": is open for writing in this process" + suffix, refused.getMessage());
      Files.readAllBytes(path().resolve("x.npy"));
      MmapTable.open(path(), Mode.READ_ONLY).close();
      long pid = ProcessHandle.current().pid();
      assertEquals(path() + ": is open for writing in process " + pid + suffix, intrude());
      assertEquals(1, table.rowCount());
    }
    assertEquals("appended", intrude());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[0 9]", table.column("x").array().toString());
    }
  }

  @Test
  void columnAndTableAreNotWrittenAtTheSameTime() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      Path x = table.addColumn("g/x", DType.INT32).path();
      StorageException.Locked refused =
          assertThrows(StorageException.Locked.class, () -> DiskArray.open(x, Mode.READ_WRITE));
      assertEquals(path(), refused.path());
      table.append(Map.of("g/x", new int[] {7}));
      try (DiskArray array = DiskArray.open(x, Mode.READ_ONLY)) {
        assertEquals("[0 0 7]", array.array().toString());
        assertTrue(array.recoveryNote().orElse("").isEmpty());
      }
    }
    Path x = path().resolve("g/x.npy");
    try (DiskArray array = DiskArray.open(x, Mode.READ_WRITE)) {
      assertThrows(StorageException.Locked.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
      assertThrows(UnsupportedOperationException.class, () -> array.append(1));
      array.array().set(5);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[5 5 5]", table.column("g/x").array().toString());
      assertEquals(Optional.empty(), table.recoveryNote());
    }
  }

  @Test
  void columnThatWasOpenBeforeTheDirectoryWasATableOfOursKeepsItsWriter() throws IOException {
    Path x = Files.createDirectory(path()).resolve("x.npy");
    Npy.write(x, NdArray.of(1L, 2L));
    try (DiskArray array = DiskArray.open(x, Mode.READ_WRITE)) {
      StorageException.Locked refused =
          assertThrows(
              StorageException.Locked.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
      assertEquals(
          path()
              + ": has a column that is open for writing in process "
              + ProcessHandle.current().pid(),
          refused.getMessage());
      array.append(3L);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[1 2 3]", table.column("x").array().toString());
    }
  }

  @Test
  void openingThatFailsGivesTheLockBack() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT32);
    }
    Path bad = Files.writeString(path().resolve("bad.npy"), "no array");
    assertThrows(StorageException.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
    Files.delete(bad);
    assertEquals("appended", intrude());
    MmapTable.open(path(), Mode.READ_WRITE).close();
  }

  @Test
  void verificationSaysWhoWritesOnlyWhileSomebodyDoes() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT32);
      table.append(Map.of("x", new int[] {7}));
      List<Finding> findings = Verification.of(path());
      assertEquals(1, findings.size());
      assertEquals(
          "note: " + path() + ": is open for writing in process " + ProcessHandle.current().pid(),
          findings.getFirst().toString());
      try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
        assertEquals(Optional.empty(), reader.recoveryNote());
      }
    }
    assertEquals(List.of(), Verification.of(path()));
  }
}
