package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskVarArrayTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("x.var");
  }

  private DiskVarArray ofInts(int[]... rows) throws IOException {
    DiskVarArray array = DiskVarArray.create(path(), DType.INT32);
    array.extend(List.of(rows));
    return array;
  }

  static List<String> rows(DiskVarArray array) {
    var rows = new ArrayList<String>();
    array.forEach(row -> rows.add(row.toString()));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "i1",
        "<i2",
        ">i4",
        "<i8",
        "u1",
        ">u2",
        "u8",
        "<f2",
        ">f4",
        "<f8",
        "c8",
        "S5",
        "<U3",
        "M8[ms]",
        ">m8[25us]",
        "V4",
        "i4,f8"
      })
  void rowsOfEveryKindComeBackAsTheyWere(String dtype) throws IOException {
    NdArray block = DiskArrayTest.filled(DType.of(dtype), 9);
    List<NdArray> rows =
        List.of(block.rows(0, 2), block.rows(2, 2), block.rows(2, 6), block.rows(6, 9));
    try (DiskVarArray array = DiskVarArray.create(path(), DType.of(dtype))) {
      array.append(rows.get(0));
      array.append(rows.get(1));
      array.extend(rows.subList(2, 4));
      assertEquals(4, array.rowCount());
      assertArrayEquals(DiskArrayTest.bytes(block), DiskArrayTest.bytes(array.data()));
    }
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(DType.of(dtype), array.dtype());
      assertEquals("[0 2 2 6 9]", array.offsets().toString());
      assertEquals(9, array.elementCount());
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(DiskArrayTest.bytes(rows.get(i)), DiskArrayTest.bytes(array.get(i)));
      }
    }
  }

  @Test
  void filesAreArrowsLargeList() throws IOException {
    ofInts(new int[] {1, 2, 3}, new int[] {}, new int[] {4}).close();
    assertEquals(Set.of("data.npy", "index.npy"), FileTree.snapshot(path()).keySet());
    assertEquals(DType.INT64, Npy.read(path().resolve("index.npy")).dtype());
    assertEquals("[0 3 3 4]", Npy.read(path().resolve("index.npy")).toString());
    assertEquals("[1 2 3 4]", Npy.read(path().resolve("data.npy")).toString());
  }

  @Test
  void arrayWithoutRowsHasOneOffset() throws IOException {
    DiskVarArray.create(path(), DType.FLOAT32).close();
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(0, array.rowCount());
      assertEquals(0, array.elementCount());
      assertEquals("[0]", array.offsets().toString());
      assertEquals("[]", array.data().toString());
      assertFalse(array.iterator().hasNext());
      assertThrows(NoSuchElementException.class, () -> array.iterator().next());
      assertEquals(Optional.empty(), array.recoveryNote());
    }
  }

  @Test
  void negativeRowsCountFromTheEnd() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1, 2}, new int[] {3})) {
      assertEquals("[3]", array.get(-1).toString());
      assertEquals("[1 2]", array.get(-2).toString());
      for (long row : new long[] {2, -3, Long.MAX_VALUE, Long.MIN_VALUE}) {
        var refused = assertThrows(IndexOutOfBoundsException.class, () -> array.get(row));
        assertEquals(path() + ": row " + row + " of 2", refused.getMessage());
      }
    }
  }

  @Test
  void javaArraysAndListsAreRows() throws IOException {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.of("<u2"))) {
      array.append(new int[] {1, 65_535});
      array.append(List.of(7, 8, 9));
      array.append(NdArray.asArray(new byte[] {5}, DType.UINT8));
      array.append(new long[0]);
      array.append(List.of());
      array.extend(List.of(new short[] {3}, List.of(4, 5), NdArray.zeros(DType.UINT16, 2)));
      assertEquals(
          List.of("[    1 65535]", "[7 8 9]", "[5]", "[]", "[]", "[3]", "[4 5]", "[0 0]"),
          rows(array));
    }
  }

  @Test
  void memoryIsARowAsItLies() throws IOException {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.of(">i2"))) {
      array.append(MemorySegment.ofArray(new byte[] {1, 0, 0, 7}));
      array.append((Object) MemorySegment.ofArray(new byte[] {0, 1}));
      assertEquals(List.of("[256   7]", "[1]"), rows(array));
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> array.append(MemorySegment.ofArray(new byte[3])));
      assertEquals("3 bytes are no whole elements of 2", refused.getMessage());
      assertEquals(2, array.rowCount());
    }
  }

  @Test
  void refusedRowsChangeNothing() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1})) {
      for (Object row :
          new Object[] {
            5, new int[][] {{1}}, new double[] {0.5}, new long[] {1L << 40}, "text", NdArray.of(0.5)
          }) {
        assertThrows(IllegalArgumentException.class, () -> array.append(row));
        assertThrows(
            IllegalArgumentException.class, () -> array.extend(List.of(new int[] {2}, row)));
      }
      var scalar = assertThrows(IllegalArgumentException.class, () -> array.append(5));
      assertEquals("shape [] where a row of one dimension was expected", scalar.getMessage());
      assertEquals(List.of("[1]"), rows(array));
      array.append(new int[] {2, 3});
      assertEquals("[0 1 3]", array.offsets().toString());
    }
  }

  @Test
  void rowsThatLieOneAfterTheOtherAreExtendedByTheirLengths() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {9})) {
      array.extend(NdArray.asArray(new int[] {1, 2, 3, 4}), 3, 0, 1);
      array.extend(NdArray.zeros(DType.INT32, 0));
      assertEquals(List.of("[9]", "[1 2 3]", "[]", "[4]"), rows(array));
      NdArray two = NdArray.zeros(DType.INT32, 2);
      var few = assertThrows(IllegalArgumentException.class, () -> array.extend(two, 1));
      assertEquals("rows of 1 elements, and 2 were given", few.getMessage());
      var negative = assertThrows(IllegalArgumentException.class, () -> array.extend(two, 3, -1));
      assertEquals("the length of row 1, -1", negative.getMessage());
      assertThrows(
          IllegalArgumentException.class,
          () -> array.extend(NdArray.zeros(DType.INT32, 2, 1), 1, 1));
      assertEquals(4, array.rowCount());
    }
  }

  @Test
  void elementsAreSetThroughViews() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1, 2}, new int[] {3})) {
      array.get(0).setLong(7, 1);
    }
    try (DiskVarArray copy = DiskVarArray.open(path(), Mode.COPY_ON_WRITE)) {
      copy.get(1).setLong(8, 0);
      assertEquals(List.of("[1 7]", "[8]"), rows(copy));
    }
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("[1 7]", "[3]"), rows(array));
      assertThrows(UnsupportedOperationException.class, () -> array.get(0).setLong(1, 0));
    }
  }

  @Test
  void viewsStayAsTheyWere() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1, 2})) {
      NdArray row = array.get(0);
      NdArray data = array.data();
      NdArray offsets = array.offsets();
      for (int i = 0; i < 10_000; i++) {
        array.append(new int[] {i, i, i});
      }
      assertEquals("[1 2] [1 2] [0 2]", row + " " + data + " " + offsets);
      assertEquals("[9999 9999 9999]", array.get(-1).toString());
    }
  }

  @Test
  void truncatedRowsMakeRoomForOthers() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1, 2}, new int[] {3}, new int[] {4, 5, 6})) {
      array.truncate(3);
      assertEquals(3, array.rowCount());
      array.truncate(1);
      assertEquals(List.of("[1 2]"), rows(array));
      assertEquals(2, array.elementCount());
      array.append(new int[] {7});
      assertEquals(List.of("[1 2]", "[7]"), rows(array));
      for (long rows : new long[] {3, -1}) {
        var refused = assertThrows(IndexOutOfBoundsException.class, () -> array.truncate(rows));
        assertEquals(
            path() + ": cannot be cut to " + rows + " rows, it has 2", refused.getMessage());
      }
    }
    assertEquals("[0 2 3]", Npy.read(path().resolve("index.npy")).toString());
    assertEquals("[1 2 7]", Npy.read(path().resolve("data.npy")).toString());
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_WRITE)) {
      array.truncate(0);
      assertEquals(0, array.rowCount());
    }
    assertEquals("[0]", Npy.read(path().resolve("index.npy")).toString());
    assertEquals("[]", Npy.read(path().resolve("data.npy")).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "c"})
  void onlyWritersChangeRows(String mode) throws IOException {
    ofInts(new int[] {1}).close();
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.of(mode))) {
      FileTree.assertUnchanged(
          path(),
          () -> {
            assertThrows(UnsupportedOperationException.class, () -> array.append(new int[] {1}));
            assertThrows(UnsupportedOperationException.class, () -> array.append(new int[0]));
            assertThrows(UnsupportedOperationException.class, () -> array.truncate(0));
            assertThrows(UnsupportedOperationException.class, array::destroy);
          });
      assertEquals(List.of("[1]"), rows(array));
    }
  }

  @Test
  void elementsThatNoOffsetCountsAreTakenAway() throws IOException {
    ofInts(new int[] {1, 2}).close();
    try (DiskArray data = DiskArray.open(path().resolve("data.npy"), Mode.READ_WRITE)) {
      data.extend(new int[] {8, 9, 9});
    }
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(2, array.elementCount());
      assertEquals("[1 2]", array.data().toString());
      assertEquals(5, Npy.read(path().resolve("data.npy")).size(), "a reader changes nothing");
    }
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_WRITE)) {
      assertEquals(
          Optional.of("3 elements that no offset counts were taken away"), array.recoveryNote());
      array.append(new int[] {3});
      assertEquals(List.of("[1 2]", "[3]"), rows(array));
    }
    assertEquals("[1 2 3]", Npy.read(path().resolve("data.npy")).toString());
  }

  @Test
  void destroyedArraysLeaveNothing() throws IOException {
    DiskVarArray array = ofInts(new int[] {1});
    array.destroy();
    array.close();
    assertFalse(Files.exists(path()));
    assertThrows(IllegalStateException.class, () -> array.get(0));
  }

  @Test
  void destroyedArraysLeaveWhatIsSomebodyElses() throws IOException {
    DiskVarArray array = ofInts(new int[] {1});
    Files.writeString(path().resolve("notes.txt"), "mine");
    array.destroy();
    assertEquals(Set.of("notes.txt"), FileTree.snapshot(path()).keySet());
  }

  @Test
  void closedArraysSaySo() throws IOException {
    DiskVarArray array = ofInts(new int[] {1});
    array.close();
    array.close();
    var refused = assertThrows(IllegalStateException.class, () -> array.get(0));
    assertEquals(path() + " has been closed", refused.getMessage());
    assertThrows(IllegalStateException.class, () -> array.append(new int[] {1}));
    assertThrows(IllegalStateException.class, array::data);
    assertThrows(IllegalStateException.class, array::offsets);
    assertThrows(IllegalStateException.class, array::flush);
    assertThrows(IllegalStateException.class, array::refresh);
  }

  @Test
  void arraysAreMadeWhereThereIsNothing() throws IOException {
    Files.createDirectory(path());
    DiskVarArray.create(path(), DType.INT8).close();
    assertThrows(FileAlreadyExistsException.class, () -> DiskVarArray.create(path(), DType.INT8));
    Path file = Files.createFile(directory.resolve("file"));
    assertThrows(FileAlreadyExistsException.class, () -> DiskVarArray.create(file, DType.INT8));
    assertThrows(
        NoSuchFileException.class,
        () -> DiskVarArray.create(directory.resolve("none/x.var"), DType.INT8));
    assertThrows(
        NoSuchFileException.class,
        () -> DiskVarArray.open(directory.resolve("none"), Mode.READ_ONLY));
    assertEquals(
        Set.of("file", "x.var", "x.var/data.npy", "x.var/index.npy"),
        FileTree.snapshot(directory).keySet());
  }

  @Test
  void tablesKeepTheirColumnsThemselves() throws IOException {
    ofInts(new int[] {1}).close();
    Files.createDirectory(directory.resolve(".mmaptable"));
    Files.createFile(directory.resolve(".mmaptable/lock"));
    Path other = directory.resolve("y.var");
    var made =
        assertThrows(
            UnsupportedOperationException.class, () -> DiskVarArray.create(other, DType.INT8));
    assertTrue(made.getMessage().startsWith(other + " would be a column"), made.getMessage());
    assertThrows(
        UnsupportedOperationException.class, () -> DiskVarArray.open(path(), Mode.READ_WRITE));
    try (DiskVarArray array = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("[1]"), rows(array));
    }
  }

  @Test
  void secondWriterIsRefused() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1})) {
      var refused =
          assertThrows(
              StorageException.Locked.class, () -> DiskVarArray.open(path(), Mode.READ_WRITE));
      assertTrue(refused.getMessage().startsWith(path().toString()), refused.getMessage());
      array.append(new int[] {2});
    }
    DiskVarArray.open(path(), Mode.READ_WRITE).close();
  }

  @Test
  void threadsAppendWholeRows() throws Exception {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.INT64);
        var threads = Executors.newFixedThreadPool(4)) {
      Callable<Void> work =
          () -> {
            for (long i = 0; i < 500; i++) {
              array.append(new long[] {i, i, i});
              array.extend(List.of(new long[] {-i}, new long[] {}));
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(List.of(work, work, work, work))) {
        Void _ = done.get();
      }
      assertEquals(6_000, array.rowCount());
      for (NdArray row : array) {
        assertEquals(row.size() == 0 ? 0 : row.getLong(0) * row.size(), row.longs().sum());
      }
    }
  }

  @Test
  void arraySaysWhatItIs() throws IOException {
    try (DiskVarArray array = ofInts(new int[] {1, 2}, new int[] {3})) {
      assertEquals(path(), array.path());
      assertEquals(Mode.READ_WRITE, array.mode());
      assertEquals(
          "DiskVarArray(" + path() + ", rows=2, elements=3, dtype=<i4, mode=r+)", array.toString());
    }
  }
}
