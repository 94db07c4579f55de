package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ArrayFormat] must do. A format's author extends this with a test class that makes
/// the format; our own formats pass the same suite.
///
/// ```java
/// class TinyFormatTest extends ArrayFormatContract {
///   @Override
///   protected ArrayFormat format() {
///     return new TinyFormat();
///   }
/// }
/// ```
public abstract class ArrayFormatContract {

  private static final List<long[]> SHAPES =
      List.of(new long[] {0}, new long[] {3}, new long[] {2, 0}, new long[] {5, 2, 3});

  /// Fields of 24 characters as commits write them. One of several words goes through states of
  /// which the low words are zeros.
  private static final Map<String, Long> COUNTS =
      Map.of(
          " ".repeat(23) + "0", 0L,
          " ".repeat(23) + "7", 7L,
          " ".repeat(16) + "12345678", 12_345_678L,
          " ".repeat(16) + "00000000", 0L,
          " ".repeat(8) + "0000000000000000", 0L,
          " ".repeat(13) + "12300000000", 12_300_000_000L);

  @TempDir private Path directory;

  /// For the author's test class.
  protected ArrayFormatContract() {}

  /// Makes the format to test.
  ///
  /// @return a new instance
  protected abstract ArrayFormat format();

  /// The dtypes that the format can keep.
  ///
  /// @return at least one; all kinds unless this is overridden
  protected List<DType> dtypes() {
    return List.of(
        DType.of("?"),
        DType.of("i1"),
        DType.of("<i4"),
        DType.of(">u8"),
        DType.of("<f2"),
        DType.of(">f8"),
        DType.of("<c16"),
        DType.of("S5"),
        DType.of("<U3"),
        DType.of("V7"),
        DType.of("<M8[25us]"),
        DType.of("m8"),
        DType.of("[('x', '<f4'), ('', 'V4'), ('漢', '>i2', (2, 3)), ('z', [('a', 'S2')])]"));
  }

  /// Whether the format can keep an array whose first index varies fastest.
  ///
  /// @return true unless this is overridden
  protected boolean keepsFortranOrder() {
    return true;
  }

  @Test
  void idIsOneThatFilesCanKeep() {
    assertTrue(format().id().matches("[a-z][a-z0-9-]{0,31}"), format().id());
    assertEquals(format().id(), format().id());
  }

  @Test
  void formatIsFoundByItsId() {
    assertEquals(format().getClass(), ArrayFormats.system().get(format().id()).getClass());
  }

  @Test
  void headerDescribesWhatItWasMadeFor() throws IOException {
    for (ArrayLayout wanted : layouts()) {
      byte[] header = header(wanted);
      byte[] file = Arrays.copyOf(header, Math.toIntExact(header.length + wanted.nbytes()));
      for (ArrayLayout found : List.of(describe(file, wanted), describeFile(file, wanted))) {
        assertEquals(wanted.dtype(), found.dtype());
        assertArrayEquals(wanted.shape(), found.shape(), wanted.toString());
        assertEquals(header.length, found.dataOffset(), wanted.toString());
        if (inOneDimensionAtMost(wanted)) {
          assertEquals(wanted.nbytes(), found.nbytes());
        } else {
          assertEquals(wanted.fortranOrder(), found.fortranOrder(), wanted.toString());
        }
      }
    }
  }

  @Test
  void headerIsRecognisedAndNothingElseIs() throws IOException {
    for (ArrayLayout layout : layouts()) {
      byte[] header = header(layout);
      assertEquals(header.length > 0, format().probe(source(header)), layout.toString());
    }
    for (String other : List.of("", "{", "PK\3\4", "\u0000\u0000\u0000\u0000", "x".repeat(1000))) {
      byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
      assertFalse(format().probe(source(bytes)), other);
    }
  }

  @Test
  void headerSaysEverythingByItself() throws IOException {
    for (ArrayLayout layout : layouts()) {
      byte[] header = header(layout);
      byte[] file = Arrays.copyOf(header, Math.toIntExact(header.length + layout.nbytes()));
      if (header.length == 0) {
        var e =
            assertThrows(
                StorageException.Unsupported.class, () -> format().describe(source(file), null));
        assertEquals(null, e.path());
      } else {
        assertEquals(describe(file, layout), format().describe(source(file), null));
      }
    }
  }

  @Test
  void countIsChangedInPlace() throws IOException {
    for (ArrayLayout layout : layouts()) {
      byte[] header = header(layout);
      byte[] file = Arrays.copyOf(header, Math.toIntExact(header.length + layout.nbytes()));
      ArrayLayout found = describe(file, layout);
      if (found.count() instanceof CountField.Ascii(long offset)) {
        assertTrue(offset + CountField.Ascii.WIDTH <= header.length, layout.toString());
        for (Map.Entry<String, Long> count : COUNTS.entrySet()) {
          byte[] digits = count.getKey().getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(digits, 0, file, Math.toIntExact(offset), digits.length);
          assertEquals(found.withRowCount(count.getValue()), describe(file, layout));
        }
      }
    }
  }

  @Test
  void headerThatIsCutIsRefusedWithItsPath() throws IOException {
    for (ArrayLayout layout : layouts().subList(0, 1)) {
      byte[] header = header(layout);
      for (int length = 0; length < header.length; length++) {
        byte[] cut = Arrays.copyOf(header, length);
        var e = assertThrows(StorageException.class, () -> describeFile(cut, layout));
        assertEquals(file(), e.path());
      }
    }
  }

  @Test
  void flippedBitIsALayoutOrARefusal() throws IOException {
    for (DType dtype : dtypes()) {
      var layout = new ArrayLayout(dtype, new long[] {3}, false, 0, new CountField.Fixed());
      byte[] header = header(layout);
      for (int bit = 0; bit < 8 * header.length; bit++) {
        byte[] flipped = header.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        requireLayoutOrRefusal(flipped, layout);
      }
    }
  }

  @Test
  void nonsenseIsALayoutOrARefusal() throws IOException {
    long seed = Long.getLong("contract.seed", 1);
    var random = new Random(seed);
    ArrayLayout layout = layouts().getFirst();
    byte[] header = header(layout);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = Arrays.copyOf(header, random.nextInt(header.length + 200));
      for (int changes = random.nextInt(8); changes >= 0 && bytes.length > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      requireLayoutOrRefusal(bytes, layout);
    }
  }

  private void requireLayoutOrRefusal(byte[] bytes, ArrayLayout declared) throws IOException {
    try {
      ArrayLayout found = describe(bytes, declared);
      assertTrue(found.dataOffset() <= bytes.length, found.toString());
    } catch (StorageException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    }
  }

  @Test
  void shapeThatIsNoneIsRefused() {
    DType dtype = dtypes().getFirst();
    for (long[] shape :
        List.of(
            new long[] {}, new long[] {-1}, new long[] {2, -3}, new long[] {1L << 62, 1L << 62})) {
      assertThrows(
          IllegalArgumentException.class,
          () -> format().header(dtype, shape, false),
          Arrays.toString(shape));
    }
  }

  @Test
  void argumentsStayAsTheyAre() {
    long[] shape = {5};
    byte[] header = format().header(dtypes().getFirst(), shape, false);
    assertArrayEquals(new long[] {5}, shape);
    Arrays.fill(header, (byte) 0);
    byte[] again = format().header(dtypes().getFirst(), shape, false);
    assertEquals(header.length, again.length);
    assertTrue(again.length == 0 || !Arrays.equals(header, again), "a header that is shared");
  }

  @Test
  void oneInstanceServesManyThreads() {
    ArrayFormat format = format();
    List<ArrayLayout> layouts = layouts();
    IntStream.range(0, 2000)
        .parallel()
        .forEach(
            i -> {
              ArrayLayout layout = layouts.get(i % layouts.size());
              byte[] header = format.header(layout.dtype(), layout.shape(), layout.fortranOrder());
              byte[] file = Arrays.copyOf(header, Math.toIntExact(header.length + layout.nbytes()));
              try {
                assertArrayEquals(layout.shape(), format.describe(source(file), layout).shape());
              } catch (IOException e) {
                throw new AssertionError(layout.toString(), e);
              }
            });
  }

  private List<ArrayLayout> layouts() {
    var layouts = new ArrayList<ArrayLayout>();
    for (DType dtype : dtypes()) {
      for (long[] shape : SHAPES) {
        layouts.add(new ArrayLayout(dtype, shape, false, 0, new CountField.Fixed()));
        if (keepsFortranOrder()) {
          layouts.add(new ArrayLayout(dtype, shape, true, 0, new CountField.Fixed()));
        }
      }
    }
    return layouts;
  }

  /// Where both orders are the same, a format may say either.
  private static boolean inOneDimensionAtMost(ArrayLayout layout) {
    return layout.ndim() < 2;
  }

  private byte[] header(ArrayLayout layout) {
    return format().header(layout.dtype(), layout.shape(), layout.fortranOrder());
  }

  private ArrayLayout describe(byte[] bytes, @Nullable ArrayLayout declared) throws IOException {
    return format().describe(source(bytes), declared);
  }

  private ArrayLayout describeFile(byte[] bytes, ArrayLayout declared) throws IOException {
    Files.write(file(), bytes);
    try (var channel = FileChannel.open(file(), StandardOpenOption.READ)) {
      ArrayLayout found = format().describe(HeaderSource.of(file(), channel), declared);
      assertEquals(0, channel.position());
      return found;
    }
  }

  private Path file() {
    return directory.resolve("x");
  }

  private static HeaderSource source(byte[] bytes) {
    return HeaderSource.of(MemorySegment.ofBuffer(ByteBuffer.wrap(bytes)));
  }
}
