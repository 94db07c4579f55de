package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a writer leaves that was killed, taken as a copy of the directory while it is open.
class DiskArrayRecoveryTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("work/x.npy");
  }

  private Path image() {
    return directory.resolve("image/x.npy");
  }

  private Path journal() {
    return directory.resolve("image/.x.npy.journal");
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  private static void anotherBoot() {
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
  }

  private void copy() throws IOException {
    FileTree.copy(file().getParent(), image().getParent());
  }

  /// Three flushed rows and two more.
  private void killAfterThreeFlushedRowsAndTwoMore() throws IOException {
    Files.createDirectories(file().getParent());
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.extend(new long[] {1, 2, 3});
      array.flush();
      array.append(4L);
      array.append(5L);
      copy();
    }
  }

  private static String rows(DiskArray array) throws IOException {
    return array.array().toString();
  }

  @Test
  void everyCommittedRowCountsAfterAKill() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    String note = "a writer did not close it; its 5 committed rows count";
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
      assertEquals("[1 2 3 4 5]", rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
    }
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
      assertEquals("[1 2 3 4 5]", rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
      array.append(6L);
    }
    assertEquals("[1 2 3 4 5 6]", Npy.read(image()).toString());
    assertEquals(1, FileTree.snapshot(image().getParent()).size());
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
      assertEquals(Optional.empty(), array.recoveryNote());
    }
  }

  @Test
  void headerThatIsBehindIsCompletedFromTheJournal() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    byte[] bytes = Files.readAllBytes(image());
    int field = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(" 5,") + 1;
    bytes[field] = '3';
    Files.write(image(), bytes);
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
      assertEquals("[1 2 3 4 5]", rows(array));
    }
    DiskArray.open(image(), Mode.READ_WRITE).close();
    assertEquals("[1 2 3 4 5]", Npy.read(image()).toString());
  }

  @Test
  void onlyFlushedRowsCountAfterAnotherBoot() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    anotherBoot();
    String note =
        "the machine went down while it was open for writing; "
            + "3 rows had been flushed and count, 2 after them do not";
    var before = FileTree.snapshot(directory);
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
      assertEquals("[1 2 3]", rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
      assertEquals(3, array.refresh());
    }
    assertEquals(before, FileTree.snapshot(directory));
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
      assertEquals("[1 2 3]", rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
      assertEquals("[1 2 3]", Npy.read(image()).toString());
      array.append(6L);
    }
    assertEquals("[1 2 3 6]", Npy.read(image()).toString());
  }

  @Test
  void allRowsCountAfterAnotherBootWhereAskedFor() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    anotherBoot();
    String note = "the machine went down while it was open for writing; all 5 rows count";
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY, Recovery.ALL)) {
      assertEquals("[1 2 3 4 5]", rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
    }
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE, Recovery.ALL)) {
      assertEquals("[1 2 3 4 5]", rows(array));
      array.append(6L);
    }
    assertEquals("[1 2 3 4 5 6]", Npy.read(image()).toString());
  }

  @Test
  void rowsOfTheOpeningCountAfterAnotherBootThoughNeverFlushedSince() throws IOException {
    Files.createDirectories(file().getParent());
    Npy.write(file(), NdArray.of(1L, 2L));
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      array.append(3L);
      copy();
    }
    anotherBoot();
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
      assertEquals("[1 2]", rows(array));
    }
  }

  @Test
  void arrayThatWasCutAfterAnotherBootIsSaidToBeCut() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    anotherBoot();
    byte[] bytes = Files.readAllBytes(image());
    long data = Npy.header(image()).dataOffset();
    Files.write(image(), Arrays.copyOf(bytes, (int) data + 20));
    var before = FileTree.snapshot(directory);
    StorageException.Malformed refused =
        assertThrows(
            StorageException.Malformed.class, () -> DiskArray.open(image(), Mode.READ_ONLY));
    assertEquals(data + 20, refused.byteOffset());
    assertEquals(before, FileTree.snapshot(directory));
  }

  private void reportsAForeignJournal(String rows, String rowsThen) throws IOException {
    String note = journal() + " belongs to other files and was ignored";
    try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
      assertEquals(rows, rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
    }
    assertTrue(Files.exists(journal()));
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
      assertEquals(rows, rows(array));
      assertEquals(Optional.of(note), array.recoveryNote());
      array.append(9);
    }
    assertEquals(rowsThen, Npy.read(image()).toString());
    assertFalse(Files.exists(journal()));
  }

  @Test
  void journalBesideAReplacedFileIsIgnoredAndReported() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    Npy.write(image(), NdArray.asArray(new int[] {7, 8, 9, 10, 11, 12, 13}));
    reportsAForeignJournal("[ 7  8  9 10 11 12 13]", "[ 7  8  9 10 11 12 13  9]");
  }

  @Test
  void journalBesideALongerFileOfTheSameKindIsIgnoredAndReported() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    Path other = directory.resolve("other.npy");
    try (DiskArray array = DiskArray.create(other, DType.INT64)) {
      array.extend(new long[] {1, 2, 3, 4, 5, 6, 7});
    }
    Files.move(other, image(), StandardCopyOption.REPLACE_EXISTING);
    reportsAForeignJournal("[1 2 3 4 5 6 7]", "[1 2 3 4 5 6 7 9]");
  }

  @Test
  void journalBesideAFileThatIsTooShortIsIgnoredAndReported() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    Path other = directory.resolve("other.npy");
    try (DiskArray array = DiskArray.create(other, DType.INT64)) {
      array.extend(new long[] {1, 2});
    }
    Files.move(other, image(), StandardCopyOption.REPLACE_EXISTING);
    reportsAForeignJournal("[1 2]", "[1 2 9]");
  }

  @Test
  void journalOfGarbageIsIgnoredAndReported() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    for (int length : new int[] {0, 10, 88, 89}) {
      Files.write(journal(), new byte[length]);
      try (DiskArray array = DiskArray.open(image(), Mode.READ_ONLY)) {
        assertEquals("[1 2 3 4 5]", rows(array));
        assertTrue(array.recoveryNote().isPresent());
      }
    }
    reportsAForeignJournal("[1 2 3 4 5]", "[1 2 3 4 5 9]");
  }

  @Test
  void foreignJournalIsGoneOnceTheArrayWasOpenForWriting() throws IOException {
    killAfterThreeFlushedRowsAndTwoMore();
    Npy.write(image(), NdArray.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
    DiskArray.open(image(), Mode.READ_WRITE).close();
    assertFalse(Files.exists(journal()));
  }

  @Test
  void headerExchangeThatWasCutShortIsUndone() throws IOException {
    Files.createDirectories(image().getParent());
    Npy.write(image(), NdArray.of(1L, 2L));
    byte[] saved = Files.readAllBytes(image());
    Path old = directory.resolve("image/.x.npy.header");
    byte[] growable = Npy.growableHeader(DType.INT64, new long[] {2}, false);
    for (int cut : new int[] {0, 50, 70, 90, growable.length}) {
      byte[] mixed = saved.clone();
      System.arraycopy(growable, 0, mixed, 0, cut);
      Files.write(image(), mixed);
      Files.write(old, Arrays.copyOf(saved, growable.length));
      try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
        assertEquals("[1 2]", rows(array));
      }
      assertEquals(1, FileTree.snapshot(image().getParent()).size());
    }
  }

  @Test
  void savedHeaderOfAFileThatWasReplacedIsNotPutBack() throws IOException {
    Files.createDirectories(image().getParent());
    Npy.write(image(), NdArray.of(1L, 2L));
    byte[] saved = Arrays.copyOf(Files.readAllBytes(image()), 128);
    Files.write(directory.resolve("image/.x.npy.header"), saved);
    Npy.write(image(), NdArray.of(1.5, 2.5, 3.5));
    try (DiskArray array = DiskArray.open(image(), Mode.READ_WRITE)) {
      assertEquals("[1.5 2.5 3.5]", rows(array));
    }
    assertEquals(1, FileTree.snapshot(image().getParent()).size());
  }
}
