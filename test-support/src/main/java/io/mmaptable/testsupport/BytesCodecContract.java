package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.file.StorageException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [BytesCodec] must do. A codec's author extends this with a test class that makes the
/// codec; our own codecs pass the same suite.
///
/// ```java
/// class RunLengthCodecTest extends BytesCodecContract {
///   @Override
///   protected BytesCodec codec() {
///     return new RunLengthCodec();
///   }
/// }
/// ```
public abstract class BytesCodecContract {
  private static final int[] SIZES = {
    0, 1, 2, 3, 7, 8, 13, 64, 101, 257, 1_009, 4_096, 65_537, 1_000_003
  };

  /// What may be allocated beside source and target, for decoding.
  private static final long MEMORY = 4 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// For the author's test class.
  protected BytesCodecContract() {}

  /// Makes the codec to test.
  ///
  /// @return a new instance, configured as most will use it
  protected abstract BytesCodec codec();

  /// The configurations to test.
  ///
  /// @return at least one; that of [#codec()] alone unless this is overridden
  protected List<CodecSpec> specs() {
    return List.of(codec().spec());
  }

  /// What the codec encodes whole multiples of.
  ///
  /// @return a number of bytes; 1 unless this is overridden
  protected int itemSize() {
    return 1;
  }

  @Test
  void idIsOneThatFilesCanKeep() {
    assertTrue(BytesCodecs.isId(codec().id()), codec().id());
    assertEquals(codec().id(), codec().id());
    assertEquals(codec().id(), codec().spec().name());
  }

  @Test
  void codecIsFoundByItsIdAndItsOtherNames() {
    BytesCodecs codecs = BytesCodecs.system();
    assertEquals(codec().getClass(), codecs.get(codec().id()).getClass());
    for (String alias : codec().aliases()) {
      assertEquals(codec().getClass(), codecs.get(alias).getClass(), alias);
      CodecSpec other = CodecSpec.of(alias, codec().spec().configuration());
      assertEquals(codec().spec(), codecs.make(other).spec(), alias);
    }
  }

  @Test
  void configurationMakesTheCodecAgain() {
    for (CodecSpec spec : specs()) {
      BytesCodec made = codec().configured(spec);
      assertEquals(codec().id(), made.id());
      assertEquals(codec().kind(), made.kind());
      assertEquals(made.spec(), made.configured(made.spec()).spec());
      BytesCodec fresh = BytesCodecs.system().get(made.id());
      assertEquals(made.spec(), fresh.configured(made.spec()).spec());
    }
  }

  @Test
  void keyOfNobodyIsRefusedWithTheCodecsName() {
    CodecSpec spec = codec().spec().with("no_such_key", 7);
    var e = assertThrows(IllegalArgumentException.class, () -> codec().configured(spec));
    String message = String.valueOf(e.getMessage());
    for (String part : List.of(codec().id(), "no_such_key", "7")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void mainKeyIsOneOfTheConfiguration() {
    codec()
        .mainKey()
        .ifPresent(
            key -> {
              CodecSpec spec = codec().spec().with(key, List.of());
              var e = assertThrows(IllegalArgumentException.class, () -> codec().configured(spec));
              assertTrue(String.valueOf(e.getMessage()).contains(key), e.getMessage());
            });
  }

  @Test
  void bytesComeBack() throws StorageException {
    Random random = TestSeed.random(getClass());
    for (BytesCodec codec : codecs()) {
      for (int size : SIZES) {
        for (byte[] bytes : samples(random, size)) {
          byte[] encoded = encode(codec, bytes);
          assertArrayEquals(
              bytes, decode(codec, encoded, bytes.length), () -> codec.spec() + " " + size);
          assertArrayEquals(
              bytes, decode(codec, encoded, bytes.length + 10), () -> codec.spec() + " " + size);
        }
      }
    }
  }

  @Test
  void memoryIsOfAnyKindAndBeginsAnywhere() throws StorageException {
    Random random = TestSeed.random(getClass());
    for (BytesCodec codec : codecs()) {
      byte[] bytes = samples(random, 1009).getLast();
      int bound = Math.toIntExact(codec.maxEncodedSize(bytes.length));
      try (var arena = Arena.ofConfined()) {
        for (LongFunction<MemorySegment> one : kinds(arena)) {
          for (LongFunction<MemorySegment> other : kinds(arena)) {
            MemorySegment source = one.apply(bytes.length + 20L);
            source.fill((byte) 0x55);
            source.asSlice(3, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            MemorySegment target = other.apply(bound + 20L);
            target.fill((byte) 0x55);
            long size =
                codec.encode(
                    source.asSlice(3, bytes.length).asReadOnly(), target.asSlice(5, bound));
            requireUntouched(target, 5, bound);
            MemorySegment back = one.apply(bytes.length + 20L);
            back.fill((byte) 0x55);
            assertEquals(
                bytes.length,
                codec.decode(target.asSlice(5, size).asReadOnly(), back.asSlice(3, bytes.length)));
            assertEquals(-1, back.mismatch(source), codec.spec().toString());
          }
        }
      }
    }
  }

  private static void requireUntouched(MemorySegment memory, int from, int length) {
    for (long i = 0; i < memory.byteSize(); i++) {
      if (i < from || i >= from + length) {
        assertEquals(0x55, memory.get(ValueLayout.JAVA_BYTE, i), "byte " + i);
      }
    }
  }

  private static List<LongFunction<MemorySegment>> kinds(Arena arena) {
    return List.of(
        size -> MemorySegment.ofArray(new byte[(int) size]),
        size -> MemorySegment.ofArray(new long[(int) size / 8 + 1]).asSlice(0, size),
        size -> arena.allocate(size, 1));
  }

  @Test
  void encodedBytesFitTheBoundAndNoLessIsTaken() {
    Random random = TestSeed.random(getClass());
    for (BytesCodec codec : codecs()) {
      for (int size : SIZES) {
        byte[] bytes = samples(random, size).getLast();
        int bound = Math.toIntExact(codec.maxEncodedSize(bytes.length));
        assertTrue(codec.encode(memory(bytes), memory(new byte[bound])) <= bound);
        if (bound > 0) {
          assertThrows(
              IllegalArgumentException.class,
              () -> codec.encode(memory(bytes), memory(new byte[bound - 1])));
        }
      }
    }
  }

  @Test
  void sizesThatAreNoneAreRefused() {
    for (BytesCodec codec : codecs()) {
      assertThrows(IllegalArgumentException.class, () -> codec.maxEncodedSize(-1));
      assertThrows(IllegalArgumentException.class, () -> codec.maxEncodedSize(Long.MIN_VALUE));
    }
  }

  @Test
  void targetThatIsTooSmallForWhatIsEncodedIsMalformed() {
    for (BytesCodec codec : codecs()) {
      for (byte[] bytes : samples(new Random(1), 257)) {
        byte[] encoded = encode(codec, bytes);
        for (int room : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
          requireMalformed(codec, encoded, room);
        }
      }
    }
  }

  @Test
  void whatExpandsManyTimesIsRefusedWithoutMemoryForIt() {
    for (BytesCodec codec : codecs()) {
      byte[] encoded = encode(codec, new byte[32 << 20]);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      requireMalformed(codec, encoded, 1000);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated <= 2L * encoded.length + MEMORY, codec.spec() + ": " + allocated);
    }
  }

  @Test
  void cutBytesAreDecodedOrMalformed() {
    for (BytesCodec codec : codecs()) {
      for (byte[] bytes : samples(new Random(1), 257)) {
        byte[] encoded = encode(codec, bytes);
        for (int length = 0; length < encoded.length; length++) {
          requireBytesOrRefusal(codec, Arrays.copyOf(encoded, length), bytes.length);
        }
        requireBytesOrRefusal(codec, Arrays.copyOf(encoded, encoded.length + 9), bytes.length);
      }
    }
  }

  @Test
  void flippedBitsAreDecodedOrMalformed() {
    for (BytesCodec codec : codecs()) {
      for (byte[] bytes : samples(new Random(1), 257)) {
        byte[] encoded = encode(codec, bytes);
        for (int bit = 0; bit < 8 * encoded.length; bit++) {
          byte[] flipped = encoded.clone();
          flipped[bit / 8] ^= (byte) (1 << bit % 8);
          requireBytesOrRefusal(codec, flipped, bytes.length);
        }
      }
    }
  }

  @Test
  void sizesThatLieAreDecodedOrMalformed() {
    int[] lies = {0, 1, -1, 255, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff_fff0};
    for (BytesCodec codec : codecs()) {
      byte[] bytes = samples(new Random(1), 1009).getFirst();
      byte[] encoded = encode(codec, bytes);
      for (int at = 0; at <= encoded.length - 4; at++) {
        for (int lie : lies) {
          byte[] lying = encoded.clone();
          memory(lying).set(ValueLayout.JAVA_INT_UNALIGNED, at, lie);
          requireBytesOrRefusal(codec, lying, bytes.length);
        }
      }
    }
  }

  @Test
  void nonsenseIsDecodedOrMalformed() {
    Random random = TestSeed.random(getClass());
    for (BytesCodec codec : codecs()) {
      byte[] encoded = encode(codec, samples(random, 1009).getFirst());
      for (int i = 0; i < 3000; i++) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        requireBytesOrRefusal(codec, bytes, 1009);
        byte[] changed = Arrays.copyOf(encoded, random.nextInt(encoded.length + 20));
        for (int changes = random.nextInt(8); changes >= 0 && changed.length > 0; changes--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        requireBytesOrRefusal(codec, changed, 1009);
      }
    }
  }

  @Test
  void oneInstanceServesManyThreads() {
    for (BytesCodec codec : codecs()) {
      IntStream.range(0, 500)
          .parallel()
          .forEach(
              i -> {
                byte[] bytes = samples(new Random(i), 1 + i).get(i % 3);
                try {
                  assertArrayEquals(bytes, decode(codec, encode(codec, bytes), bytes.length));
                } catch (StorageException e) {
                  throw new AssertionError(codec.spec() + " " + i, e);
                }
              });
    }
  }

  private List<BytesCodec> codecs() {
    return specs().stream().map(spec -> codec().configured(spec)).toList();
  }

  /// Zeros, numbers that rise, words, and noise last.
  private List<byte[]> samples(Random random, int atLeast) {
    int size = (atLeast + itemSize() - 1) / itemSize() * itemSize();
    byte[] rising = new byte[size];
    byte[] words = new byte[size];
    byte[] noise = new byte[size];
    for (int i = 0; i < size; i++) {
      rising[i] = (byte) (i % 8 == 0 ? i >> 3 : 0);
      words[i] = (byte) "the quick brown fox ".charAt(random.nextInt(20));
    }
    random.nextBytes(noise);
    return List.of(new byte[size], rising, words, noise);
  }

  private static MemorySegment memory(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }

  private static byte[] encode(BytesCodec codec, byte[] bytes) {
    byte[] before = bytes.clone();
    byte[] target = new byte[Math.toIntExact(codec.maxEncodedSize(bytes.length))];
    long size = codec.encode(memory(bytes), memory(target));
    assertArrayEquals(before, bytes, "the source has changed");
    return Arrays.copyOf(target, Math.toIntExact(size));
  }

  private static byte[] decode(BytesCodec codec, byte[] encoded, int room) throws StorageException {
    byte[] before = encoded.clone();
    byte[] target = new byte[room];
    long size = codec.decode(memory(encoded), memory(target));
    assertArrayEquals(before, encoded, "the source has changed");
    return Arrays.copyOf(target, Math.toIntExact(size));
  }

  private static void requireMalformed(BytesCodec codec, byte[] encoded, int room) {
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () -> decode(codec, encoded, room),
            () -> codec.spec() + " into " + room);
    requireWellSaid(codec, e, encoded);
  }

  private static void requireBytesOrRefusal(BytesCodec codec, byte[] encoded, int room) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      decode(codec, encoded, room);
    } catch (StorageException.Malformed e) {
      requireWellSaid(codec, e, encoded);
    } catch (StorageException.Unsupported e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
    } catch (StorageException e) {
      throw new AssertionError("neither malformed nor unsupported", e);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated <= MEMORY, codec.spec() + ": " + allocated + " bytes");
  }

  private static void requireWellSaid(
      BytesCodec codec, StorageException.Malformed e, byte[] encoded) {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(codec.id() + ": "), message);
    assertNull(e.path(), message);
    assertTrue(e.byteOffset() >= 0 && e.byteOffset() <= encoded.length, message);
  }
}
