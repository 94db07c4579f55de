package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiskArrayOptionsTest {
  private static final DiskArrayOptions FLOATS =
      DiskArrayOptions.DEFAULT.dtype(DType.FLOAT32).shape(0, 3);

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @Test
  void fileThatIsMissingIsMadeAndGrowsOnThen() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (DiskArray array = DiskArray.open(file(), FLOATS)) {
        assertEquals(i, array.rowCount());
        array.append(i, 0.5f, 1.5f);
      }
    }
    assertEquals("[[0.  0.5 1.5]\n [1.  0.5 1.5]\n [2.  0.5 1.5]]", Npy.read(file()).toString());
  }

  @Test
  void arrayWithoutAShapeIsOneDimensionalAndEmpty() throws IOException {
    try (DiskArray array = DiskArray.open(file(), DiskArrayOptions.DEFAULT.dtype(DType.INT16))) {
      assertArrayEquals(new long[] {0}, array.shape());
      assertEquals(Mode.READ_WRITE, array.mode());
    }
    assertEquals(DType.INT16, Npy.header(file()).dtype());
  }

  @Test
  void rowsOfANewArrayAreZeros() throws IOException {
    try (DiskArray array = DiskArray.open(file(), FLOATS.shape(2, 3))) {
      assertEquals("[[0. 0. 0.]\n [0. 0. 0.]]", array.array().toString());
      array.append(1f, 2f, 3f);
    }
    assertEquals("[[0. 0. 0.]\n [0. 0. 0.]\n [1. 2. 3.]]", Npy.read(file()).toString());
  }

  @Test
  void newArrayInFortranOrderGrowsAlongItsLastAxis() throws IOException {
    DiskArrayOptions options = FLOATS.shape(2, 0).fortranOrder(true);
    try (DiskArray array = DiskArray.open(file(), options)) {
      assertEquals(1, array.growthAxis());
      array.append(1f, 2f);
      array.append(3f, 4f);
    }
    assertTrue(Npy.header(file()).fortranOrder());
    assertEquals("[[1. 3.]\n [2. 4.]]", Npy.read(file()).toString());
    try (DiskArray array = DiskArray.open(file(), options)) {
      assertEquals(2, array.rowCount());
    }
  }

  @Test
  void oneDimensionHasNoFortranOrder() throws IOException {
    DiskArray.open(file(), FLOATS.shape(0).fortranOrder(true)).close();
    assertFalse(Npy.header(file()).fortranOrder());
    DiskArray.open(file(), FLOATS.shape(0).fortranOrder(true)).close();
  }

  @Test
  void missingFileIsNamedWhereNoneIsMade() throws IOException {
    for (DiskArrayOptions options :
        List.of(DiskArrayOptions.DEFAULT, FLOATS.mode("r"), FLOATS.mode(Mode.COPY_ON_WRITE))) {
      String message =
          assertThrows(NoSuchFileException.class, () -> DiskArray.open(file(), options))
              .getMessage();
      assertTrue(message.contains(file().toString()), message);
    }
    assertTrue(FileTree.snapshot(directory).isEmpty());
  }

  @Test
  void writingPlusPutsANewArrayInTheOldOnesPlace() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L, 3L));
    try (DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      NdArray before = reader.array();
      try (DiskArray array = DiskArray.open(file(), FLOATS.mode("w+"))) {
        assertEquals(0, array.rowCount());
        assertEquals(Mode.READ_WRITE, array.mode());
        array.append(1f, 2f, 3f);
      }
      assertEquals("[1 2 3]", before.toString(), "the old file was not cut in its place");
      assertThrows(StorageException.Inconsistent.class, reader::refresh);
    }
    assertEquals("[[1. 2. 3.]]", Npy.read(file()).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void journalOfTheOldArrayDoesNotCountTheNewOnesRows() throws IOException {
    Path image = directory.resolve("image");
    Path work = Files.createDirectories(directory.resolve("work")).resolve("x.npy");
    try (DiskArray array = DiskArray.open(work, FLOATS)) {
      array.append(1f, 2f, 3f);
      FileTree.copy(work.getParent(), image);
    }
    Path killed = image.resolve("x.npy");
    try (DiskArray array = DiskArray.open(killed, FLOATS.shape(5, 3).mode("w+"))) {
      assertEquals(5, array.rowCount());
      assertTrue(array.recoveryNote().isEmpty());
    }
    assertEquals(0, Npy.read(killed).countNonZero());
  }

  @Test
  void writingPlusIsRefusedWhileSomebodyWrites() throws IOException {
    try (DiskArray array = DiskArray.open(file(), FLOATS)) {
      array.append(1f, 2f, 3f);
      assertThrows(StorageException.Locked.class, () -> DiskArray.open(file(), FLOATS.mode("w+")));
      assertEquals(1, array.rowCount());
    }
    assertEquals(1, Npy.header(file()).shape()[0]);
  }

  record Contradiction(String name, DiskArrayOptions options, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Contradiction> contradictions() {
    return List.of(
        new Contradiction(
            "dtype", FLOATS.dtype(DType.FLOAT64), "has dtype <f4, not <f8 as was asked for"),
        new Contradiction(
            "item", FLOATS.shape(0, 4), "has shape [2, 3], not [0, 4] as was asked for"),
        new Contradiction(
            "dimensions", FLOATS.shape(0), "has shape [2, 3], not [0] as was asked for"),
        new Contradiction(
            "order", FLOATS.fortranOrder(true), "has C order, not Fortran order as was asked for"),
        new Contradiction(
            "format", FLOATS.format("raw"), "has the format 'npy', not 'raw' as was asked for"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void fileThatIsSomethingElseIsRefusedAndLeftAsItIs(Contradiction contradiction)
      throws IOException {
    Npy.write(file(), NdArray.zeros(DType.FLOAT32, 2, 3));
    var before = FileTree.snapshot(directory);
    for (String mode : List.of("r", "r+", "c")) {
      var refused =
          assertThrows(
              StorageException.Inconsistent.class,
              () -> DiskArray.open(file(), contradiction.options().mode(mode)));
      assertEquals(file() + ": " + contradiction.message(), refused.getMessage());
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void numberOfRowsMayBeAnother() throws IOException {
    Npy.write(file(), NdArray.zeros(DType.FLOAT32, 2, 3));
    for (long rows : new long[] {0, 2, 7}) {
      try (DiskArray array = DiskArray.open(file(), FLOATS.shape(rows, 3))) {
        assertEquals(2, array.rowCount());
      }
    }
  }

  @Test
  void capacityIsAllocatedAtOnceAndGivenBack() throws IOException {
    long header;
    try (DiskArray array = DiskArray.open(file(), FLOATS.capacity(100_000))) {
      header = Npy.header(file()).dataOffset();
      assertTrue(array.capacity() >= 100_000, "capacity " + array.capacity());
      assertTrue(Files.size(file()) >= header + 100_000L * 12);
      assertEquals(0, array.rowCount());
      array.append(1f, 2f, 3f);
    }
    assertEquals(header + 12, Files.size(file()));
    Npy.write(file(), NdArray.zeros(DType.FLOAT32, 2, 3));
    try (DiskArray array = DiskArray.open(file(), FLOATS.capacity(1000))) {
      assertTrue(array.capacity() >= 1000, "of a file that NumPy wrote too");
      assertEquals(2, array.rowCount());
    }
  }

  @Test
  void arrayGrowsByAsManyRowsAsAreAskedFor() throws IOException {
    try (DiskArray array = DiskArray.open(file(), FLOATS.growBy(5))) {
      for (long i = 1; i <= 12; i++) {
        array.append(1f, 2f, 3f);
        assertEquals((i + 4) / 5 * 5, array.capacity());
      }
    }
  }

  @Test
  void smallStepsMakeFewMappings() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "no list of mappings");
    int rows = 100_000;
    try (DiskArray array = DiskArray.open(file(), FLOATS.growBy(5))) {
      NdArray early = null;
      for (int i = 0; i < rows; i++) {
        array.append(i, i, i);
        early = early == null ? array.array() : early;
      }
      String name = file().toString();
      try (var lines = Files.lines(maps)) {
        long mappings = lines.filter(line -> line.contains(name)).count();
        assertTrue(mappings < 64, mappings + " mappings");
      }
      assertEquals("[[0. 0. 0.]]", String.valueOf(early));
      assertEquals(rows - 1, array.get(-1).getDouble(2));
      for (int i = 0; i < rows; i += 997) {
        assertEquals(i, array.get(i).getDouble(0));
      }
    }
    assertEquals(Npy.header(file()).dataOffset() + rows * 12L, Files.size(file()));
  }

  @Test
  void optionsThatCannotBeAreRefused() throws IOException {
    DiskArrayOptions options = DiskArrayOptions.DEFAULT;
    record Wrong(Executable use, String message) {}
    for (Wrong wrong :
        List.of(
            new Wrong(() -> options.mode("w"), "mode 'w' is none of r, r+, w+, c"),
            new Wrong(options::shape, "shape () has no axis along which an array could grow"),
            new Wrong(() -> options.shape(2, -1), "a dimension of -1"),
            new Wrong(() -> options.offset(-1), "offset (-1) is negative"),
            new Wrong(() -> options.capacity(-1), "capacity (-1) is negative"),
            new Wrong(() -> options.growBy(-2), "growBy (-2) is negative"),
            new Wrong(() -> options.commitEvery(-3), "commitEvery (-3) is negative"),
            new Wrong(() -> options.format("NPY"), "format 'NPY' is no id; npy and raw are"),
            new Wrong(() -> Durability.every(Duration.ZERO), "period (PT0S) must be positive"),
            new Wrong(
                () -> DiskArray.open(file(), options.mode("w+")),
                file() + ": mode w+ makes a new array, whose dtype must be given"),
            new Wrong(
                () -> DiskArray.open(file(), FLOATS.offset(7)),
                "offset (7) of a new file in the format 'npy', whose elements follow its header;"
                    + " only raw files have one"))) {
      assertEquals(
          wrong.message(), assertThrows(IllegalArgumentException.class, wrong.use()).getMessage());
    }
    assertThrows(NoSuchElementException.class, () -> DiskArray.open(file(), FLOATS.format("tiff")));
    assertTrue(FileTree.snapshot(directory).isEmpty());
  }

  @Test
  void optionsStayAsTheyWere() throws IOException {
    long[] shape = {0, 3};
    DiskArrayOptions options = DiskArrayOptions.DEFAULT.dtype(DType.FLOAT32).shape(shape);
    shape[1] = 4;
    DiskArrayOptions _ = options.dtype(DType.INT64);
    DiskArrayOptions _ = options.mode("r");
    try (DiskArray array = DiskArray.open(file(), options)) {
      assertArrayEquals(new long[] {0, 3}, array.shape());
      assertEquals(DType.FLOAT32, array.dtype());
    }
  }
}
