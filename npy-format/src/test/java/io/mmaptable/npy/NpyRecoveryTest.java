package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.NpyRecovery.IncompleteRow;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyRecoveryTest {

  @TempDir private Path directory;

  /// Appends as `npy-append-array` does, elements first, and stops before the header is written.
  private static final String APPEND =
      """
      import sys, numpy as np
      path, order, rows, extra = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
      a = np.arange(2 * rows, dtype='<i4').reshape((rows, 2) if order == 'C' else (2, rows), order=order)
      np.save(path, a)
      with open(path, 'rb+', buffering=0) as f:
          f.seek(0, 2)
          f.write(np.arange(2 * rows, 2 * rows + 20, dtype='<i4').tobytes()[:extra])
          print('written')
          sys.stdin.read()
      """;

  private Path interrupted(String order, int rows, int extra) {
    Path path = directory.resolve("x.npy");
    try (ChildProcess writer = Python.required().start(APPEND, path, order, rows, extra)) {
      writer.awaitLine("written");
      writer.kill();
    }
    return path;
  }

  private static final String LOAD =
      """
      import sys, numpy as np
      a = np.load(sys.argv[1], mmap_mode='r')
      print(a.shape, a.ravel(order='A').tolist(), a.flags.f_contiguous and not a.flags.c_contiguous)
      """;

  private static String loaded(Path path) {
    return Python.required().run(LOAD, path);
  }

  @ParameterizedTest
  @CsvSource({"C, 3", "C, 0", "F, 3"})
  void rowsThatAKilledWriterDidNotCountAreCounted(String order, int rows) throws IOException {
    Path path = interrupted(order, rows, 16);
    assertTrue(NpyRecovery.needsRecovery(path));
    assertEquals(rows + 2, NpyRecovery.recover(path, IncompleteRow.DROP));
    assertFalse(NpyRecovery.needsRecovery(path));
    assertTrue(Npy.header(path).isGrowable());
    String numbers = rows == 0 ? "[0, 1, 2, 3]" : "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    assertEquals(
        order.equals("C")
            ? "(%d, 2) %s False".formatted(rows + 2, numbers)
            : "(2, %d) %s True".formatted(rows + 2, numbers),
        loaded(path));
    assertOnly(path);
  }

  @ParameterizedTest
  @CsvSource({"C", "F"})
  void incompleteRowIsDroppedOrFilledWithZeros(String order) throws IOException {
    Path path = interrupted(order, 3, 8 + 2);
    byte[] before = Files.readAllBytes(path);
    assertEquals(4, NpyRecovery.recover(path, IncompleteRow.DROP));
    assertEquals(128 + 4 * 8, Files.size(path));
    assertTrue(loaded(path).contains("[0, 1, 2, 3, 4, 5, 6, 7]"));
    Files.write(path, before);
    assertEquals(5, NpyRecovery.recover(path, IncompleteRow.ZERO_FILL));
    assertEquals(128 + 5 * 8, Files.size(path));
    assertTrue(loaded(path).contains("[0, 1, 2, 3, 4, 5, 6, 7, 8, 0]"), loaded(path));
    assertOnly(path);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 8, 9, 23})
  void fileThatWasCutCountsTheRowsThatAreLeft(int left) throws IOException {
    Path path = interrupted("C", 3, 0);
    assertFalse(NpyRecovery.needsRecovery(path));
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 128 + left));
    assertTrue(NpyRecovery.needsRecovery(path));
    assertEquals(left / 8, NpyRecovery.recover(path, IncompleteRow.DROP));
    assertEquals(left / 8, Npy.read(path).shape()[0]);
    assertFalse(NpyRecovery.needsRecovery(path));
  }

  @Test
  void rowLargerThanTheDiskIsNotFilledAndNothingChanges() throws IOException {
    Path path = directory.resolve("x.npy");
    byte[] header = Npy.growableHeader(DType.INT8, new long[] {0, Long.MAX_VALUE - 200}, false);
    byte[] file = Arrays.copyOf(header, header.length + 1);
    Files.write(path, file);
    assertTrue(NpyRecovery.needsRecovery(path));
    var e =
        assertThrows(
            IOException.class,
            () -> NpyRecovery.recover(path, NpyRecovery.IncompleteRow.ZERO_FILL));
    assertTrue(e.getMessage().contains("no space"), e.getMessage());
    assertArrayEquals(file, Files.readAllBytes(path));
  }

  @Test
  void fileWithoutRoomInItsHeaderIsCopiedWithAllItsRows() throws IOException {
    String text = "{'descr':'<f8','fortran_order':False,'shape':(2,)}";
    byte[] file = new byte[80 + 24 + 3];
    Arrays.fill(file, 0, 80, (byte) ' ');
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 70, 0};
    System.arraycopy(magic, 0, file, 0, 10);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, file, 10, text.length());
    file[80 + 16 + 7] = 0x40;
    Path path = Files.write(directory.resolve("x.npy"), file);
    assertFalse(GrowableHeaders.isAppendable(path));
    assertEquals(3, NpyRecovery.recover(path, IncompleteRow.DROP));
    assertEquals("[0. 0. 2.]", Npy.read(path).toString());
    assertTrue(GrowableHeaders.isAppendable(path));
    assertFalse(NpyRecovery.needsRecovery(path));
    assertOnly(path);
  }

  @Test
  void recoveryThatWasInterruptedIsDoneAgain() throws IOException {
    Path path = interrupted("C", 3, 16);
    Path saved = directory.resolve(".x.npy.header");
    byte[] before = Files.readAllBytes(path);
    byte[] exchanged = Npy.growableHeader(DType.INT32, new long[] {3, 2}, false);
    for (int written = 0; written <= 128; written += 16) {
      byte[] half = before.clone();
      System.arraycopy(exchanged, 0, half, 0, written);
      Files.write(path, half);
      Files.write(saved, Arrays.copyOf(before, 128));
      assertEquals(5, NpyRecovery.recover(path, IncompleteRow.DROP));
      assertEquals(5, Npy.read(path).shape()[0]);
      assertOnly(path);
    }
  }

  @Test
  void whatNumPySavesIsAppendableAsItIsUnlessItHasNoDimension() throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1L, 2L));
    byte[] saved = Files.readAllBytes(path);
    assertTrue(GrowableHeaders.isAppendable(path));
    assertArrayEquals(saved, Files.readAllBytes(path));
    NpyHeader _ = GrowableHeaders.ensureAppendable(path);
    assertTrue(GrowableHeaders.isAppendable(path));
    Npy.write(path, NdArray.zeros(DType.INT8));
    assertFalse(GrowableHeaders.isAppendable(path));
  }

  @ParameterizedTest
  @EnumSource
  void wholeFileIsLeftAlone(IncompleteRow incomplete) throws IOException {
    Path path = directory.resolve("x.npy");
    for (NdArray array :
        List.of(NdArray.of(1L, 2L), NdArray.zeros(DType.INT8), NdArray.zeros(DType.INT8, 0, 3))) {
      Npy.write(path, array);
      byte[] before = Files.readAllBytes(path);
      assertFalse(NpyRecovery.needsRecovery(path));
      assertEquals(array.ndim() == 0 ? 1 : array.shape()[0], NpyRecovery.recover(path, incomplete));
      assertArrayEquals(before, Files.readAllBytes(path));
      assertOnly(path);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutBytesAreWhatTheHeaderSays(IncompleteRow incomplete) throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.zeros(DType.INT32, 5, 0));
    byte[] longer = Arrays.copyOf(Files.readAllBytes(path), 140);
    Files.write(path, longer);
    assertFalse(NpyRecovery.needsRecovery(path));
    assertEquals(5, NpyRecovery.recover(path, incomplete));
    assertArrayEquals(longer, Files.readAllBytes(path));
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeCountedIsRefused(IncompleteRow incomplete) throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.zeros(DType.INT32));
    byte[] scalar = Files.readAllBytes(path);
    for (int length : new int[] {130, 128, 127, 40, 0}) {
      byte[] cut = Arrays.copyOf(scalar, length);
      Files.write(path, cut);
      assertThrows(StorageException.Malformed.class, () -> NpyRecovery.recover(path, incomplete));
      assertArrayEquals(cut, Files.readAllBytes(path));
      assertOnly(path);
    }
    assertThrows(
        StorageException.Unsupported.class, () -> NpyRecovery.recover(directory, incomplete));
  }

  @Test
  void fileInSomebodysHandsIsRefused() throws IOException {
    Path path = interrupted("C", 3, 16);
    byte[] before = Files.readAllBytes(path);
    try (var _ = WriterLock.acquire(directory.resolve(".x.npy.lock"), path, true)) {
      assertFalse(NpyRecovery.needsRecovery(path));
      assertThrows(
          StorageException.Locked.class, () -> NpyRecovery.recover(path, IncompleteRow.DROP));
    }
    Path journal = Files.createFile(directory.resolve(".x.npy.journal"));
    var e =
        assertThrows(
            StorageException.Inconsistent.class,
            () -> NpyRecovery.recover(path, IncompleteRow.DROP));
    assertTrue(e.getMessage().contains(journal + " says what counts; DiskArray.open"));
    Files.delete(journal);
    Files.createFile(Files.createDirectory(directory.resolve(".mmaptable")).resolve("table.json"));
    var column =
        assertThrows(
            UnsupportedOperationException.class,
            () -> NpyRecovery.recover(path, IncompleteRow.DROP));
    assertTrue(String.valueOf(column.getMessage()).contains("column of the table " + directory));
    assertArrayEquals(before, Files.readAllBytes(path));
  }

  @Test
  void rowThatTheDiskHasNoRoomToFillLeavesTheFileAsItWas() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1)) {
      Path path = disk.directory().resolve("x.npy");
      Npy.write(path, NdArray.zeros(DType.INT8, 0, 4 << 20));
      Files.write(path, Arrays.copyOf(Files.readAllBytes(path), 1000));
      byte[] before = Files.readAllBytes(path);
      assertThrows(IOException.class, () -> NpyRecovery.recover(path, IncompleteRow.ZERO_FILL));
      assertArrayEquals(before, Files.readAllBytes(path));
      assertEquals(0, NpyRecovery.recover(path, IncompleteRow.DROP));
    }
  }

  private void assertOnly(Path path) throws IOException {
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }
}
