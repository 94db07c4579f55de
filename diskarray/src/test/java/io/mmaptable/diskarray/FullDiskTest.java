package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  @TempDir private Path directory;

  @Test
  void fullDiskLosesNothingWithNativeAccess() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16);
        ChildProcess child =
            ChildJvm.start(
                List.of("--enable-native-access=ALL-UNNAMED"), Filler.class, disk.directory())) {
      assertEquals("works again", child.awaitSuccess());
      assertEquals("", child.errors());
    }
  }

  @Test
  void fullDiskLosesNothingWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16);
        ChildProcess child = ChildJvm.start(Filler.class, disk.directory())) {
      assertEquals("works again", child.awaitSuccess());
      assertEquals("", child.errors(), "nothing is said about native access");
    }
  }

  /// Fills a disk with rows, frees space, and goes on.
  static final class Filler {
    private static final int WIDTH = 1024;

    public static void main(String[] args) throws IOException {
      Path disk = Path.of(args[0]);
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[4 << 20]);
      Path path = disk.resolve("x.npy");
      long rows = 0;
      try (DiskArray array = DiskArray.create(path, DType.INT64, WIDTH)) {
        NdArray row = NdArray.zeros(DType.INT64, WIDTH);
        IOException full = null;
        while (full == null) {
          row.set(rows);
          try {
            array.append(row);
            rows++;
          } catch (IOException e) {
            full = e;
          }
        }
        String message = full.getMessage();
        assertTrue(message.contains(path + ": no space for"), message);
        assertTrue(rows > 1400, "the smallest step that is enough was tried: " + rows);
        assertEquals(rows, array.rowCount());
        assertThrows(IOException.class, () -> array.extend(NdArray.zeros(DType.INT64, 100, WIDTH)));
        check(array.array(), rows);
        check(Npy.read(path), rows);
        Files.delete(ballast);
        for (int i = 0; i < 100; i++) {
          row.set(rows);
          array.append(row);
          rows++;
        }
        check(array.array(), rows);
      }
      try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
        assertTrue(array.recoveryNote().isEmpty());
        check(array.array(), rows);
      }
      System.out.println("works again");
    }

    private static void check(NdArray array, long rows) {
      assertEquals(rows, array.shape()[0]);
      for (long row = 0; row < rows; row++) {
        assertEquals(row, array.getLong(row, 0));
        assertEquals(row, array.getLong(row, WIDTH - 1));
      }
    }
  }

  @Test
  void arrayIsNotMadeOnAFullDisk() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1)) {
      Path ballast = disk.directory().resolve("ballast");
      assertThrows(IOException.class, () -> Files.write(ballast, new byte[2 << 20]));
      Path path = disk.directory().resolve("x.npy");
      assertThrows(IOException.class, () -> DiskArray.create(path, DType.INT64).close());
      try (var left = Files.list(disk.directory())) {
        assertEquals(List.of(ballast), left.toList());
      }
      Files.delete(ballast);
      DiskArray.create(path, DType.INT64).close();
    }
  }
}
