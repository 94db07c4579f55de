package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertTest {
  @TempDir private Path directory;
  private Path npy;
  private Path raw;
  private Path back;

  @BeforeEach
  void nameFiles() {
    npy = directory.resolve("a.npy");
    raw = directory.resolve("a.bin");
    back = directory.resolve("back.npy");
  }

  private NdArray sixFloats() throws IOException {
    NdArray floats = NdArray.arange(6).astype(DType.FLOAT32).reshape(2, 3);
    Npy.write(npy, floats);
    return floats;
  }

  @Test
  void anArrayLosesItsHeaderAndGetsItBack() throws IOException {
    sixFloats();
    assertEquals(List.of(raw + ": dtype <f4, shape [2,3]"), Cli.run("convert", npy, raw).lines());
    byte[] expected = Files.readAllBytes(npy);
    assertEquals(24, Files.size(raw));
    assertEquals(
        List.of(back + ": dtype <f4, shape [2,3]"),
        Cli.run("convert", raw, back, "--dtype", "np.float32", "--shape", "(-1, 3)").lines());
    assertArrayEquals(expected, Files.readAllBytes(back));
  }

  @Test
  void theOtherMemoryOrderHoldsTheSameArray() throws IOException {
    NdArray floats = sixFloats();
    Path fortran = directory.resolve("f.npy");
    assertEquals(
        List.of(fortran + ": dtype <f4, shape [2,3], Fortran order"),
        Cli.run("convert", npy, fortran, "--order=F").lines());
    assertTrue(Npy.header(fortran).fortranOrder());
    assertEquals(floats.toString(), Npy.read(fortran).toString());
    Cli.run("convert", fortran, raw).lines();
    assertEquals(
        "[0. 3. 1. 4. 2. 5.]",
        NdArray.view(MemorySegment.ofArray(Files.readAllBytes(raw)), DType.FLOAT32, false, null, 6)
            .toString());
    Cli.run("convert", raw, back, "--dtype=f4", "--shape=2,3", "--source-order=F", "--order=C")
        .lines();
    assertArrayEquals(Files.readAllBytes(npy), Files.readAllBytes(back));
  }

  @Test
  void theOtherByteOrderHoldsTheSameNumbers() throws IOException {
    Npy.write(npy, NdArray.of(1L, 2L));
    Cli.run("convert", npy, raw, "--byte-order", "big").lines();
    assertEquals(1, ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.BIG_ENDIAN).getLong());
    assertEquals(
        List.of(back + ": dtype >i8, shape [2]"),
        Cli.run("convert", npy, back, "--byte-order=BIG").lines());
    assertEquals("[1 2]", Npy.read(back).toString());
  }

  /// Random bits are signalling NaNs, long doubles and texts that no cast would keep.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "i1",
        "i2",
        "u4",
        "i8",
        "f2",
        "f4",
        "f8",
        "f16",
        "c8",
        "c16",
        "S3",
        "U5",
        "V7",
        "M8[ns]",
        "m8[D]",
        "[('x', '<f4'), ('', '|V2'), ('y', '<i2', (2, 3)), ('s', '|S3')]",
        "[('p', [('q', '<c8'), ('r', '<U2')]), ('t', '<f16')]"
      })
  void everyBitComesBackFromTheOtherByteOrder(String dtype) throws IOException {
    DType type = DType.of(dtype);
    byte[] bytes = new byte[7 * type.itemSize()];
    new Random(4711).nextBytes(bytes);
    Files.write(raw, bytes);
    Path big = directory.resolve("big.npy");
    Cli.run("convert", raw, big, "--dtype", dtype, "--byte-order=big").lines();
    Path little = directory.resolve("little.bin");
    Cli.run("convert", big, little, "--byte-order=little").lines();
    assertArrayEquals(bytes, Files.readAllBytes(little));
    if (type.itemSize() > 1 && !type.descr().matches("'?\\|.*")) {
      assertTrue(
          MemorySegment.ofArray(Files.readAllBytes(big))
                  .asSlice(Files.size(big) - bytes.length)
                  .mismatch(MemorySegment.ofArray(bytes))
              >= 0);
    }
  }

  @Test
  void anArrayOfManyBlocksIsConverted() throws IOException {
    NdArray large = NdArray.arange(3_000_000).reshape(3, 1_000_000);
    Npy.write(npy, large);
    Cli.run("convert", npy, raw, "--order=F", "--byte-order=big").lines();
    Cli.run(
            "convert",
            raw,
            back,
            "--dtype=>i8",
            "--shape=3,-1",
            "--source-order=F",
            "--order=C",
            "--byte-order=little")
        .lines();
    assertEquals(-1, Files.mismatch(npy, back));
  }

  @Test
  void aFileWithoutAHeaderMayBeginWithSomethingElse() throws IOException {
    byte[] bytes = new byte[10];
    MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_INT_UNALIGNED, 6, 7);
    Files.write(raw, bytes);
    Cli.run("convert", raw, back, "--dtype", "i4", "--offset", 6).lines();
    assertEquals("[7]", Npy.read(back).toString());
  }

  @Test
  void emptyAndDimensionlessArraysAreConverted() throws IOException {
    for (long[] shape : List.of(new long[] {}, new long[] {0}, new long[] {0, 3})) {
      Npy.write(npy, NdArray.zeros(DType.FLOAT64, shape));
      Cli.run("convert", npy, back, "--overwrite", "--byte-order=big").lines();
      assertArrayEquals(shape, Npy.header(back).shape());
      assertEquals(DType.of(">f8"), Npy.header(back).dtype());
    }
  }

  @Test
  void rowsThatAKilledWriterCommittedAreConverted() throws IOException {
    Path live = directory.resolve("live/a.npy");
    Path image = directory.resolve("image");
    Files.createDirectory(live.getParent());
    try (DiskArray array = DiskArray.create(live, DType.INT32)) {
      array.extend(new int[] {1, 2, 3});
      FileTree.copy(live.getParent(), image);
    }
    Cli.run("convert", image.resolve("a.npy"), raw).lines();
    assertEquals(12, Files.size(raw));
  }

  /// Such a file has room for more rows, and only the journal says how many there are.
  @Test
  void rowsThatAKilledWriterCommittedWithoutAHeaderAreConverted() throws IOException {
    Path live = directory.resolve("live/a.bin");
    Path image = directory.resolve("image");
    Files.createDirectory(live.getParent());
    try (DiskArray array =
        DiskArray.open(live, DiskArrayOptions.DEFAULT.dtype(DType.INT32).shape(0, 2))) {
      array.extend(new int[][] {{1, 2}, {3, 4}, {5, 6}});
      FileTree.copy(live.getParent(), image);
    }
    assertTrue(Files.size(image.resolve("a.bin")) > 24);
    Cli.run("convert", image.resolve("a.bin"), back, "--dtype=i4", "--shape=-1,2").lines();
    assertEquals("[[1 2]\n [3 4]\n [5 6]]", Npy.read(back).toString());
  }

  @Test
  void aFileIsReplacedOnlyIfAskedTo() throws IOException {
    sixFloats();
    Files.writeString(raw, "mine");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                raw + ": exists already and is replaced only with --overwrite",
                Cli.run("convert", npy, raw).failure()));
    Cli.run("convert", npy, raw, "--overwrite").lines();
    assertEquals(24, Files.size(raw));
    assertEquals(2, FileTree.snapshot(directory).size());
  }

  @Test
  void aFileMayTakeItsOwnPlace() throws IOException {
    NdArray floats = sixFloats();
    Cli.run("convert", npy, npy, "--overwrite", "--order=F", "--byte-order=big").lines();
    assertEquals(floats.toString(), Npy.read(npy).toString());
  }

  @Test
  void aFileThatIsOpenForWritingIsNotReplaced() throws IOException {
    sixFloats();
    try (DiskArray array = DiskArray.create(back, DType.FLOAT32)) {
      assertEquals(
          back + ": is open for writing in this process; there is one writer at a time",
          Cli.run("convert", npy, back, "--overwrite").failure());
      assertEquals(0, array.rowCount());
    }
  }

  @Test
  void aTableTakesNoFiles() throws IOException {
    sixFloats();
    Path table = directory.resolve("table");
    MmapTable.create(table, 2).close();
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table.resolve("x.npy")
                    + " is inside the table "
                    + table
                    + "; choose a file outside it",
                Cli.run("convert", npy, table.resolve("x.npy")).failure()));
  }

  @Test
  void whatDoesNotFitTheFileIsRefused() throws IOException {
    Files.write(raw, new byte[10]);
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              raw
                  + ": expected whole rows of 4 bytes from byte 0 on, found 10 bytes; give the"
                  + " shape with its number of rows to take as many (at byte 10)",
              Cli.run("convert", raw, back, "--dtype=f4").failure());
          assertEquals(
              raw + ": expected 12 bytes of elements from byte 0 on, found 10 (at byte 10)",
              Cli.run("convert", raw, back, "--dtype=f4", "--shape=3").failure());
          assertEquals(
              "shape [-1, -1] has more negative lengths than one -1, for what the file has",
              Cli.run("convert", raw, back, "--dtype=f4", "--shape=-1,-1").failure());
        });
  }

  @Test
  void whatIsSaidOfTheElementsMustBeNeeded() throws IOException {
    sixFloats();
    Files.write(raw, new byte[8]);
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              npy
                  + " is a .npy file, whose header says what --dtype, --shape, --offset and"
                  + " --source-order say of others",
              Cli.run("convert", npy, back, "--dtype=f4").misuse());
          assertEquals(
              raw + " is no .npy file; say with --dtype what its elements are",
              Cli.run("convert", raw, back).misuse());
          assertEquals(
              "--offset: -1 is negative",
              Cli.run("convert", raw, back, "--dtype=f4", "--offset=-1").misuse());
          assertEquals(
              "'x' is no shape such as (0, 3), 5 or ()",
              Cli.run("convert", raw, back, "--dtype=f4", "--shape=x").misuse());
          assertEquals("Missing required parameter: 'DST'", Cli.run("convert", npy).misuse());
          assertEquals(
              npy + " is an array, and --layout is said of tables",
              Cli.run("convert", npy, back, "--layout=npy").misuse());
        });
  }
}
