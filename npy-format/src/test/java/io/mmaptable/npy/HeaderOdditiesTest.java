package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderOdditiesTest {

  @TempDir private Path directory;

  /// A header's text in a version of the format.
  record Oddity(int version, String text) {}

  private static Stream<Oddity> oddities() {
    String plain = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }";
    var texts =
        List.of(
            plain + "\n",
            plain,
            plain + "   \n",
            plain + "\n\n",
            plain + " # a comment\n",
            " \t" + plain,
            "{\n'descr':\t'<i4',\n 'fortran_order':False,'shape':(2,3)}",
            "{\"descr\": \"<i4\", \"fortran_order\": True, \"shape\": (2, 3)}",
            "{u'descr': u'<i4', u'fortran_order': False, u'shape': (2, 3)}",
            "{'shape': (2, 3), 'fortran_order': True, 'descr': '<i4'}",
            "{'descr': '<i4', 'descr': '<i2', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '<' 'i4', 'fortran_order': False, 'shape': (2, 3)}",
            "{'de\\x73cr': '<i4', 'fortran_order': False, 'shape': (2, 3)}",
            "{r'descr': '<i4', 'fortran_order': False, 'shape': (2, 3)}",
            "({'descr': '<i4', 'fortran_order': False, 'shape': (2, 3)})",
            "{('descr'): ('<i4'), 'fortran_order': (False), 'shape': ((2), (3))}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3,)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (0x2, 0b11)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2_0, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (+2, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (True, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (02, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2L, 3L)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': ()}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (4)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (4,)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': [2, 3]}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': 4}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2.0, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': ('2', 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, None)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (1000000, 1000000)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (0, 4000000000)}",
            "{'descr': '<i4', 'fortran_order': 0, 'shape': (2, 3)}",
            "{'descr': '<i4', 'fortran_order': None, 'shape': (2, 3)}",
            "{'descr': '<i4', 'fortran_order': false, 'shape': (2, 3)}",
            "{'descr': '<i4', 'shape': (2, 3)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), 1: 1}",
            "{b'descr': '<i4', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': b'<i4', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': 'nonsense', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': 4, 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': 'float32', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': '<i4,<f8', 'fortran_order': False, 'shape': (2, 3)}",
            "{'descr': [('a', '<i4'), ('b', '<f8', (2,))], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [['a', '<i4']], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [('a', '<i4'), ('a', '<f8')], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [('\u00e9', '<i4')], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [('\u6f22', '<i4')], 'fortran_order': False, 'shape': (2,)}",
            "dict(descr='<i4', fortran_order=False, shape=(2, 3))",
            "['descr', 'fortran_order', 'shape']",
            "{'descr': ( # [\n[('a', '<i4')]), 'fortran_order': False, 'shape': (2,)}",
            "{'descr': \"[('a', '<i4')]\", 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [('a', \"[('b', '<i4')]\")], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': '<i4 ', 'fortran_order': False, 'shape': (2,)}",
            "{'descr': ' <i4', 'fortran_order': False, 'shape': (2,)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2l, 3l)}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2 L, 3)}",
            "{'descr': [('a\u0000', '<i4')], 'fortran_order': False, 'shape': (2,)}",
            "{'descr': [('''a\rb\r\n''', '<i4')], 'fortran_order': False, 'shape': (2,)}",
            "\n" + plain,
            "\n " + plain,
            plain + "\n  ",
            plain + "\r# a comment\r",
            plain + "\\\n",
            plain + "\r  ",
            plain + "\r\n  ",
            plain + "\n\f  ",
            plain + "\f  ",
            plain + plain,
            plain + "\u0000",
            plain + ",",
            "",
            "\n",
            "{",
            "(".repeat(300),
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3" + " ".repeat(9000) + ")}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3" + " ".repeat(9950) + ")}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (" + "1, ".repeat(65) + ")}",
            "{'descr': '<i4', 'fortran_order': False, 'shape': (" + "1, ".repeat(64) + ")}");
    return Stream.of(1, 2, 3).flatMap(v -> texts.stream().map(text -> new Oddity(v, text)));
  }

  private static byte[] file(int version, String text) {
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    byte[] bytes = text.getBytes(charset);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    var length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(bytes);
    out.writeBytes(new byte[4096]);
    return out.toByteArray();
  }

  private static final String READ =
      """
      import sys, warnings, numpy as np
      read = getattr(np.lib, '_format_impl', np.lib.format)._read_array_header
      warnings.simplefilter('ignore')
      for i in range(int(sys.argv[2])):
          try:
              a = np.load(f'{sys.argv[1]}/{i}.npy', mmap_mode='r')
              d = np.lib.format.dtype_to_descr(a.dtype)
              with open(f'{sys.argv[1]}/{i}.npy', 'rb') as f:
                  np.lib.format.read_magic(f); f.seek(6)
                  v = f.read(2)
                  _, order, _ = read(f, tuple(v))
              print(d, list(a.shape), str(order).lower(), sep=';')
          except Exception as e:
              print('refused')
      """;

  @Test
  void oddHeadersAreReadOrRefusedAsNumPyDoes() throws IOException {
    List<Oddity> oddities = oddities().toList();
    for (int i = 0; i < oddities.size(); i++) {
      Files.write(
          directory.resolve(i + ".npy"), file(oddities.get(i).version(), oddities.get(i).text()));
    }
    List<String> expected =
        Python.required().run(READ, directory, oddities.size()).lines().toList();
    var differences = new StringBuilder();
    for (int i = 0; i < oddities.size(); i++) {
      String found = read(directory.resolve(i + ".npy"));
      if (!found.equals(expected.get(i))) {
        differences.append(oddities.get(i)).append("\nNumPy: ").append(expected.get(i));
        differences.append("\nfound: ").append(found).append('\n');
      }
    }
    assertEquals("", differences.toString());
  }

  private static String read(Path path) throws IOException {
    try {
      NdArray array = Npy.read(path);
      NpyHeader header = Npy.header(path);
      return header.dtype().descr()
          + ";"
          + LongStream.of(array.shape())
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(", ", "[", "]"))
          + ";"
          + header.fortranOrder();
    } catch (StorageException e) {
      return "refused";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(-1,)", "(2, -3)", "(-0x1,)", "(9223372036854775808,)"})
  void dimensionThatIsNoneIsRefused(String shape) throws IOException {
    Path path = directory.resolve("x.npy");
    String text = "{'descr': '<i4', 'fortran_order': False, 'shape': " + shape + "}";
    Files.write(path, file(1, text));
    var e = assertThrows(StorageException.Malformed.class, () -> Npy.read(path));
    assertEquals(path, e.path());
    assertEquals(10 + text.indexOf(shape), e.byteOffset());
  }

  @Test
  void faultsAreFoundAtTheirByte() throws IOException {
    Path path = directory.resolve("x.npy");
    Files.write(path, file(2, "{'descr': '<i4', 'fortran_order': nope, 'shape': (2,)}"));
    var e = assertThrows(StorageException.Malformed.class, () -> Npy.header(path));
    assertEquals(12 + 34, e.byteOffset(), e.getMessage());
    Files.write(path, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0, 0, 0, 0, 0});
    var version = assertThrows(StorageException.Malformed.class, () -> Npy.header(path));
    assertEquals(6, version.byteOffset());
    Files.writeString(path, "PK");
    assertEquals(
        0, assertThrows(StorageException.Malformed.class, () -> Npy.header(path)).byteOffset());
    Files.write(path, file(3, "{'descr': '<i4', 'fortran_order': nope, 'shape': (2,)}"));
    byte[] bytes = Files.readAllBytes(path);
    bytes[20] = (byte) 0xff;
    Files.write(path, bytes);
    assertThrows(StorageException.Malformed.class, () -> Npy.header(path));
  }

  static Stream<byte[]> wholeFiles() {
    var files = Stream.<byte[]>builder();
    for (int version = 1; version <= 3; version++) {
      byte[] file = file(version, "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }\n");
      files.add(Arrays.copyOf(file, file.length - 4096 + 24));
    }
    byte[] struct =
        file(
            1,
            "{'descr': [('a', '<U2'), ('b', '<M8[25us]', (2,))], "
                + "'fortran_order': True, 'shape': (1,), }\n");
    files.add(Arrays.copyOf(struct, struct.length - 4096 + 24));
    byte[] growable = Npy.growableHeader(io.mmaptable.dtype.DType.INT32, new long[] {2, 3}, false);
    files.add(Arrays.copyOf(growable, growable.length + 24));
    return files.build();
  }

  @ParameterizedTest
  @MethodSource("wholeFiles")
  void fileCutAnywhereIsRefused(byte[] whole) throws IOException {
    Path path = directory.resolve("x.npy");
    Files.write(path, whole);
    Npy.read(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      var e = assertThrows(StorageException.Malformed.class, () -> Npy.read(path));
      assertTrue(e.byteOffset() <= length, e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("wholeFiles")
  void flippedBitIsAValueOrARefusal(byte[] whole) throws IOException {
    Path path = directory.resolve("x.npy");
    int refused = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(path, flipped);
      try {
        String _ = Npy.read(path).toString();
      } catch (StorageException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }
}
