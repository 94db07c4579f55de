package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArrayCommitTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";
  private static final DiskArrayOptions LONGS = DiskArrayOptions.DEFAULT.dtype(DType.INT64);

  /// Where the journal has the flushed count.
  private static final int FLUSHED = 40;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("work/x.npy");
  }

  private DiskArray open(DiskArrayOptions options) throws IOException {
    Files.createDirectories(file().getParent());
    return DiskArray.open(file(), options);
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  /// What counts if the machine goes down now.
  private String rowsAfterAnotherBoot() throws IOException {
    Path image = directory.resolve("image-" + UUID.randomUUID());
    FileTree.copy(file().getParent(), image);
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
    try (DiskArray array = DiskArray.open(image.resolve("x.npy"), Mode.READ_ONLY)) {
      return array.array().toString();
    } finally {
      System.clearProperty(BOOT_ID);
    }
  }

  @Test
  void rowsAreCommittedWhenAsManyWait() throws IOException {
    try (DiskArray array = open(LONGS.commitEvery(3));
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      array.append(1L);
      array.append(2L);
      assertEquals(0, array.rowCount());
      assertEquals(0, array.array().size());
      assertEquals(0, reader.refresh());
      array.append(3L);
      assertEquals(3, array.rowCount());
      assertEquals(3, reader.refresh());
      array.extend(new long[] {4, 5, 6, 7});
      assertEquals("[1 2 3 4 5 6 7]", reader.refresh() == 7 ? reader.array().toString() : "");
      array.append(8L);
      array.append((Object) 9);
      assertEquals(7, Npy.header(file()).shape()[0]);
    }
    assertEquals("[1 2 3 4 5 6 7 8 9]", Npy.read(file()).toString(), "closing commits the rest");
  }

  @Test
  void rowsWaitForACommitWhereNothingElseCommits() throws IOException {
    try (DiskArray array = open(LONGS.commitEvery(0))) {
      for (long i = 0; i < 100_000; i++) {
        array.append(i);
      }
      assertEquals(0, array.rowCount());
      array.commit();
      assertEquals(100_000, array.rowCount());
      assertEquals(99_999, array.get(-1).getLong());
      array.commit();
      array.append(7L);
      array.flush();
      assertEquals(100_001, Npy.header(file()).shape()[0]);
    }
  }

  @Test
  void rowsThatWaitAreCommittedBeforeOthersAreTakenAway() throws IOException {
    try (DiskArray array = open(LONGS.commitEvery(0))) {
      array.extend(new long[] {1, 2, 3, 4});
      array.truncate(3);
      assertEquals("[1 2 3]", array.array().toString());
      array.grow(1);
      array.append(5L);
      assertEquals(3, array.rowCount());
      array.commit();
      assertEquals("[1 2 3 0 5]", array.array().toString());
    }
  }

  @Test
  void killLosesOnlyRowsThatWait() throws IOException {
    Path image = directory.resolve("image");
    try (DiskArray array = open(LONGS.commitEvery(2))) {
      for (long i = 1; i <= 5; i++) {
        array.append(i);
      }
      FileTree.copy(file().getParent(), image);
    }
    try (DiskArray array = DiskArray.open(image.resolve("x.npy"), Mode.READ_WRITE)) {
      assertEquals("[1 2 3 4]", array.array().toString());
      array.append(6L);
      assertEquals("[1 2 3 4 6]", array.array().toString());
    }
  }

  @Test
  void readersHaveNothingToCommit() throws IOException {
    open(LONGS).close();
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY)) {
      assertThrows(UnsupportedOperationException.class, array::commit);
      array.flush();
    }
  }

  @Test
  void onlyFlushedRowsAreDurableByDefault() throws IOException {
    try (DiskArray array = open(LONGS)) {
      array.append(1L);
      assertEquals("[]", rowsAfterAnotherBoot());
      array.flush();
      array.append(2L);
      assertEquals("[1]", rowsAfterAnotherBoot());
    }
  }

  @Test
  void committedRowsAreDurableWhereThatIsAskedFor() throws IOException {
    try (DiskArray array = open(LONGS.durability(Durability.ON_COMMIT).commitEvery(2))) {
      array.append(1L);
      array.append(2L);
      array.append(3L);
      assertEquals("[1 2]", rowsAfterAnotherBoot());
      array.extend(new long[] {4, 5});
      assertEquals("[1 2 3 4 5]", rowsAfterAnotherBoot());
    }
  }

  @Test
  void rowsAreDurableAfterAPeriodThoughNoneFollow() throws IOException {
    try (DiskArray array = open(LONGS.durability(Durability.every(Duration.ofMillis(20))))) {
      array.append(1L);
      awaitFlushed(1);
      array.extend(new long[] {2, 3});
      awaitFlushed(3);
      assertEquals("[1 2 3]", rowsAfterAnotherBoot());
    }
  }

  private void awaitFlushed(long rows) throws IOException {
    Path journal = file().resolveSibling(".x.npy.journal");
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(journal)).order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.getLong(FLUSHED) == rows) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no flush of " + rows + " rows in a minute");
  }

  @Test
  void flushThatIsInterruptedCanBeDoneAgain() throws IOException {
    try (DiskArray array = open(LONGS)) {
      array.append(1L);
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, array::flush);
      assertTrue(Thread.interrupted());
      array.append(2L);
      array.flush();
      assertEquals("[1 2]", rowsAfterAnotherBoot());
    }
  }

  @Test
  void periodEndsWithTheArray() throws IOException {
    for (int i = 0; i < 100; i++) {
      try (DiskArray array = open(LONGS.durability(Durability.every(Duration.ofNanos(1))))) {
        array.append((long) i);
      }
    }
    NdArray all = Npy.read(file());
    assertEquals(100, all.size());
    assertEquals(List.of("x.npy"), List.copyOf(FileTree.snapshot(file().getParent()).keySet()));
  }
}
