package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyHeader;
import io.mmaptable.npy.NpyRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that gets a growable header holds the array that it held; one that gets none is as it
/// was. A file that is cut short can be read when it has been recovered.
final class GrowableCheck {
  private GrowableCheck() {}

  static void check(byte[] input) throws IOException {
    Path directory = Directories.make();
    Path path = directory.resolve("x.npy");
    try {
      Files.write(path, input);
      check(path, input);
    } finally {
      Directories.delete(directory);
    }
  }

  private static void check(Path path, byte[] input) throws IOException {
    NdArray before;
    try {
      before = Npy.read(path);
    } catch (StorageException e) {
      checkRecovered(path);
      return;
    }
    NpyHeader header = Npy.header(path);
    NpyHeader growable;
    try {
      growable = GrowableHeaders.ensureAppendable(path);
    } catch (IllegalArgumentException e) {
      assertTrue(
          before.ndim() == 0 || header.dtype().descr().length() > 9_000,
          () -> "no growable header: " + e.getMessage());
      assertArrayEquals(input, Files.readAllBytes(path));
      return;
    }
    assertTrue(growable.isGrowable());
    assertEquals(header.fortranOrder(), growable.fortranOrder());
    HeaderCheck.assertSame(before, Npy.read(path));
    assertEquals(1, Directories.files(path.getParent()).size(), "nothing is left beside the file");
  }

  private static void checkRecovered(Path path) throws IOException {
    long rows;
    try {
      rows = NpyRecovery.recover(path, NpyRecovery.IncompleteRow.DROP);
    } catch (StorageException e) {
      return;
    } catch (IllegalArgumentException e) {
      assertTrue(
          Npy.header(path).dtype().descr().length() > 9_000,
          () -> "no growable header: " + e.getMessage());
      return;
    }
    assertEquals(rows, Npy.header(path).layout().rowCount());
    String _ = Npy.read(path).toString();
  }
}
