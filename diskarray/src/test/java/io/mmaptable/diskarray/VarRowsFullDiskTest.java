package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarRowsFullDiskTest {

  @TempDir private Path directory;

  /// Rows of one element fill the disk with offsets as fast as with elements, longer ones with
  /// elements.
  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void fullDiskLosesNothing(int length) throws IOException {
    for (List<String> options :
        List.of(List.of("--enable-native-access=ALL-UNNAMED"), List.<String>of())) {
      try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4);
          ChildProcess child = ChildJvm.start(options, Filler.class, disk.directory(), length)) {
        assertEquals("works again", child.awaitSuccess());
        assertEquals("", child.errors());
      }
    }
  }

  /// Fills a disk with rows, frees space, and goes on.
  static final class Filler {
    public static void main(String[] args) throws IOException {
      Path disk = Path.of(args[0]);
      int length = Integer.parseInt(args[1]);
      Path ballast = disk.resolve("ballast");
      Files.write(ballast, new byte[1 << 20]);
      Path path = disk.resolve("x.var");
      long rows = 0;
      try (DiskVarArray array = DiskVarArray.create(path, DType.INT64)) {
        IOException full = null;
        while (full == null) {
          try {
            array.append(row(rows, length));
            rows++;
          } catch (IOException e) {
            full = e;
          }
        }
        String message = full.getMessage();
        assertTrue(message.startsWith(path.toString()), message);
        assertTrue(message.contains("no space for"), message);
        assertEquals(rows, array.rowCount());
        check(array, rows, length);
        assertThrows(IOException.class, () -> array.append(new long[1 << 19]));
        try (DiskVarArray reader = DiskVarArray.open(path, Mode.READ_ONLY)) {
          check(reader, rows, length);
        }
        Files.delete(ballast);
        for (int i = 0; i < 100; i++) {
          array.append(row(rows, length));
          rows++;
        }
        check(array, rows, length);
      }
      try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_ONLY)) {
        assertTrue(array.recoveryNote().isEmpty());
        check(array, rows, length);
      }
      System.out.println("works again");
    }

    private static long[] row(long index, int length) {
      long[] row = new long[length];
      row[0] = index;
      row[length - 1] = index;
      return row;
    }

    private static void check(DiskVarArray array, long rows, int length) {
      assertEquals(rows, array.rowCount());
      long index = 0;
      for (NdArray row : array) {
        assertEquals(length, row.size());
        assertEquals(index, row.getLong(0));
        assertEquals(index, row.getLong(length - 1));
        index++;
      }
    }
  }

  @Test
  void arrayIsNotMadeOnAFullDisk() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1)) {
      Path ballast = disk.directory().resolve("ballast");
      assertThrows(IOException.class, () -> Files.write(ballast, new byte[2 << 20]));
      Path path = disk.directory().resolve("x.var");
      assertThrows(IOException.class, () -> DiskVarArray.create(path, DType.INT64).close());
      try (var left = Files.list(disk.directory())) {
        assertEquals(List.of(ballast), left.toList());
      }
      Files.delete(ballast);
      DiskVarArray.create(path, DType.INT64).close();
    }
  }
}
