package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.Ballast;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private SmallDisk memory() throws IOException {
    return SmallDisk.mount(directory.resolve("disk"), 16);
  }

  private SmallDisk ext4() throws IOException {
    return Ext4Image.make(directory.resolve("image"), 32).mount(directory.resolve("disk"));
  }

  @Test
  void fullDiskLosesNothingWithNativeAccess() throws IOException {
    try (SmallDisk disk = memory()) {
      fill(disk, NATIVE);
    }
  }

  @Test
  void fullDiskLosesNothingWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = memory()) {
      fill(disk, List.of());
    }
  }

  @Test
  void fullExt4LosesNothingWithNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fill(disk, NATIVE);
    }
  }

  @Test
  void fullExt4LosesNothingWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fill(disk, List.of());
    }
  }

  private static void fill(SmallDisk disk, List<String> options) {
    try (ChildProcess child = ChildJvm.start(options, Filler.class, disk.directory())) {
      assertEquals("works again", child.awaitSuccess());
      assertEquals("", child.errors(), "nothing is said about native access");
    }
  }

  /// Fills a disk with rows, opens the array again while it is full, frees space, and goes on.
  static final class Filler {
    private static final int WIDTH = 8192;
    private static final int ROW_BYTES = WIDTH * Long.BYTES;
    private static final int PAGE = 64 << 10;

    private static final int REST_WIDTH = 100;

    private final Path path;
    private final Path rest;
    private long rows;

    private Filler(Path path) {
      this.path = path;
      this.rest = path.resolveSibling("rest.npy");
    }

    public static void main(String[] args) throws IOException {
      Path disk = Path.of(args[0]);
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[4 << 20]);
      Path spare = Files.write(disk.resolve("spare"), new byte[256 << 10]);
      new Filler(disk.resolve("x.npy")).run(ballast, spare);
      System.out.println("works again");
    }

    private void run(Path ballast, Path spare) throws IOException {
      DiskArray.create(rest, DType.INT64, REST_WIDTH).close();
      long space = Files.getFileStore(ballast).getUnallocatedSpace();
      try (DiskArray array = DiskArray.create(path, DType.INT64, WIDTH)) {
        requireRefusal(appendUntilFull(array), ROW_BYTES);
        assertTrue(
            rows * ROW_BYTES > space / 10 * 9,
            () -> "the smallest step that is enough was tried: " + rows);
        requireRefusal(
            assertThrows(
                IOException.class, () -> array.extend(NdArray.zeros(DType.INT64, 100, WIDTH))),
            100 * ROW_BYTES);
        check(array);
      }
      openOnTheFullDisk();
      Files.delete(spare);
      fillTheRest();
      Files.delete(ballast);
      try (DiskArray array = DiskArray.open(path, Mode.READ_WRITE)) {
        for (int i = 0; i < 40; i++) {
          append(array);
        }
        check(array);
      }
      try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
        assertTrue(array.recoveryNote().isEmpty());
        check(array);
      }
    }

    /// There may be no room for the files beside it that a writer needs.
    private void openOnTheFullDisk() throws IOException {
      try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
        check(array);
      }
      try (DiskArray array = DiskArray.open(path, Mode.READ_WRITE)) {
        requireRefusal(appendUntilFull(array), ROW_BYTES);
        check(array);
      } catch (IOException full) {
        requireRefusal(full, ROW_BYTES);
      }
    }

    /// Small rows end in the middle of a page, also in the very last one.
    private void fillTheRest() throws IOException {
      long count = 0;
      try (DiskArray array = DiskArray.open(rest, Mode.READ_WRITE)) {
        while (true) {
          array.append(ProvenRows.row(count, REST_WIDTH));
          count++;
        }
      } catch (IOException full) {
        String message = String.valueOf(full.getMessage());
        assertTrue(message.matches(".*: no space for \\d+ bytes.*"), message);
      }
      assertTrue(count > 0);
      try (DiskArray array = DiskArray.open(rest, Mode.READ_ONLY)) {
        assertEquals(count, array.rowCount());
        ProvenRows.check(array.array(), 0);
      }
    }

    private void append(DiskArray array) throws IOException {
      array.append(ProvenRows.row(rows, WIDTH));
      rows++;
    }

    private IOException appendUntilFull(DiskArray array) {
      while (true) {
        try {
          append(array);
        } catch (IOException full) {
          return full;
        }
      }
    }

    /// The message names the array, or its lock or journal, and the bytes that were asked for,
    /// which are at most those of the rows, up to the end of a page.
    private void requireRefusal(IOException full, int mostBytes) {
      String message = String.valueOf(full.getMessage());
      var matcher = Pattern.compile("(.*): no space for (\\d+) bytes.*").matcher(message);
      assertTrue(matcher.matches(), message);
      Path named = Path.of(matcher.group(1));
      assertEquals(path.getParent(), named.getParent());
      assertTrue(
          Set.of("x.npy", ".x.npy.lock", ".x.npy.journal").contains(named.getFileName().toString()),
          message);
      assertTrue(Long.parseLong(matcher.group(2)) < mostBytes + PAGE, message);
    }

    private void check(DiskArray array) throws IOException {
      assertEquals(rows, array.rowCount());
      ProvenRows.check(array.array(), 0);
      ProvenRows.check(Npy.read(path), 0);
      assertEquals(rows, Npy.header(path).layout().rowCount());
    }
  }

  @Test
  void roomThatWasAllocatedStaysWhileOthersFillTheDiskWithNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fillBesides(disk, NATIVE);
    }
  }

  @Test
  void roomThatWasAllocatedStaysWhileOthersFillTheDiskWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fillBesides(disk, List.of());
    }
  }

  private static void fillBesides(SmallDisk disk, List<String> options) {
    try (ChildProcess child = ChildJvm.start(options, Reserver.class, disk.directory())) {
      assertEquals("there was room", child.awaitSuccess());
    }
  }

  /// Has room for some rows that end in the middle of a page, and uses it when the disk is full.
  static final class Reserver {
    private static final int WIDTH = 125;

    public static void main(String[] args) throws IOException {
      Path disk = Path.of(args[0]);
      var options = DiskArrayOptions.DEFAULT.dtype(DType.INT64).shape(0, WIDTH).growBy(50);
      try (DiskArray array = DiskArray.open(disk.resolve("x.npy"), options)) {
        while (array.rowCount() < 501) {
          append(array);
        }
        long capacity = array.capacity();
        assertEquals(550, capacity);
        new Ballast(disk.resolve("ballast")).fill();
        while (array.rowCount() < capacity) {
          append(array);
        }
        ProvenRows.check(array.array(), 0);
      }
      System.out.println("there was room");
    }

    private static void append(DiskArray array) throws IOException {
      array.append(ProvenRows.row(array.rowCount(), WIDTH));
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
