package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left by a kill or by a crash of the machine is a copy of the directory, opened in the
/// same boot or in another.
class VarRowsRecoveryTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("x.var");
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  private Path image() throws IOException {
    return FileTree.copy(path(), directory.resolve("image-" + UUID.randomUUID()));
  }

  /// What counts if the machine goes down now, for a reader and for a writer after it.
  private List<String> rowsAfterAnotherBoot() throws IOException {
    Path image = image();
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
    try {
      List<String> read;
      try (DiskVarArray array = DiskVarArray.open(image, Mode.READ_ONLY)) {
        read = DiskVarArrayTest.rows(array);
      }
      try (DiskVarArray array = DiskVarArray.open(image, Mode.READ_WRITE)) {
        assertEquals(read, DiskVarArrayTest.rows(array));
        array.append(new long[] {-1});
        assertEquals("[-1]", array.get(-1).toString());
      }
      return read;
    } finally {
      System.clearProperty(BOOT_ID);
    }
  }

  @Test
  void killedWriterIsNoted() throws IOException {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.INT64)) {
      array.extend(List.of(new long[] {1}, new long[] {2, 3}));
      Path image = image();
      try (DiskVarArray killed = DiskVarArray.open(image, Mode.READ_WRITE)) {
        assertEquals(List.of("[1]", "[2 3]"), DiskVarArrayTest.rows(killed));
        assertEquals(
            Optional.of(
                "index.npy: a writer did not close it; its 3 committed rows count; data.npy: a"
                    + " writer did not close it; its 3 committed rows count"),
            killed.recoveryNote());
      }
      try (DiskVarArray again = DiskVarArray.open(image, Mode.READ_ONLY)) {
        assertEquals(Optional.empty(), again.recoveryNote());
      }
    }
  }

  @Test
  void flushedRowsCountAfterACrashOfTheMachine() throws IOException {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.INT64)) {
      array.append(new long[] {1});
      assertEquals(List.of(), rowsAfterAnotherBoot());
      array.flush();
      array.append(new long[] {2, 3});
      assertEquals(List.of("[1]"), rowsAfterAnotherBoot());
      array.flush();
      array.truncate(1);
      array.append(new long[] {4, 5, 6});
      assertEquals(List.of("[1]"), rowsAfterAnotherBoot());
      array.flush();
      assertEquals(List.of("[1]", "[4 5 6]"), rowsAfterAnotherBoot());
    }
    assertEquals(List.of("[1]", "[4 5 6]"), rowsAfterAnotherBoot());
  }

  @Test
  void rowsAreDurableWithEachCommitWhereThatIsAskedFor() throws IOException {
    DiskVarArray.create(path(), DType.INT64).close();
    try (DiskVarArray array = DiskVarArray.open(path(), Durability.ON_COMMIT)) {
      array.append(new long[] {1});
      assertEquals(List.of("[1]"), rowsAfterAnotherBoot());
      array.extend(List.of(new long[] {}, new long[] {2, 3}));
      assertEquals(List.of("[1]", "[]", "[2 3]"), rowsAfterAnotherBoot());
    }
  }

  @Test
  void rowsBecomeDurableByThemselvesWhereAPeriodIsSaid() throws IOException {
    DiskStringArray.create(path()).close();
    try (DiskStringArray array =
        DiskStringArray.open(path(), Durability.every(Duration.ofMillis(5)))) {
      array.append("a");
      long begun = System.nanoTime();
      while (textsAfterAnotherBoot() < 1) {
        assertEquals(true, System.nanoTime() - begun < Duration.ofSeconds(60).toNanos());
      }
      array.append("b");
    }
    assertEquals(2, textsAfterAnotherBoot());
  }

  private long textsAfterAnotherBoot() throws IOException {
    Path image = image();
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
    try (DiskStringArray array = DiskStringArray.open(image, Mode.READ_ONLY)) {
      return array.rowCount();
    } finally {
      System.clearProperty(BOOT_ID);
    }
  }

  /// Between the two commits of an append and between the two of a truncation, elements are there
  /// that no offset counts.
  @Test
  void killBetweenElementsAndTheirOffsetsLeavesWholeRows() throws IOException {
    DiskVarArray.create(path(), DType.INT64).close();
    try (DiskArray data = DiskArray.open(VarFiles.data(path()), Mode.READ_WRITE);
        DiskArray index = DiskArray.open(VarFiles.index(path()), Mode.READ_WRITE)) {
      data.extend(NdArray.arange(3));
      index.append(3L);
      data.extend(NdArray.arange(1_000));
      try (DiskVarArray killed = DiskVarArray.open(image(), Mode.READ_WRITE)) {
        assertEquals(3, killed.elementCount());
        killed.append(new long[] {7, 8});
        assertEquals(List.of("[0 1 2]", "[7 8]"), DiskVarArrayTest.rows(killed));
      }
      index.append(1_003L);
      index.truncate(1);
      try (DiskVarArray killed = DiskVarArray.open(image(), Mode.READ_WRITE)) {
        assertEquals(0, killed.rowCount());
        killed.append(new long[] {9});
        assertEquals(List.of("[9]"), DiskVarArrayTest.rows(killed));
      }
    }
  }
}
