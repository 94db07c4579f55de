package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowableHeadersTest {

  @TempDir private Path directory;
  @TempDir private Path links;

  @SuppressWarnings("ArrayRecordComponent") // only read
  record Layout(String dtype, boolean fortranOrder, long... shape) {
    @Override
    public String toString() {
      return dtype + Arrays.toString(shape) + (fortranOrder ? "F" : "C");
    }
  }

  static Stream<Layout> layouts() {
    var layouts = new ArrayList<Layout>();
    var dtypes =
        List.of(
            "|b1",
            "<f8",
            ">M8[25us]",
            "<U12",
            "[('x', '<f4'), ('y', '<i4', (2,))]",
            "[('é', '<f4')]",
            "[('漢字', '<f4')]");
    for (String dtype : dtypes) {
      layouts.add(new Layout(dtype, false, 3));
      layouts.add(new Layout(dtype, false, 0, 2));
      layouts.add(new Layout(dtype, false, 3, 2, 5));
      layouts.add(new Layout(dtype, true, 2, 5, 3));
      layouts.add(new Layout(dtype, true, 7, 0));
    }
    return layouts.stream();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsThatAreThereAreCountedInAFileThatWasCut(boolean growable) throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1L, 2L, 3L, 4L));
    if (growable) {
      GrowableHeaders.ensureAppendable(path);
    }
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length - 9));
    for (int rows : new int[] {-1, 3}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> GrowableHeaders.recount(path, rows))
              .getMessage();
      assertEquals(path + " does not hold " + rows + " rows", message);
    }
    GrowableHeaders.recount(path, 2);
    assertEquals("[1 2]", Npy.read(path).toString());
    GrowableHeaders.recount(path, 1);
    assertEquals("[1]", Npy.read(path).toString());
    assertTrue(Npy.header(path).isGrowable());
  }

  private static final String SHAPES =
      """
      import sys, numpy as np
      for path in sys.argv[1:]:
          a = np.load(path, mmap_mode='r') if np.load(path).size else np.load(path)
          print(np.lib.format.dtype_to_descr(a.dtype), list(a.shape), sep=';')
      """;

  @Test
  void numPyReadsGrowableHeadersAfterEachChangeOfTheCount() throws IOException {
    var paths = new ArrayList<Path>();
    var expected = new ArrayList<String>();
    for (Layout layout : layouts().toList()) {
      DType dtype = DType.of(layout.dtype());
      for (long count : new long[] {0, 1, 1000}) {
        byte[] header = Npy.growableHeader(dtype, layout.shape(), layout.fortranOrder());
        assertEquals(0, header.length % 64);
        Path path = directory.resolve(paths.size() + ".npy");
        Files.write(path, Arrays.copyOf(header, header.length + 64));
        var grown = Npy.header(path).layout().withRowCount(count);
        Files.write(path, Arrays.copyOf(header, Math.toIntExact(header.length + grown.nbytes())));
        store(path, count);
        assertEquals(grown, Npy.header(path).layout(), layout.toString());
        assertTrue(Npy.header(path).isGrowable());
        paths.add(path);
        expected.add(DType.of(layout.dtype()).descr() + ";" + Arrays.toString(grown.shape()));
      }
    }
    assertEquals(expected, Python.required().run(SHAPES, paths.toArray()).lines().toList());
  }

  private static void store(Path path, long count) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      var file = new RowFile(path, Npy.header(path).layout(), Mode.READ_WRITE, 0, arena);
      file.mapHeader();
      file.storeCount(count);
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void countIsAlignedAndEndsWithTheHeader(Layout layout) throws IOException {
    byte[] header =
        Npy.growableHeader(DType.of(layout.dtype()), layout.shape(), layout.fortranOrder());
    Path path = Files.write(directory.resolve("x.npy"), header);
    var count = assertInstanceOf(CountField.Ascii.class, Npy.header(path).layout().count());
    int at = Math.toIntExact(count.fileOffset());
    assertEquals(0, at % 32);
    String field = new String(header, at, CountField.Ascii.WIDTH, StandardCharsets.US_ASCII);
    assertEquals(Npy.header(path).layout().rowCount(), Long.parseLong(field.strip()));
    assertEquals('\n', header[header.length - 1]);
    assertEquals(0, header.length % 64);
  }

  @Test
  void zeroDimensionalArrayCannotGrow() throws IOException {
    assertThrows(
        IllegalArgumentException.class, () -> Npy.growableHeader(DType.INT8, new long[0], false));
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.zeros(DType.INT8));
    byte[] before = Files.readAllBytes(path);
    assertThrows(IllegalArgumentException.class, () -> GrowableHeaders.ensureAppendable(path));
    assertArrayEquals(before, Files.readAllBytes(path));
  }

  private Object fileKey(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino");
  }

  @Test
  void whatNumPySavesIsMadeAppendableInPlace() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray array = NdArray.of(1.5, 2.5);
    Npy.write(path, array);
    long size = Files.size(path);
    Object before = fileKey(path);
    NpyHeader header = GrowableHeaders.ensureAppendable(path);
    assertTrue(header.isGrowable());
    assertEquals(before, fileKey(path));
    assertEquals(size, Files.size(path));
    assertEquals("[1.5 2.5]", Npy.read(path).toString());
    assertOnly(path);
    byte[] once = Files.readAllBytes(path);
    assertEquals(header, GrowableHeaders.ensureAppendable(path));
    assertArrayEquals(once, Files.readAllBytes(path));
  }

  private void assertOnly(Path path) throws IOException {
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 96, 128})
  void headerWithoutRoomIsExchangedByACopy(int length) throws IOException {
    String text = "{'descr':'<f8','fortran_order':False,'shape':(2,)}";
    byte[] file = new byte[length + 16];
    Arrays.fill(file, 0, length, (byte) ' ');
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (length - 10), 0};
    System.arraycopy(magic, 0, file, 0, 10);
    System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, file, 10, text.length());
    file[length + 7] = 0x40;
    Path path = Files.write(directory.resolve("x.npy"), file);
    assertEquals("[2. 0.]", Npy.read(path).toString());
    Object before = fileKey(path);
    Path link = Files.createSymbolicLink(links.resolve("link.npy"), path);
    NpyHeader header = GrowableHeaders.ensureAppendable(link);
    assertTrue(header.isGrowable());
    assertTrue(Files.isSymbolicLink(link));
    Files.delete(link);
    if (length < 96) {
      assertNotEquals(before, fileKey(path));
    } else {
      assertEquals(before, fileKey(path));
    }
    assertEquals("[2. 0.]", Npy.read(path).toString());
    assertOnly(path);
  }

  @Test
  void shortFileIsNotMadeAppendable() throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1.5, 2.5));
    byte[] cut = Arrays.copyOf(Files.readAllBytes(path), 140);
    Files.write(path, cut);
    assertThrows(StorageException.Malformed.class, () -> GrowableHeaders.ensureAppendable(path));
    assertArrayEquals(cut, Files.readAllBytes(path));
  }

  @Test
  void exchangeThatWasInterruptedIsUndone() throws IOException {
    Path path = directory.resolve("x.npy");
    Path saved = directory.resolve(".x.npy.header");
    Npy.write(path, NdArray.of(1.5, 2.5));
    byte[] old = Files.readAllBytes(path);
    GrowableHeaders.ensureAppendable(path);
    byte[] exchanged = Files.readAllBytes(path);
    for (int written = 0; written <= 128; written++) {
      byte[] half = old.clone();
      System.arraycopy(exchanged, 0, half, 0, written);
      Files.write(path, half);
      Files.write(saved, Arrays.copyOf(old, 128));
      GrowableHeaders.restore(path);
      assertArrayEquals(old, Files.readAllBytes(path), "after " + written + " bytes");
      assertOnly(path);
    }
  }

  @Test
  void savedHeaderOfAReplacedFileIsNotPutBack() throws IOException {
    Path path = directory.resolve("x.npy");
    Path saved = directory.resolve(".x.npy.header");
    Npy.write(path, NdArray.of(1.5, 2.5));
    byte[] old = Arrays.copyOf(Files.readAllBytes(path), 128);
    Npy.write(path, NdArray.of(7L));
    byte[] replaced = Files.readAllBytes(path);
    for (byte[] stale : List.of(old, new byte[0], new byte[] {1, 2, 3})) {
      Files.write(saved, stale);
      GrowableHeaders.restore(path);
      assertArrayEquals(replaced, Files.readAllBytes(path));
      assertFalse(Files.exists(saved));
    }
  }

  @Test
  void savedHeaderThatWeNeverWroteIsNotPutBack() throws IOException {
    Path path = directory.resolve("x.npy");
    Path saved = directory.resolve(".x.npy.header");
    Npy.write(path, NdArray.of(7L));
    byte[] bytes = Files.readAllBytes(path);
    String fields = "?,".repeat(4000);
    String text = "{'descr': '" + fields + "', 'fortran_order': False, 'shape': (2,), }";
    var header = ByteBuffer.allocate(12 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.put(bytes, 0, 6).put((byte) 2).put((byte) 0).putInt(text.length());
    Files.write(saved, header.put(text.getBytes(StandardCharsets.US_ASCII)).array());
    GrowableHeaders.restore(path);
    Files.createFile(saved);
    try (var channel = FileChannel.open(saved, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 3L << 30); // more than fits into an array
    }
    GrowableHeaders.restore(path);
    assertArrayEquals(bytes, Files.readAllBytes(path));
    assertOnly(path);
  }

  /// Digits at a fitting place that are not the whole of the dimension that grows.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'fortran_order': False, 'shape': (%s0x10,), }",
        "'fortran_order': False, 'shape': (%s10L,), }",
        "'fortran_order': False, 'shape': (%s1_0,), }",
        "'fortran_order': True, 'shape': (2, 5 #%s7\n), }",
        "'fortran_order': True, 'shape': (2, #%s7\n5), }",
        "'fortran_order': True, 'shape': (2,%s0x000000000000000000000010), }",
        "'fortran_order': True, 'shape': (2,%s0o_000000000000000000000010), }",
        "'fortran_order': True, 'shape': (2, -%s0), }",
        "'fortran_order': True, 'shape': (2,\n%s5), }"
      })
  void onlyAWholeDimensionIsACountField(String rest) throws IOException {
    for (int spaces = 24; spaces < 24 + 64; spaces++) {
      String text = "{'descr': '|i1', " + rest.formatted(" ".repeat(spaces));
      byte[] file = new byte[256 + 64];
      Arrays.fill(file, (byte) ' ');
      byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (256 - 10), 0};
      System.arraycopy(magic, 0, file, 0, 10);
      System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, file, 10, text.length());
      Path path = Files.write(directory.resolve("x.npy"), file);
      assertFalse(Npy.header(path).isGrowable(), text);
    }
  }
}
