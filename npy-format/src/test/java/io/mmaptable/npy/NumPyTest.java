package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real NumPy writes many arrays at once and says what it thinks of them; the same is asked here.
class NumPyTest {

  @TempDir private Path directory;

  private static final String SAVE =
      """
      import sys, numpy as np
      rng = np.random.default_rng(7)
      dtypes = ['?', 'i1', '<i2', '>i2', '<i4', '>i4', '<i8', '>i8', 'u1', '<u2', '>u4', '<u8',
                '<f2', '>f2', '<f4', '>f4', '<f8', '>f8', '<f16', '<c8', '>c16', 'S1', 'S7', 'S0',
                '<U1', '>U5', 'U0', 'V3', '<M8[ns]', '>M8[25us]', 'M8[D]', 'M8', '<m8[2h]',
                'i4,f8', [('x', '<f4'), ('y', '>i2', (2, 3)), ('z', [('a', 'S2')])],
                [(('a title', 'name'), '<f4')], [("it's", 'i1')], [('\\u00e9', 'i1')],
                [('\\u6f22', 'i1')], np.dtype('i1,f8', align=True),
                [('column %03d' % i, '<f8') for i in range(400)],
                [('x' * n, '<f8') for n in (61,)], [('x' * n, '<f8') for n in (62,)]]
      shapes = [(), (0,), (1,), (3,), (1000,), (2, 3), (3, 0, 2), (0, 3), (1, 5), (5, 1), (2, 3, 4),
                (1,) * 12, (12345678, 0)]
      n = 0
      import warnings
      warnings.simplefilter('ignore')
      for dtype in map(np.dtype, dtypes):
          for shape in shapes:
              for order in 'CF':
                  size = int(np.prod(shape)) * dtype.itemsize
                  data = rng.integers(0, 256, size, 'u1').tobytes()
                  a = np.zeros(shape, dtype, order)
                  if size and dtype != '?':
                      a = np.ndarray(shape, dtype, data, order=order)
                  np.save(f'{sys.argv[1]}/{n}.npy', a)
                  n += 1
      print(n)
      """;

  @Test
  void writtenFilesAreByteForByteWhatNumPySaves() throws IOException {
    int count = Integer.parseInt(Python.required().run(SAVE, directory));
    Path copy = directory.resolve("copy.npy");
    for (int i = 0; i < count; i++) {
      Path path = directory.resolve(i + ".npy");
      byte[] expected = Files.readAllBytes(path);
      NpyHeader header = Npy.header(path);
      if (header.dataOffset() > NpyHeader.MAX_LENGTH) {
        continue;
      }
      String what = i + ": " + header;
      assertArrayEquals(
          Arrays.copyOf(expected, Math.toIntExact(header.dataOffset())),
          Npy.canonicalHeader(header.dtype(), header.shape(), header.fortranOrder()),
          what);
      try (Arena arena = Arena.ofConfined()) {
        Npy.write(copy, Npy.map(path, Mode.READ_ONLY, arena));
      }
      assertArrayEquals(expected, Files.readAllBytes(copy), what);
    }
    assertTrue(count > 900);
  }

  private static final String SUMS =
      """
      import sys, numpy as np
      rng = np.random.default_rng(11)
      n = 0
      def save(a, index=''):
          global n
          np.save(f'{sys.argv[1]}/{n}.npy', a)
          view = eval(f'a[{index}]') if index else a
          print(n, index or '...', view.sum().hex(), view.mean().hex(), sep='\\t')
          n += 1
      for length in [0, 1, 2, 7, 8, 9, 15, 127, 128, 129, 130, 135, 136, 255, 256, 257, 1000, 4097,
                     8192, 8193, 100003]:
          if length:
              save(rng.standard_normal(length) * 10.0 ** rng.integers(-8, 8, length))
      a = rng.standard_normal(30011)
      for index in ['::2', '::-1', '::-3', '5:', '1:2']:
          save(a, index)
      b = rng.standard_normal((317, 91))
      save(b)
      save(np.asfortranarray(b))
      save(rng.standard_normal((7, 5, 300)))
      save(np.asfortranarray(rng.standard_normal((7, 5, 300))))
      save(rng.standard_normal((5, 20000)), ':, :9000')
      for index in [':, :40', '::2', ':, 3:11', ':, :40:2', ':, ::2', '::-1', ':, ::-1', '::-1, ::-1', '3', ':, 3']:
          save(b, index)
      save(np.full(3, -0.0))
      save(np.array([1e308, 1e308, -1e308]))
      save(np.array([np.nan, 1.0]))
      """;

  @Test
  void sumAndMeanAreNumPysToTheLastBit() throws IOException {
    Python python = Python.required();
    assumeNumPy24(python);
    List<String> lines = python.run(SUMS, directory).lines().toList();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      try (Arena arena = Arena.ofConfined()) {
        NdArray mapped = Npy.map(directory.resolve(fields[0] + ".npy"), Mode.READ_ONLY, arena);
        NdArray array = mapped.get(fields[1]);
        assertEquals(hex(fields[2]), array.sum().getDouble(), line);
        assertEquals(hex(fields[3]), array.mean().getDouble(), line);
      }
    }
    assertTrue(lines.size() > 30);
  }

  /// Python's `float.hex`.
  private static double hex(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /// Older ones print float32 from 10^6 on without an exponent, and add views with gaps otherwise.
  private static void assumeNumPy24(Python python) {
    String[] version = python.numpyVersion().split("\\.", -1);
    int release = Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]);
    assumeTrue(release >= 2004, "NumPy " + python.numpyVersion() + " is older than 2.4");
  }

  private static final String PRINT =
      """
      import sys, numpy as np
      rng = np.random.default_rng(5)
      n = 0
      def save(a, dtype=None):
          global n
          a = np.asarray(a, dtype)
          np.save(f'{sys.argv[1]}/{n}.npy', a)
          open(f'{sys.argv[1]}/{n}.txt', 'w').write(np.array2string(a))
          if a.ndim == 0:
              open(f'{sys.argv[1]}/{n}.str', 'w').write(str(a[()]))
          n += 1
      np.seterr(all='ignore')
      for value in [0, 1, -1, 0.1, -0.0, 1e-4, 1e-5, 9.99e-5, 123.456, 999999, 1e6, 1e7, 1e8, 1e15,
                    1e16, 1e17, 1 / 3, 2 / 3, np.nan, np.inf, -np.inf, 1e300, 5e-324, 0.5, 2048,
                    16777216, 65504, 1e3, 123456789.123]:
          for dtype in ['f2', 'f4', 'f8']:
              save(value, dtype)
              save([value], dtype)
              save([value, 1], dtype)
              save([value, -1.5, np.nan], dtype)
              save([[value, np.inf], [-np.inf, 0.25]], dtype)
      for dtype in ['f2', '>f4', 'f8']:
          for scale in [1, 1e-3, 1e3, 1e-6]:
              save(rng.standard_normal(50) * scale, dtype)
              save(rng.standard_normal((3, 5)) * scale, dtype)
          save(10.0 ** rng.integers(-9, 9, 20), dtype)
      for a in [np.arange(3), np.arange(1000), np.arange(1001), np.arange(12).reshape(3, 4),
                np.arange(24).reshape(2, 3, 4), np.arange(10000).reshape(100, 100),
                np.arange(2000).reshape(2, 1000), np.arange(2000).reshape(1000, 2),
                np.arange(16).reshape(2, 2, 2, 2), np.zeros((0, 3)), np.zeros((2, 0)), np.zeros(0),
                np.linspace(0, 1, 1001), np.linspace(0, 1, 100).reshape(10, 10),
                np.arange(-5, 5), np.array([2**63 - 1, -2**63]), np.array([2**64 - 1], 'u8'),
                np.arange(300, dtype='u1'), np.ones((30, 40)), np.arange(8000).reshape(20, 20, 20),
                np.full(40, 123456.789), np.full((2, 40), -1e10)]:
          save(a)
      for a in [True, [True], [True, False], [[False]], [True] * 30]:
          save(a)
      for a in ['', 'a', ['a', 'bcd'], ["it's", 'q"', '\\n\\t\\\\'], ['\\u6f22\\u5b57', '\\xe9'],
                [['a', 'b'], ['c', 'd']], ['word'] * 40, ['x' * 80, 'y'], ['\\x00', 'a\\x00b']]:
          save(a)
      for a in [b'', b'a', [b'a', b'bcd'], [b"it's", b'\\xff\\n'], [b'x' * 30] * 5]:
          save(a)
      for unit in ['Y', 'M', 'W', 'D', 'h', 'm', 's', 'ms', 'us', 'ns', 'ps', 'fs', 'as', '25us', '7D']:
          for value in [0, 1, -1, 15706, -15706, 10**9]:
              save(np.array(value, f'M8[{unit}]'))
          save(np.array([0, 1], f'M8[{unit}]'))
          save(np.array([0, 'NaT'], f'M8[{unit}]'))
          save(np.array([[1, 2], [3, 4]], f'M8[{unit}]'))
      for value in [-1970 - 1, -1970, -1970 - 12345, 8031, 2**40]:
          save(np.array([value], 'M8[Y]'))
      save(np.array([2**62], 'M8[D]'))
      save(np.array([-2**62], 'M8[D]'))
      save(np.array([2**62], 'M8[s]'))
      print(n)
      """;

  @Test
  void arraysArePrintedAsNumPyPrintsThem() throws IOException {
    Python python = Python.required();
    assumeNumPy24(python);
    int count = Integer.parseInt(python.run(PRINT, directory));
    var differences = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String expected = Files.readString(directory.resolve(i + ".txt"));
      NdArray array = Npy.read(directory.resolve(i + ".npy"));
      differences.append(difference(array.dtype() + " #" + i, expected, array.toString()));
      if (array.ndim() == 0) {
        String str = Files.readString(directory.resolve(i + ".str"));
        differences.append(difference("str of #" + i, str, array.toString(new long[0])));
      }
    }
    assertEquals("", differences.toString());
  }

  private static String difference(String what, String expected, String found) {
    return expected.equals(found)
        ? ""
        : what + "\nexpected\n" + expected + "\nfound\n" + found + "\n";
  }

  private static final String READ =
      """
      import sys, numpy as np
      for name in sys.argv[1:]:
          a = np.load(name)
          m = np.load(name, mmap_mode='r')
          assert (a == m).all()
          print(a.dtype.str, a.shape, a.flags.f_contiguous, a.tolist(), sep='\\t')
      """;

  @Test
  void numPyReadsWhatJavaWrites() throws IOException {
    Path longs = directory.resolve("longs.npy");
    Path text = directory.resolve("text.npy");
    Path fortran = directory.resolve("fortran.npy");
    Npy.write(longs, NdArray.of(1L, -2L));
    Npy.write(text, NdArray.of("é", "漢字"));
    NdArray square = NdArray.zeros(NdArray.of(1.0).dtype(), 2, 3);
    square.get("1, 2").set(7);
    Npy.write(fortran, square.transpose());
    assertEquals(
        List.of(
            "<i8\t(2,)\tTrue\t[1, -2]",
            "<U2\t(2,)\tTrue\t['é', '漢字']",
            "<f8\t(3, 2)\tTrue\t[[0.0, 0.0], [0.0, 0.0], [0.0, 7.0]]"),
        Python.required().run(READ, longs, text, fortran).lines().toList());
  }
}
