package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetIndexTest {

  @TempDir private Path directory;

  private Path index() {
    return directory.resolve("index.npy");
  }

  private void write(NdArray index, long elements) throws IOException {
    Npy.write(index(), index);
    Npy.write(directory.resolve("data.npy"), NdArray.arange(elements));
  }

  record Damage(String name, NdArray index, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Damage> damages() {
    return List.of(
        new Damage(
            "empty",
            NdArray.zeros(DType.INT64, 0),
            "/index.npy: expected n + 1 offsets that begin with 0, found none (at byte 128)"),
        new Damage(
            "late",
            NdArray.of(1L, 5L),
            "/index.npy: expected 0 as the first offset, found 1 (at byte 128)"),
        new Damage(
            "decreasing",
            NdArray.of(0L, 5L, 3L),
            "/index.npy: expected offsets that increase up to 3, found that row 1 begins at 5 and"
                + " ends at 3 (at byte 136)"),
        new Damage(
            "negative",
            NdArray.of(0L, -1L),
            "/index.npy: expected offsets that increase up to -1, found that row 0 begins at 0 and"
                + " ends at -1 (at byte 128)"),
        new Damage(
            "too long",
            NdArray.of(0L, 5L, 6L),
            ": the offsets in index.npy count 6 elements, and data.npy holds 5"),
        new Damage(
            "uint64",
            NdArray.of(0L, 5L).astype(DType.UINT64),
            "/index.npy: expected offsets of int64 in one dimension, found <u8 of 1"),
        new Damage(
            "float64",
            NdArray.of(0.0, 5.0),
            "/index.npy: expected offsets of int64 in one dimension, found <f8 of 1"),
        new Damage(
            "2-d",
            NdArray.zeros(DType.INT64, 2, 2),
            "/index.npy: expected offsets of int64 in one dimension, found <i8 of 2"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedOffsetsAreRefused(Damage damage) throws IOException {
    write(damage.index(), 5);
    FileTree.assertUnchanged(
        directory,
        () -> {
          for (Mode mode : Mode.values()) {
            var refused =
                assertThrows(StorageException.class, () -> DiskVarArray.open(directory, mode));
            assertEquals(directory + damage.message(), refused.getMessage());
          }
        });
  }

  @Test
  void rowIsCheckedWhenItIsRead() throws IOException {
    write(NdArray.of(0L, 2L, 9L, 3L, 5L), 5);
    try (DiskVarArray array = DiskVarArray.open(directory, Mode.READ_ONLY)) {
      assertEquals("[0 1]", array.get(0).toString());
      assertEquals("[3 4]", array.get(3).toString());
      var past = assertThrows(StorageException.Malformed.class, () -> array.get(1));
      assertEquals(
          index()
              + ": expected offsets that increase up to 5, found that row 1 begins at 2 and ends at"
              + " 9 (at byte 136)",
          past.getMessage());
      var decrease = assertThrows(StorageException.Malformed.class, () -> array.get(2));
      assertEquals(144, decrease.byteOffset());
    }
  }

  @Test
  void offsetsOfEitherByteOrderAreTaken() throws IOException {
    write(NdArray.of(0L, 2L, 5L).astype(DType.of(">i8")), 5);
    try (DiskVarArray array = DiskVarArray.open(directory, Mode.READ_WRITE)) {
      array.append(new long[] {7});
      assertEquals(List.of("[0 1]", "[2 3 4]", "[7]"), DiskVarArrayTest.rows(array));
    }
    assertEquals(DType.of(">i8"), Npy.read(index()).dtype());
  }

  @Test
  void elementsOfSeveralDimensionsAreRefused() throws IOException {
    Npy.write(index(), NdArray.of(0L, 2L));
    Npy.write(directory.resolve("data.npy"), NdArray.zeros(DType.FLOAT32, 2, 3));
    var refused =
        assertThrows(
            StorageException.Inconsistent.class,
            () -> DiskVarArray.open(directory, Mode.READ_ONLY));
    assertEquals(
        directory.resolve("data.npy") + ": expected elements in one dimension, found <f4 in 2",
        refused.getMessage());
  }

  @Test
  void missingFileIsNamed() throws IOException {
    write(NdArray.of(0L, 2L), 2);
    Files.delete(directory.resolve("data.npy"));
    for (Mode mode : Mode.values()) {
      var missing =
          assertThrows(NoSuchFileException.class, () -> DiskVarArray.open(directory, mode));
      assertEquals(directory.resolve("data.npy").toString(), missing.getMessage());
    }
    assertEquals(1, FileTree.snapshot(directory).size(), "no lock is left");
  }
}
