package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DiskArrayResizeTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @Test
  void truncatedArrayHasTheRowsBefore() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.extend(new long[] {1, 2, 3, 4});
      array.truncate(2);
      assertEquals("[1 2]", array.array().toString());
      assertEquals("[1 2]", Npy.read(file()).toString());
      array.append(5L);
      array.truncate(3);
      assertEquals("[1 2 5]", array.array().toString());
    }
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      assertEquals("[1 2 5]", array.array().toString());
      array.truncate(0);
    }
    assertEquals(0, Npy.read(file()).size());
    assertEquals(List.of("x.npy"), List.copyOf(FileTree.snapshot(directory).keySet()));
  }

  @Test
  void fileIsNotCutBelowRowsThatWereVisible() throws IOException {
    long before;
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.grow(10_000);
      array.flush();
      array.truncate(1);
      before = Npy.header(file()).dataOffset() + 10_000 * 8;
    }
    assertEquals(before, Files.size(file()));
  }

  @Test
  void truncatingAFileThatNumPyWroteGivesItAGrowableHeader() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L, 3L));
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      array.truncate(1);
      assertTrue(Npy.header(file()).isGrowable());
    }
    assertEquals("[1]", Npy.read(file()).toString());
  }

  @Test
  void rowsGrownAreZerosThoughOthersWereThereBefore() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT32, 3)) {
      array.extend(DiskArrayTest.filled(DType.INT32, 5000, 3));
      array.truncate(2);
      NdArray kept = array.array().copy();
      array.grow(4998);
      assertEquals(5000, array.rowCount());
      assertArrayEquals(DiskArrayTest.bytes(kept), DiskArrayTest.bytes(array.get(":2")));
      assertEquals(0, array.get("2:").countNonZero());
    }
  }

  @Test
  void fortranOrderGrowsAndShrinksAlongTheLastAxis() throws IOException {
    NdArray first = DiskArrayTest.filled(DType.INT32, 4, 3, 2).transpose();
    Npy.write(file(), first);
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      array.truncate(3);
      array.grow(2);
      assertArrayEquals(new long[] {2, 3, 5}, array.shape());
      assertEquals(first.get("..., :3").toString(), array.get("..., :3").toString());
      assertEquals(0, array.get("..., 3:").countNonZero());
    }
  }

  @Test
  void capacityIsWhatIsAllocatedAhead() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      assertEquals(0, array.capacity());
      array.append(1L);
      long capacity = array.capacity();
      assertTrue(capacity > 1000, "capacity " + capacity);
      array.extend(NdArray.zeros(DType.INT64, capacity - 1));
      assertEquals(capacity, array.capacity());
      array.append(1L);
      assertTrue(array.capacity() > capacity);
    }
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY)) {
      assertEquals(array.rowCount(), array.capacity());
    }
  }

  @Test
  void numbersOfRowsThatCannotBeAreRefused() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.append(1L);
      assertEquals(
          file() + ": cannot be cut to 2 rows, it has 1",
          assertThrows(IndexOutOfBoundsException.class, () -> array.truncate(2)).getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> array.truncate(-1));
      assertEquals(
          "rows (-1) is negative",
          assertThrows(IllegalArgumentException.class, () -> array.grow(-1)).getMessage());
      assertEquals("[1]", array.array().toString());
    }
  }

  @Test
  void readersRefuseToResize() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L, 3L));
    for (Mode mode : new Mode[] {Mode.READ_ONLY, Mode.COPY_ON_WRITE}) {
      try (DiskArray array = DiskArray.open(file(), mode)) {
        for (var resize : List.<Executable>of(() -> array.grow(1), () -> array.truncate(1))) {
          String message = assertThrows(UnsupportedOperationException.class, resize).getMessage();
          assertTrue(message.contains(file() + " was opened with mode " + mode), message);
        }
      }
    }
  }

  @Test
  void readerSeesRowsTakenAway() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      writer.extend(new long[] {1, 2, 3});
      assertEquals(3, reader.refresh());
      NdArray all = reader.array();
      writer.truncate(1);
      assertEquals(1, reader.refresh());
      assertEquals("[1]", reader.array().toString());
      assertEquals(3, all.size(), "an older view is still there to be read");
      assertEquals(1, all.getLong(0));
      assertDoesNotThrow(() -> all.getLong(2));
    }
  }
}
