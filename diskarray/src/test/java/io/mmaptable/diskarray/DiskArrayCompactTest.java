package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskArrayCompactTest {
  private static final DiskArrayOptions LONGS = DiskArrayOptions.DEFAULT.dtype(DType.INT64);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void compactedArrayTakesNoMoreRoomThanItsRowsAndGrowsOn(String name) throws IOException {
    Path path = directory.resolve(name);
    try (DiskArray array = DiskArray.open(path, LONGS.commitEvery(0))) {
      array.grow(100_000);
      array.truncate(0);
      array.extend(new long[] {1, 2});
      long start = Files.size(path);
      array.compact();
      assertEquals(2, array.rowCount(), "what waited is committed");
      assertTrue(Files.size(path) < start / 100, "size " + Files.size(path));
      assertEquals("[1 2]", array.array().toString());
      array.append(3L);
      array.commit();
      array.array().get(0).set(7);
      array.compact();
      array.append(4L);
    }
    try (DiskArray array = DiskArray.open(path, LONGS.mode("r"))) {
      assertEquals("[7 2 3 4]", array.array().toString());
      assertTrue(array.recoveryNote().isEmpty());
    }
    assertEquals(List.of(name), List.copyOf(FileTree.snapshot(directory).keySet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void readersGoOnWithTheOldFileUntilTheyRefresh(String name) throws IOException {
    Path path = directory.resolve(name);
    try (DiskArray array = DiskArray.open(path, LONGS);
        DiskArray reader = DiskArray.open(path, LONGS.mode("r"))) {
      array.extend(NdArray.arange(50_000));
      assertEquals(50_000, reader.refresh());
      NdArray before = reader.array();
      array.compact();
      array.append(-1L);
      array.array().get(0).set(99);
      assertEquals(49_999, before.getLong(-1));
      assertEquals(0, before.getLong(0));
      assertEquals(50_001, reader.refresh());
      assertEquals(-1, reader.get(-1).getLong());
      assertEquals(99, reader.get(0).getLong());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void killAfterACompactionLosesNothing(String name) throws IOException {
    Path work = Files.createDirectories(directory.resolve("work"));
    Path image = directory.resolve("image");
    try (DiskArray array = DiskArray.open(work.resolve(name), LONGS)) {
      array.extend(new long[] {1, 2, 3});
      array.truncate(2);
      array.compact();
      FileTree.copy(work, image);
      try (DiskArray killed = DiskArray.open(image.resolve(name), LONGS)) {
        assertEquals("[1 2]", killed.array().toString());
      }
      array.append(4L);
      Path second = FileTree.copy(work, directory.resolve("second"));
      try (DiskArray killed = DiskArray.open(second.resolve(name), LONGS)) {
        assertEquals("[1 2 4]", killed.array().toString());
      }
    }
  }

  @Test
  void fileOfSomebodyElseIsCompactedToo() throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1L, 2L));
    long size = Files.size(path);
    Files.write(path, new byte[1000], StandardOpenOption.APPEND);
    Object key = Files.getAttribute(path, "unix:ino");
    try (DiskArray array = DiskArray.open(path, Mode.READ_WRITE)) {
      array.compact();
      assertEquals(size, Files.size(path));
      array.append(3L);
    }
    assertNotEquals(key, Files.getAttribute(path, "unix:ino"));
    assertEquals("[1 2 3]", Npy.read(path).toString());
  }

  @Test
  void linkStaysALink() throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1L, 2L));
    Path link = Files.createSymbolicLink(directory.resolve("link.npy"), Path.of("x.npy"));
    try (DiskArray array = DiskArray.open(link, Mode.READ_WRITE)) {
      array.append(3L);
      array.compact();
      array.append(4L);
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("[1 2 3 4]", Npy.read(path).toString());
    DiskArray.open(link, Mode.READ_WRITE).destroy();
    assertTrue(FileTree.snapshot(directory).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void destroyedArrayLeavesNothing(String name) throws IOException {
    Path path = directory.resolve(name);
    DiskArray array = DiskArray.open(path, LONGS);
    array.extend(new long[] {1, 2, 3});
    try (DiskArray reader = DiskArray.open(path, LONGS.mode("r"))) {
      NdArray seen = reader.array();
      array.destroy();
      array.close();
      assertTrue(FileTree.snapshot(directory).isEmpty());
      assertEquals("[1 2 3]", seen.toString());
      assertThrows(NoSuchFileException.class, reader::refresh);
    }
    assertThrows(IllegalStateException.class, array::array);
    try (DiskArray again = DiskArray.open(path, LONGS)) {
      assertEquals(0, again.rowCount());
    }
  }
}
