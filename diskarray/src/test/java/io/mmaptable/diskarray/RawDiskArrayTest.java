package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files without a header.
class RawDiskArrayTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";
  private static final DiskArrayOptions LONGS = DiskArrayOptions.DEFAULT.dtype(DType.of("<i8"));
  private static final DiskArrayOptions PAIRS = LONGS.shape(0, 2);

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("work/x.bin");
  }

  private DiskArray open(DiskArrayOptions options) throws IOException {
    Files.createDirectories(file().getParent());
    return DiskArray.open(file(), options);
  }

  /// What a kill would leave now.
  private Path image() throws IOException {
    Path image = directory.resolve("image-" + UUID.randomUUID());
    FileTree.copy(file().getParent(), image);
    return image.resolve("x.bin");
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  private static byte[] bytes(long... values) {
    var bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  @Test
  void fileHoldsTheElementsAndNothingElse() throws IOException {
    for (long i = 0; i < 3; i++) {
      try (DiskArray array = open(PAIRS)) {
        assertEquals(i, array.rowCount());
        array.append(i, -i);
        assertTrue(Files.size(file()) > 48, "capacity");
      }
    }
    assertArrayEquals(bytes(0, 0, 1, -1, 2, -2), Files.readAllBytes(file()));
    assertEquals(1, FileTree.snapshot(file().getParent()).size());
  }

  @Test
  void nameSaysTheFormatOfANewFileUnlessOneIsAskedFor() throws IOException {
    Path npy = directory.resolve("x.npy");
    DiskArray.open(npy, LONGS.format("raw").shape(2)).close();
    assertArrayEquals(new byte[16], Files.readAllBytes(npy));
    Path raw = directory.resolve("x.raw");
    DiskArray.open(raw, LONGS.format("npy")).close();
    assertTrue(Npy.isNpy(raw));
    try (DiskArray array = DiskArray.open(raw, LONGS)) {
      array.append(1L);
    }
    assertEquals("[1]", Npy.read(raw).toString(), "it is recognised");
  }

  @Test
  void fileOfSomebodyElseIsExtended() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes(1, 2, 3, 4));
    try (DiskArray array = open(PAIRS)) {
      assertEquals("[[1 2]\n [3 4]]", array.array().toString());
      array.append(5L, 6L);
      assertEquals("[[1 2]\n [3 4]\n [5 6]]", array.array().toString());
    }
    assertArrayEquals(bytes(1, 2, 3, 4, 5, 6), Files.readAllBytes(file()));
  }

  @Test
  void readerNeedsTheDType() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes(1, 2, 3, 4));
    try (DiskArray array = open(LONGS.mode("r"))) {
      assertEquals("[1 2 3 4]", array.array().toString());
    }
    for (Mode mode : Mode.values()) {
      StorageException refused =
          assertThrows(
              StorageException.Unsupported.class, () -> open(DiskArrayOptions.DEFAULT.mode(mode)));
      assertEquals(
          file() + ": has no header; its dtype and shape must be given", refused.getMessage());
    }
  }

  @Test
  void elementsBeginAtTheOffset() throws IOException {
    Files.createDirectories(file().getParent());
    byte[] start = "what others keep here".getBytes(StandardCharsets.US_ASCII);
    Files.write(file(), start);
    for (long i = 1; i <= 2; i++) {
      try (DiskArray array = open(LONGS.offset(start.length))) {
        array.append(i);
      }
    }
    byte[] now = Files.readAllBytes(file());
    assertArrayEquals(start, Arrays.copyOf(now, start.length));
    assertArrayEquals(bytes(1, 2), Arrays.copyOfRange(now, start.length, now.length));
    StorageException.Malformed refused =
        assertThrows(StorageException.Malformed.class, () -> open(LONGS.offset(100)));
    assertEquals(now.length, refused.byteOffset());
    Path other = directory.resolve("new");
    DiskArray.open(other, LONGS.offset(10).shape(1)).close();
    assertArrayEquals(new byte[18], Files.readAllBytes(other));
  }

  @Test
  void elementsMayBeginBehindTheThirdGigabyte() throws IOException {
    Files.createDirectories(file().getParent());
    long offset = 3L << 30;
    try (var channel =
        FileChannel.open(file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      int _ = channel.write(ByteBuffer.wrap(bytes(1)), offset); // a hole lies before it
    }
    try (DiskArray array = open(LONGS.offset(offset))) {
      array.append(2L);
    }
    assertEquals(offset + 16, Files.size(file()));
    try (DiskArray array = open(LONGS.offset(offset).mode("r"))) {
      assertEquals("[1 2]", array.array().toString());
    }
  }

  @Test
  void rowsThatDoNotFillTheFileMustBeGiven() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), Arrays.copyOf(bytes(1, 2, 3), 27));
    var before = FileTree.snapshot(directory);
    for (String mode : List.of("r", "r+", "c")) {
      var refused = assertThrows(StorageException.Malformed.class, () -> open(LONGS.mode(mode)));
      assertEquals(
          file()
              + ": expected whole rows of 8 bytes from byte 0 on, found 27 bytes; give the shape"
              + " with its number of rows to take as many (at byte 27)",
          refused.getMessage());
    }
    assertThrows(StorageException.Malformed.class, () -> open(LONGS.shape(4)));
    assertEquals(before, FileTree.snapshot(directory));
    try (DiskArray array = open(LONGS.shape(2))) {
      assertEquals("[1 2]", array.array().toString());
      array.append(9L);
    }
    assertArrayEquals(bytes(1, 2, 9), Files.readAllBytes(file()));
  }

  @Test
  void capacityIsNeverTakenForRows() throws IOException {
    try (DiskArray array = open(LONGS.capacity(1000))) {
      Path untouched = image();
      try (DiskArray reader = DiskArray.open(file(), LONGS.mode("r"))) {
        assertEquals(0, reader.rowCount());
        array.append(1L);
        assertEquals(1, reader.refresh());
        array.append(2L);
        assertEquals(2, reader.refresh());
        assertEquals("[1 2]", reader.array().toString());
      }
      try (DiskArray killed = DiskArray.open(untouched, LONGS)) {
        assertEquals(0, killed.rowCount());
      }
      assertEquals(0, Files.size(untouched));
    }
  }

  @Test
  void readerSeesTheCountWhileItMovesFromTheJournalIntoTheSize() throws IOException {
    open(LONGS).close();
    try (DiskArray reader = DiskArray.open(file(), LONGS.mode("r"))) {
      for (long i = 1; i <= 20; i++) {
        try (DiskArray array = open(LONGS)) {
          array.append(i);
          assertEquals(i, reader.refresh());
        }
        assertEquals(i, reader.refresh());
        assertEquals(i, reader.get(-1).getLong());
      }
    }
  }

  @Test
  void everyCommittedRowCountsAfterAKill() throws IOException {
    Path killed;
    try (DiskArray array = open(PAIRS)) {
      array.append(1L, 2L);
      array.flush();
      array.append(3L, 4L);
      killed = image();
    }
    String note = "a writer did not close it; its 2 committed rows count";
    try (DiskArray array = DiskArray.open(killed, PAIRS.mode("r"))) {
      assertEquals("[[1 2]\n [3 4]]", array.array().toString());
      assertEquals(Optional.of(note), array.recoveryNote());
    }
    try (DiskArray array = DiskArray.open(killed, PAIRS)) {
      assertEquals(Optional.of(note), array.recoveryNote());
      array.append(5L, 6L);
    }
    assertArrayEquals(bytes(1, 2, 3, 4, 5, 6), Files.readAllBytes(killed));
  }

  @Test
  void flushedRowsCountAfterAnotherBoot() throws IOException {
    Path down;
    try (DiskArray array = open(LONGS)) {
      array.extend(new long[] {1, 2});
      array.flush();
      array.append(3L);
      down = image();
    }
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
    try (DiskArray array = DiskArray.open(down, LONGS.mode("r").recovery(Recovery.ALL))) {
      assertEquals("[1 2 3]", array.array().toString());
      assertEquals(3, array.refresh());
    }
    DiskArray.open(down, LONGS).close();
    assertArrayEquals(bytes(1, 2), Files.readAllBytes(down));
  }

  @Test
  void journalOfOtherRowsIsNotIgnored() throws IOException {
    Path killed;
    try (DiskArray array = open(LONGS)) {
      array.append(1L);
      killed = image();
      StorageException refused =
          assertThrows(
              StorageException.Inconsistent.class, () -> DiskArray.open(file(), PAIRS.mode("r")));
      assertTrue(refused.getMessage().contains("counts other rows than"), refused.getMessage());
    }
    for (String mode : List.of("r", "r+", "c")) {
      for (DiskArrayOptions other : List.of(PAIRS, LONGS.offset(8))) {
        StorageException refused =
            assertThrows(
                StorageException.Inconsistent.class,
                () -> DiskArray.open(killed, other.mode(mode)));
        assertTrue(
            refused.getMessage().contains(killed.resolveSibling(".x.bin.journal").toString()),
            refused.getMessage());
      }
    }
    Files.write(killed, new byte[4]);
    assertThrows(StorageException.Inconsistent.class, () -> DiskArray.open(killed, LONGS));
    Files.delete(killed.resolveSibling(".x.bin.journal"));
    Files.write(killed, bytes(7));
    try (DiskArray array = DiskArray.open(killed, LONGS)) {
      assertEquals("[7]", array.array().toString());
    }
  }

  @Test
  void truncatedFileIsReplacedOnCloseAndNoReaderDies() throws IOException {
    DiskArray array = open(LONGS);
    array.grow(10_000);
    array.extend(new long[] {1, 2, 3});
    try (DiskArray reader = DiskArray.open(file(), LONGS.mode("r"))) {
      assertEquals(10_003, reader.rowCount());
      NdArray seen = reader.array();
      array.truncate(10_000);
      array.append(9L);
      array.truncate(1);
      array.append(7L);
      assertEquals(2, reader.refresh());
      array.close();
      assertArrayEquals(bytes(0, 7), Files.readAllBytes(file()));
      assertEquals(2, reader.refresh());
      assertEquals("[0 7]", reader.array().toString());
      assertEquals(0, seen.getLong(10_002));
      assertEquals(7, seen.getLong(1));
    }
  }

  @Test
  void fortranOrderGrowsAlongTheLastAxis() throws IOException {
    DiskArrayOptions options = LONGS.shape(2, 0).fortranOrder(true);
    try (DiskArray array = open(options)) {
      array.append(1L, 2L);
      array.append(3L, 4L);
      assertArrayEquals(new long[] {2, 2}, array.shape());
    }
    assertArrayEquals(bytes(1, 2, 3, 4), Files.readAllBytes(file()));
    try (DiskArray array = open(options.mode("r"))) {
      assertEquals("[[1 3]\n [2 4]]", array.array().toString());
    }
  }

  @Test
  void secondWriterIsRefused() throws IOException {
    try (DiskArray array = open(LONGS)) {
      array.append(1L);
      assertThrows(StorageException.Locked.class, () -> open(LONGS));
    }
  }

  @Test
  void openingForWritingAloneChangesNothing() throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), bytes(1, 2));
    var before = FileTree.snapshot(directory);
    try (DiskArray array = open(LONGS)) {
      array.extend(new long[0]);
      array.flush();
    }
    assertEquals(before, FileTree.snapshot(directory));
  }
}
