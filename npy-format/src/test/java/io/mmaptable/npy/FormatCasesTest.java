package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What NumPy's own `numpy/lib/tests/test_format.py` tests and no other test here does;
/// `docs/numpy-format-tests.md` lists each of its functions.
class FormatCasesTest {

  @TempDir private Path directory;

  @Test
  void matrixIsReadFromStreamsThatGiveAnyNumberOfBytes() throws IOException {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("FormatCasesTest: -Dmmaptable.seed=" + seed);
    var random = new Random(seed);
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    for (Matrix.Saved saved : Matrix.arrays()) {
      NdArray array = Npy.read(inPieces(files.get(saved.name()), random));
      assertEquals("", ElementValues.difference(array, saved.values()), saved.name());
    }
  }

  private static InputStream inPieces(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, length == 0 ? 0 : 1 + random.nextInt(length));
      }
    };
  }

  @Test
  void fileThatLacksItsLastByteIsRefused() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    for (Matrix.Saved saved : Matrix.arrays()) {
      byte[] whole = files.get(saved.name());
      byte[] cut = Arrays.copyOf(whole, whole.length - 1);
      Path path = directory.resolve(saved.name().replace('/', ' '));
      Files.write(path, cut);
      for (StorageException.Malformed e :
          List.of(
              assertThrows(StorageException.Malformed.class, () -> Npy.read(path)),
              assertThrows(StorageException.Malformed.class, () -> Npy.view(cut)),
              assertThrows(
                  StorageException.Malformed.class,
                  () -> Npy.read(new ByteArrayInputStream(cut))))) {
        assertEquals(cut.length, e.byteOffset(), saved.name() + ": " + e.getMessage());
      }
    }
  }

  @Test
  void elementLargerThanAnyBlockIsReadAndWritten() throws IOException {
    Path path = directory.resolve("x.npy");
    int length = (1 << 18) + 1;
    NdArray array = NdArray.zeros(new DType.Text(length, DType.INT32.byteOrder()), 1);
    array.set("1".repeat(length));
    Npy.write(path, array);
    assertEquals("1".repeat(length), Npy.read(path).getString(0));
  }

  @Test
  void filledMappingIsTheFileThatIsWritten() throws IOException {
    Path path = directory.resolve("x.npy");
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    for (Matrix.Saved saved : Matrix.arrays()) {
      if (!saved.name().endsWith("/2x3") && !saved.name().endsWith("/2x3-fortran")) {
        continue;
      }
      NdArray array = Npy.view(files.get(saved.name()));
      boolean fortran = saved.fortranOrder();
      try (Arena arena = Arena.ofConfined()) {
        NdArray mapped = Npy.create(path, array.dtype(), arena, fortran, array.shape());
        (fortran ? mapped.transpose() : mapped)
            .asSegment()
            .copyFrom((fortran ? array.transpose() : array).asSegment());
      }
      assertArrayEquals(files.get(saved.canonical()), Files.readAllBytes(path), saved.name());
    }
  }

  /// 500 fields whose names have 100 to 300 characters: more than version 1.0 can hold.
  private static NdArray wide() {
    String fields =
        IntStream.range(0, 500)
            .mapToObj(i -> "('" + String.valueOf(i).repeat(100) + "', '<f8')")
            .collect(Collectors.joining(", ", "[", "]"));
    NdArray array = NdArray.zeros(DType.of(fields), 1000);
    array.field("7".repeat(100)).set(1.5);
    return array;
  }

  @Test
  void longHeaderNeedsVersionTwo() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray wide = wide();
    WriteOptions options = WriteOptions.DEFAULT.withMaxHeaderLength(200_000);
    assertThrows(
        IllegalArgumentException.class, () -> Npy.write(path, wide, options.withVersion(1)));
    Limits limits = Limits.DEFAULT.withMaxHeaderLength(200_000);
    for (int version : new int[] {0, 2}) {
      Npy.write(path, wide, options.withVersion(version));
      NpyHeader header = Npy.header(path, limits);
      assertEquals(2, header.majorVersion());
      assertEquals(0, header.dataOffset() % 64);
      try (Arena arena = Arena.ofConfined()) {
        NdArray mapped = Npy.map(path, Mode.READ_ONLY, arena, limits);
        assertEquals(1500, mapped.field("7".repeat(100)).sum().getDouble());
        assertEquals(0, mapped.field("8".repeat(100)).sum().getDouble());
      }
    }
  }

  private static final String HUGE =
      """
      import sys, warnings, numpy as np
      warnings.simplefilter('ignore')
      np.save(sys.argv[1], np.array(1, dtype='i,' * 10000 + 'i'))
      """;

  @Test
  void hugeHeaderIsReadAndWrittenOnlyIfAsked() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray array = NdArray.zeros(DType.of("i,".repeat(10_000) + "i"));
    for (String field : List.of("f0", "f5000", "f10000")) {
      array.field(field).set(1);
    }
    for (int limit : new int[] {10_000, 20_000}) {
      WriteOptions options = WriteOptions.DEFAULT.withMaxHeaderLength(limit);
      assertThrows(IllegalArgumentException.class, () -> Npy.write(path, array, options));
    }
    Npy.write(path, array, WriteOptions.DEFAULT.withMaxHeaderLength(180_000));
    for (int limit : new int[] {10_000, 20_000}) {
      Limits limits = Limits.DEFAULT.withMaxHeaderLength(limit);
      assertThrows(StorageException.Malformed.class, () -> Npy.read(path, limits));
      try (Arena arena = Arena.ofConfined()) {
        assertThrows(
            StorageException.Malformed.class, () -> Npy.map(path, Mode.READ_ONLY, arena, limits));
      }
    }
    NdArray read = Npy.read(path, Limits.DEFAULT.withMaxHeaderLength(180_000));
    assertEquals(1, read.field("f10000").getLong());
    assertEquals(0, read.field("f9999").getLong());
  }

  @Test
  void hugeHeaderIsNumPysByteForByte() throws IOException {
    Path path = directory.resolve("numpy.npy");
    Python.required().run(HUGE, path);
    NpyHeader header = Npy.header(path, Limits.DEFAULT.withMaxHeaderLength(180_000));
    assertArrayEquals(
        Arrays.copyOf(Files.readAllBytes(path), Math.toIntExact(header.dataOffset())),
        Npy.canonicalHeader(
            header.dtype(),
            header.shape(),
            header.fortranOrder(),
            WriteOptions.DEFAULT.withMaxHeaderLength(180_000)));
  }

  @Test
  void hugeHeaderInAnArchiveIsReadAndWrittenOnlyIfAsked() throws IOException {
    NdArray array = NdArray.zeros(DType.of("i,".repeat(10_000) + "i"));
    array.field("f9999").set(7);
    Path path = directory.resolve("x.npz");
    assertThrows(IllegalArgumentException.class, () -> Npz.write(path, Map.of("arr", array)));
    assertFalse(Files.exists(path));
    WriteOptions options = WriteOptions.DEFAULT.withMaxHeaderLength(180_000);
    try (var out = NpzWriter.create(path, NpzStorage.stored(), options)) {
      out.write("arr", array);
      out.commit();
    }
    try (var npz = Npz.open(path)) {
      assertEquals(List.of("arr"), npz.names());
      var e = assertThrows(StorageException.Malformed.class, () -> npz.read("arr"));
      assertEquals(path, e.path());
    }
    try (var npz = Npz.open(path, Limits.DEFAULT.withMaxHeaderLength(180_000))) {
      assertEquals(7, npz.read("arr").field("f9999").getLong());
    }
  }

  private Path archive(Map<String, byte[]> members) throws IOException {
    Path path = directory.resolve("x.npz");
    try (OutputStream file = Files.newOutputStream(path);
        var zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return path;
  }

  @Test
  void archiveOfNothingIsRead() throws IOException {
    try (var npz = Npz.open(archive(Map.of()))) {
      assertEquals(List.of(), npz.names());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, 255, 256})
  void versionThatIsNoneIsRefused(int version) {
    assertThrows(IllegalArgumentException.class, () -> WriteOptions.DEFAULT.withVersion(version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0093NUMPY\u0001\u0001",
        "\u0093NUMPY\u0000\u0000",
        "\u0093NUMPY\u0000\u0001",
        "\u0093NUMPY\u0002\u0000",
        "\u0093NUMPY\u0002\u0002",
        "\u0093NUMPY\u0004\u0000",
        "\u0093NUMPY\u00ff\u00ff",
        "\u0092NUMPY\u0001\u0000",
        "\u0000NUMPY\u0001\u0000",
        "\u0093numpy\u0001\u0000",
        "\u0093MATLB\u0001\u0000",
        "\u0093NUMPY\u0001",
        "\u0093NUMPY",
        "\u0093NUMPY\u0001\u0000\u0001",
        "\u0093NUMPY\u0001\u0000\u0001\u0000",
        ""
      })
  void startThatIsNoneIsRefused(String start) throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    Path path = Files.write(directory.resolve("x.npy"), bytes);
    var e = assertThrows(StorageException.Malformed.class, () -> Npy.header(path));
    assertEquals(path, e.path());
    assertThrows(StorageException.Malformed.class, () -> Npy.view(bytes));
    assertThrows(StorageException.Malformed.class, () -> Npy.read(new ByteArrayInputStream(bytes)));
  }

  @Test
  void headerThatDoesNotFitIntoVersionOneIsRefusedThere() {
    DType wide = DType.of("[('" + "x".repeat(256 * 256) + "', '<i8')]");
    WriteOptions options = WriteOptions.DEFAULT.withMaxHeaderLength(100_000);
    assertThrows(
        IllegalArgumentException.class,
        () -> Npy.canonicalHeader(wide, new long[0], false, options.withVersion(1)));
    assertEquals(2, Npy.canonicalHeader(wide, new long[0], false, options)[6]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void headerEndsWhereItsVersionSays(int version) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(
        Channels.newChannel(out),
        NdArray.zeros(DType.FLOAT64, 3, 6),
        WriteOptions.DEFAULT.withVersion(version));
    Path path = Files.write(directory.resolve("x.npy"), out.toByteArray());
    NpyHeader header = Npy.header(path);
    assertEquals(version, header.majorVersion());
    assertEquals(DType.FLOAT64, header.dtype());
    assertArrayEquals(new long[] {3, 6}, header.shape());
    assertEquals(0, header.dataOffset() % 64);
    assertEquals(Files.size(path) - 3 * 6 * 8, header.dataOffset());
  }

  @ParameterizedTest
  @CsvSource({"false, 29, 128", "false, 30, 192", "true, 30, 128", "true, 31, 192"})
  void headerHasTheSameLengthWhateverTheCount(boolean fortran, int nameLength, int length) {
    DType dtype = DType.of("[('" + " ".repeat(nameLength) + "', '<i8')]");
    for (long count = 1; count <= 10_000_000_000_000_000L; count *= 10) {
      long[] shape = fortran ? new long[] {2, count} : new long[] {count, 2};
      assertEquals(length, Npy.canonicalHeader(dtype, shape, fortran).length, "count " + count);
    }
  }

  @Test
  void arrayFiveGibibytesIntoAFileIsRead() throws IOException {
    Path path = directory.resolve("sparse");
    long start = 5L << 30;
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      channel.position(start);
      Npy.write(channel, NdArray.of(0L, 1L, 2L, 3L, 4L));
      channel.position(start);
      assertEquals("[0 1 2 3 4]", Npy.read(channel).toString());
    }
  }

  @Test
  @Tag("long")
  void memberOfTwoGibibytesIsRead() throws IOException {
    Path path = directory.resolve("large.npz");
    long[] shape = {1 << 30, 2};
    try (OutputStream file = Files.newOutputStream(path);
        var zip = new ZipOutputStream(file)) {
      zip.setLevel(1);
      zip.putNextEntry(new ZipEntry("arr.npy"));
      zip.write(Npy.canonicalHeader(DType.UINT8, shape, false));
      byte[] block = new byte[1 << 20];
      ByteBuffer.wrap(block).put(0, (byte) 7);
      for (int i = 0; i < 1 << 11; i++) {
        zip.write(block);
      }
    }
    try (var npz = Npz.open(path)) {
      NdArray array = npz.read("arr");
      assertArrayEquals(shape, array.shape());
      assertEquals(7, array.getLong((1 << 30) - (1 << 19), 0));
      assertEquals(0, array.getLong((1 << 30) - 1, 1));
    }
  }
}
