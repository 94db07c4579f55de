package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrOptions;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A directory is an array of Zarr's or refused; it is read whole as in parts, and grows or stays
/// as it is.
final class ZarrCheck {
  static final PackedFiles FILES =
      new PackedFiles(List.of("zarr.json", "c/0", "c/1", "c/0/0", "c/1/0", "c", "0", "0.0"));

  private static final long MOST_BYTES = 1 << 16;
  private static final long MOST_ALLOCATED = 64L << 20;
  private static final ZarrOptions OPTIONS =
      ZarrOptions.defaults().maxChunkBytes(MOST_BYTES).cacheBytes(MOST_BYTES);

  private ZarrCheck() {}

  static void check(byte[] input) throws IOException {
    Path directory = Directories.make();
    try {
      Path path = Files.createDirectory(directory.resolve("x"));
      try {
        FILES.unpack(input, path);
      } catch (FileSystemException e) {
        return; // one file stands in another one's way
      }
      Bounds.within(
          MOST_ALLOCATED,
          () -> {
            check(path);
            return path;
          });
      assertEquals(1, Directories.files(directory).size(), "nothing is written beside the array");
    } finally {
      Directories.delete(directory);
    }
  }

  private static void check(Path path) throws IOException {
    ZarrArray array;
    try {
      array = ZarrArray.open(path, OPTIONS);
    } catch (StorageException | FileSystemException e) {
      return;
    }
    List<StorageException> faults = array.verify();
    try {
      NdArray corner = NdArray.zeros(array.dtype(), corner(array.shape()));
      array.readInto(new long[array.ndim()], corner);
      if (nbytes(array) <= MOST_BYTES) {
        checkWhole(array);
        append(path, array);
      }
    } catch (StorageException | FileSystemException e) {
      assertEquals(false, faults.isEmpty() && isChunk(e, path), () -> "not found before: " + e);
    }
  }

  /// Whether it is the chunks that are at fault, and not what is asked of them.
  private static boolean isChunk(IOException e, Path path) {
    return e instanceof StorageException.Malformed fault && !path.equals(fault.path());
  }

  private static long[] corner(long[] shape) {
    long[] corner = shape.clone();
    for (int axis = 0; axis < corner.length; axis++) {
      corner[axis] = Math.min(corner[axis], axis < 2 ? 3 : 1);
    }
    return corner;
  }

  private static double nbytes(ZarrArray array) {
    double nbytes = array.dtype().itemSize();
    for (long length : array.shape()) {
      nbytes *= Math.max(1, length);
    }
    return nbytes;
  }

  private static void checkWhole(ZarrArray array) throws IOException {
    NdArray whole = array.read();
    if (array.ndim() > 0) {
      NdArray parts = NdArray.zeros(array.dtype(), array.shape());
      for (long row = 0; row < array.rowCount(); row++) {
        parts.rows(row, row + 1).set(array.rows(row, row + 1));
      }
      assertArrayEquals(bytes(whole), bytes(parts), "read whole and row by row");
    }
  }

  private static void append(Path path, ZarrArray array) throws IOException {
    try (var writer = ZarrWriter.appendTo(path, OPTIONS)) {
      long[] shape = array.shape();
      shape[0] = 1;
      writer.write(NdArray.zeros(array.dtype(), shape));
      writer.finish();
    }
    NdArray grown = ZarrArray.open(path, OPTIONS).read();
    assertArrayEquals(
        bytes(array.read()), bytes(grown.rows(0, array.rowCount()).copy()), "before and after");
  }

  private static byte[] bytes(NdArray array) {
    return array.base().asSlice(array.offset(), array.nbytes()).toArray(ValueLayout.JAVA_BYTE);
  }
}
