package io.mmaptable.diskarray;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderlessPairTest {

  @TempDir private Path directory;

  private Path source() {
    return directory.resolve("source");
  }

  private Path target() {
    return directory.resolve("target");
  }

  @BeforeEach
  void makeSource() throws IOException {
    Files.createDirectory(source());
  }

  private void write(NdArray data, long... starts) throws IOException {
    Files.write(source().resolve("data"), data.toBytes());
    Files.write(source().resolve("index"), NdArray.of(starts).toBytes());
  }

  private void writeText(String bytes, long... starts) throws IOException {
    write(NdArray.asArray(bytes.getBytes(ISO_8859_1)), starts);
  }

  private List<String> converted() throws IOException {
    try (DiskVarArray array = DiskVarArray.open(target(), Mode.READ_ONLY)) {
      return DiskVarArrayTest.rows(array);
    }
  }

  @Test
  void lastRowEndsWithTheData() throws IOException {
    write(NdArray.of(1.5, 2.5, 3.5, 4.5), 0, 2, 2);
    FileTree.assertUnchanged(
        source(), () -> DiskVarArray.convert(source(), DType.FLOAT64, target()));
    assertEquals(List.of("[1.5 2.5]", "[]", "[3.5 4.5]"), converted());
    try (DiskVarArray array = DiskVarArray.open(target(), Mode.READ_WRITE)) {
      assertEquals("[0 2 2 4]", array.offsets().toString());
      array.append(new double[] {5});
    }
    assertEquals(
        Set.of("data.npy", "index.npy"), FileTree.snapshot(target()).keySet(), "nothing is left");
  }

  @Test
  void filesWithoutRowsAreConvertedToo() throws IOException {
    write(NdArray.zeros(DType.INT16, 0));
    DiskVarArray.convert(source(), DType.INT16, target());
    assertEquals(List.of(), converted());
  }

  @Test
  void textsAreConverted() throws IOException {
    writeText("AdaBob\u00c3\u00b6", 0, 3, 6);
    DiskStringArray.convert(source(), target());
    try (DiskStringArray array = DiskStringArray.open(target(), Mode.READ_ONLY)) {
      assertEquals("Ada", array.get(0));
      assertEquals("Bob", array.get(1));
      assertEquals("ö", array.get(2));
    }
  }

  @Test
  void textsThatAreNotUtf8AreRefused() throws IOException {
    writeText("fine\u00c3", 0, 3);
    var refused =
        assertThrows(
            StorageException.Malformed.class, () -> DiskStringArray.convert(source(), target()));
    assertEquals(
        source().resolve("data")
            + ": expected UTF-8 in row 1; as rows of uint8 it can be converted (at byte 4)",
        refused.getMessage());
    DiskVarArray.convert(source(), DType.UINT8, target());
    assertEquals(List.of("[102 105 110]", "[101 195]"), converted());
  }

  @Test
  void capacityIsLeftOutWhereTheCountIsSaid() throws IOException {
    write(NdArray.of(1L, 2L, 3L), 0, 2, 0, 0, 0);
    assertThrows(
        StorageException.Inconsistent.class,
        () -> DiskVarArray.convert(source(), DType.INT64, target()));
    DiskVarArray.convert(source(), DType.INT64, DType.UINT64, 2, target());
    assertEquals(List.of("[1 2]", "[3]"), converted());
  }

  @Test
  void newFilesOfThePackageHaveNoRowsWhereTheCountSaysSo() throws IOException {
    writeText("\0", 0);
    DiskStringArray.convert(source(), 0, target());
    assertEquals(List.of(), converted());
  }

  @Test
  void indexMayBeOfOtherIntegers() throws IOException {
    write(NdArray.of(1L, 2L, 3L));
    Files.write(source().resolve("index"), NdArray.of(0L, 1L).astype(DType.of(">u4")).toBytes());
    DiskVarArray.convert(source(), DType.INT64, DType.of(">u4"), 2, target());
    assertEquals(List.of("[1]", "[2 3]"), converted());
  }

  record Refusal(String name, List<Long> starts, long count, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal("late", List.of(1L), -1, "row 0 of index begins at element 1, expected 0"),
        new Refusal(
            "past the end",
            List.of(0L, 4L),
            -1,
            "row 1 of index begins at element 4, expected 0 to 3"),
        new Refusal(
            "huge", List.of(0L, -1L), -1, "row 1 of index begins at element -1, expected 0 to 3. "),
        new Refusal(
            "extended twice",
            List.of(0L, 2L, 0L, 1L),
            -1,
            "row 2 of index begins at element 0, expected 2 to 3. Zeros up to the end are capacity"
                + " of a writer that did not flush: say how many rows there are. Else it is"
                + " diskarray's extend after other rows, which counts from 0 again, and where those"
                + " end is not in the files"),
        new Refusal("none", List.of(), -1, "index has no rows, and data holds 3 elements"),
        new Refusal("too few", List.of(0L), 2, "2 rows were asked for, and index has 1"),
        new Refusal(
            "more",
            List.of(0L, 1L, 0L, 2L),
            2,
            "2 rows were asked for, and index goes on: row 3 begins at 2"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void rowsThatCannotBeToldApartAreRefused(Refusal refusal) throws IOException {
    write(NdArray.of(1L, 2L, 3L), refusal.starts().stream().mapToLong(Long::longValue).toArray());
    var refused =
        assertThrows(
            StorageException.Inconsistent.class,
            () -> {
              if (refusal.count() < 0) {
                DiskVarArray.convert(source(), DType.INT64, target());
              } else {
                DiskVarArray.convert(
                    source(), DType.INT64, DType.UINT64, refusal.count(), target());
              }
            });
    assertTrue(
        refused.getMessage().startsWith(source() + ": " + refusal.message()), refused.getMessage());
    assertEquals(Set.of("source", "source/data", "source/index"), everything());
  }

  private Set<String> everything() throws IOException {
    return FileTree.snapshot(directory).keySet();
  }

  @Test
  void brokenElementsAreRefused() throws IOException {
    writeText("12345", 0);
    var refused =
        assertThrows(
            StorageException.Malformed.class,
            () -> DiskVarArray.convert(source(), DType.INT16, target()));
    assertEquals(
        source().resolve("data") + ": expected whole elements of 2 bytes, found 5 (at byte 5)",
        refused.getMessage());
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    write(NdArray.of(1L), 0);
    Files.createDirectories(target().resolve("something"));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> DiskVarArray.convert(source(), DType.INT64, target()));
    assertThrows(
        NoSuchFileException.class,
        () -> DiskVarArray.convert(target(), DType.INT64, directory.resolve("other")));
    assertThrows(
        IllegalArgumentException.class,
        () -> DiskVarArray.convert(source(), DType.INT64, DType.UINT64, -1, target()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DiskVarArray.convert(source(), DType.INT64, DType.FLOAT64, 1, directory.resolve("o")));
    assertEquals(
        Set.of("source", "source/data", "source/index", "target", "target/something"),
        everything());
  }

  @Test
  void openingThemSaysWhatToDo() throws IOException {
    write(NdArray.of(1L), 0);
    for (Mode mode : Mode.values()) {
      var refused =
          assertThrows(StorageException.Unsupported.class, () -> DiskVarArray.open(source(), mode));
      assertEquals(
          source()
              + ": holds the files data and index without headers, as the Python package diskarray"
              + " writes them; convert makes .npy files of them",
          refused.getMessage());
    }
  }

  /// The package's own steps (`diskarray/diskarray.py` and `vararray.py` of 0.2.0), with the files
  /// before and after its `flush`.
  @Test
  void filesOfThePackagesStepsAreConverted() throws IOException {
    Python.required()
        .run(
            """
            import os
            import sys
            import numpy as np

            class Raw:
                def __init__(self, path, dtype, growby):
                    self.path, self.dtype, self.growby = path, np.dtype(dtype), growby
                    with open(path, "wb") as f:
                        f.write(b"\\0" * self.dtype.itemsize)
                    self.rows, self.capacity = 0, 1
                    self.map()

                def map(self):
                    self.data = np.memmap(self.path, self.dtype, "r+", shape=(self.capacity,))

                def grow(self, rows):
                    self.capacity += rows
                    self.map()

                def append(self, value):
                    if self.rows == self.capacity:
                        self.grow(self.growby)
                    self.data[self.rows] = value
                    self.rows += 1

                def extend(self, values):
                    if self.capacity - self.rows < len(values):
                        self.grow(len(values) - (self.capacity - self.rows))
                    self.data[self.rows:self.rows + len(values)] = values
                    self.rows += len(values)

                def flush(self):
                    self.data.flush()
                    os.truncate(self.path, self.rows * self.dtype.itemsize)

            for name in ("flushed", "not"):
                path = f"{sys.argv[1]}/{name}"
                os.mkdir(path)
                data, index = Raw(path + "/data", "u4", 100), Raw(path + "/index", "u8", 100)
                for row in ([1, 2, 3], [], [4]):
                    index.append(data.rows)
                    data.extend(row)
                if name == "flushed":
                    data.flush()
                    index.flush()
            """,
            source());
    DiskVarArray.convert(source().resolve("flushed"), DType.of("u4"), target());
    assertEquals(List.of("[1 2 3]", "[]", "[4]"), converted());
    Path other = directory.resolve("other");
    DiskVarArray.convert(source().resolve("not"), DType.of("u4"), DType.UINT64, 3, other);
    assertEquals(FileTree.snapshot(target()), FileTree.snapshot(other));
  }
}
