package io.mmaptable.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecPipelineTest {
  private static final BytesCodecs CODECS = BytesCodecs.system();

  @TempDir private Path directory;

  private static CodecPipeline pipeline(String notation, String dtype, long count) {
    return CodecPipeline.of(CODECS, CODECS.parse(notation), DType.of(dtype), count);
  }

  private static byte[] encode(CodecPipeline pipeline, byte[] chunk) {
    byte[] target = new byte[(int) pipeline.maxEncodedSize()];
    long size = pipeline.encode(MemorySegment.ofArray(chunk), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, (int) size);
  }

  private static byte[] decode(CodecPipeline pipeline, byte[] encoded) throws StorageException {
    byte[] target = new byte[(int) pipeline.decodedSize()];
    pipeline.decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(target));
    return target;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "bytes, <i4, 01000000 fffffeff, 01000000 fffffeff",
    "bytes, >i4, 00000001 fffefffe, 00000001 fffefffe",
    "bytes:little, >i4, 00000001 fffefffd, 01000000 fdfffeff",
    "bytes:big, <i2, 0100 0200, 0001 0002",
    "bytes:big, <f8, 0102030405060708 1112131415161718, 0807060504030201 1817161514131211",
    "bytes:big, <c8, 01020304 05060708 11121314 15161718, 04030201 08070605 14131211 18171615",
    "bytes:big, <U2, 01020304 05060708 11121314 15161718, 04030201 08070605 14131211 18171615",
    "bytes:big, <M8[s], 0102030405060708 1112131415161718, 0807060504030201 1817161514131211",
    "bytes:big, S3, 010203 040506, 010203 040506",
    "bytes:big, |u1, 01 02, 01 02",
    "shuffle, <i4, 01020304 11121314, 0111 0212 0313 0414",
    "'bytes:big,shuffle', <i4, 01020304 11121314, 0414 0313 0212 0111",
    "delta, <i2, 0a00 0d00, 0a00 0300",
    "delta, >i2, 000a 000d, 000a 0003",
    "'delta,bytes:little', >i2, 000a 000d, 0a00 0300",
    "delta, |u1, 05 03, 05 fe",
  })
  void bytesAreThoseOfZarr(String notation, String dtype, String chunk, String encoded)
      throws StorageException {
    CodecPipeline pipeline = pipeline(notation, dtype, 2);
    byte[] bytes = hex(chunk);
    assertEquals(bytes.length, pipeline.decodedSize());
    assertArrayEquals(hex(encoded), encode(pipeline, bytes));
    assertArrayEquals(bytes, decode(pipeline, hex(encoded)));
  }

  /// Vectors of RFC 3720, and the check value of the checksum's catalogue.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000, aa36918a",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 43aba862",
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4e79dd46",
    "313233343536373839, 839206e3",
  })
  void checksumsAreThoseOfTheStandard(String chunk, String checksum) {
    CodecPipeline pipeline = pipeline("crc32c", "|u1", chunk.length() / 2);
    assertArrayEquals(hex(chunk + checksum), encode(pipeline, hex(chunk)));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void rowsHaveAllFieldsInOneByteOrder() throws StorageException {
    String dtype =
        "[('a', '<i2'), ('b', '>f4', (2,)), ('c', [('d', 'S1'), ('e', '<u8')]), ('f', '<c8')]";
    byte[] chunk = new byte[2 * DType.of(dtype).itemSize()];
    for (int i = 0; i < chunk.length; i++) {
      chunk[i] = (byte) i;
    }
    CodecPipeline pipeline = pipeline("bytes:big", dtype, 2);
    byte[] encoded = encode(pipeline, chunk);
    assertArrayEquals(
        hex("0100 02030405 06070809 0a 1211100f0e0d0c0b 16151413 1a191817"),
        Arrays.copyOf(encoded, encoded.length / 2));
    assertArrayEquals(chunk, decode(pipeline, encoded));
  }

  @Test
  void rowsWithPaddingAreRefused() {
    DType padded =
        new DType.Struct(((DType.Struct) DType.of("[('a', '<i2'), ('b', '<i4')]")).fields(), 8);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CodecPipeline.of(CODECS, CODECS.parse("gzip"), padded, 2));
    assertTrue(String.valueOf(e.getMessage()).contains("must be packed"), e.getMessage());
  }

  @Test
  void specsSayWhatIsLeftToTheDtype() {
    CodecPipeline pipeline = pipeline("delta,shuffle,gzip:1,crc32c", ">i8", 10);
    assertEquals(
        "[numcodecs.delta:dtype=<i8, bytes:endian=big, numcodecs.shuffle:elementsize=8,"
            + " gzip:level=1, crc32c]",
        pipeline.specs().toString());
    CodecPipeline again =
        CodecPipeline.of(BytesCodecs.system(), pipeline.specs(), DType.of(">i8"), 10);
    assertEquals(pipeline.specs(), again.specs());
    byte[] chunk = random(80);
    assertArrayEquals(encode(pipeline, chunk), encode(again, chunk));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes",
        "crc32c",
        "shuffle,crc32c",
        "delta,shuffle,gzip",
        "delta,bytes:big,shuffle,gzip,crc32c",
        "gzip,gzip,gzip",
        "crc32c,crc32c,shuffle:3,crc32c"
      })
  void chunksComeBackInAnyMemory(String notation) throws IOException {
    for (int count : new int[] {0, 1, 7, 1000, 70_001}) {
      CodecPipeline pipeline = pipeline(notation, "<i4", count);
      byte[] chunk = random(4 * count);
      byte[] encoded = encode(pipeline, chunk);
      assertArrayEquals(chunk, decode(pipeline, encoded));
      try (var arena = Arena.ofConfined()) {
        MemorySegment mapped = map(arena, "chunk", Math.max(1, chunk.length));
        MemorySegment source = mapped.asSlice(0, chunk.length);
        source.copyFrom(MemorySegment.ofArray(chunk));
        MemorySegment target = map(arena, "encoded", pipeline.maxEncodedSize() + 1);
        long size = pipeline.encode(source, target);
        assertArrayEquals(encoded, target.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
        source.fill((byte) 0);
        pipeline.decode(target.asSlice(0, size), source);
        assertArrayEquals(chunk, source.toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }

  private MemorySegment map(Arena arena, String name, long size) throws IOException {
    Path file = Files.write(directory.resolve(name), new byte[(int) size]);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    }
  }

  @Test
  void onePipelineServesManyThreads() {
    CodecPipeline pipeline = pipeline("delta,shuffle,gzip:1,crc32c", "<i4", 1000);
    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              byte[] chunk = random(4000);
              chunk[0] = (byte) i;
              try {
                assertArrayEquals(chunk, decode(pipeline, encode(pipeline, chunk)));
              } catch (StorageException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void flippedBitIsMalformedWithAChecksum() {
    CodecPipeline pipeline = pipeline("shuffle,gzip,crc32c", "<i4", 50);
    byte[] encoded = encode(pipeline, new byte[200]);
    for (int bit = 0; bit < 8 * encoded.length; bit++) {
      byte[] flipped = encoded.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      var e = assertThrows(StorageException.Malformed.class, () -> decode(pipeline, flipped));
      assertTrue(String.valueOf(e.getMessage()).startsWith("crc32c: checksum "), e.getMessage());
      assertNull(e.path());
    }
  }

  @Test
  void chunkOfAnotherSizeIsMalformed() {
    CodecPipeline pipeline = pipeline("gzip", "<i4", 10);
    for (int count : new int[] {0, 9, 11}) {
      byte[] other = encode(pipeline("gzip", "<i4", count), new byte[4 * count]);
      assertThrows(StorageException.Malformed.class, () -> decode(pipeline, other));
    }
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () -> decode(pipeline, encode(pipeline("gzip", "<i4", 9), new byte[36])));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("a chunk of 36 bytes where one has 40"),
        e.getMessage());
  }

  @Test
  void codecThatExpandsBetweenOthersIsBoundedByThem() {
    CodecPipeline pipeline = pipeline("gzip,gzip", "<i4", 10);
    CodecPipeline bomb = pipeline("gzip,gzip", "<i4", 10_000_000);
    byte[] encoded = encode(bomb, new byte[40_000_000]);
    var e = assertThrows(StorageException.Malformed.class, () -> decode(pipeline, encoded));
    assertTrue(String.valueOf(e.getMessage()).startsWith("gzip: expected "), e.getMessage());
  }

  @Test
  void orderThatMakesNoSenseIsRefused() {
    for (List<String> names :
        List.of(
            List.of("gzip"),
            List.of("gzip", "bytes"),
            List.of("bytes", "bytes"),
            List.of("bytes", "delta"),
            List.<String>of())) {
      List<CodecSpec> specs = names.stream().map(CodecSpec::of).toList();
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> CodecPipeline.of(CODECS, specs, DType.INT32, 10));
      assertTrue(
          String.valueOf(e.getMessage()).contains("expected any from array to array, one"),
          e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delta | <f8 | elements of <f8 must be integers",
        "delta:<i4 | <i8 | elements of <i8 must be <i4, in either byte order",
        "gzip | V2147483647 | decodedSize (214748364700) must be 0 to 2147483639 bytes",
      })
  void whatACodecIsNotForIsRefusedAtOnce(String notation, String dtype, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> pipeline(notation, dtype, 100));
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  @Test
  void memoryOfAnotherSizeIsRefused() {
    CodecPipeline pipeline = pipeline("crc32c", "<i4", 10);
    MemorySegment forty = MemorySegment.ofArray(new byte[40]);
    MemorySegment fortyFour = MemorySegment.ofArray(new byte[44]);
    var e =
        assertThrows(IllegalArgumentException.class, () -> pipeline.encode(fortyFour, fortyFour));
    assertEquals("source of 44 bytes; a chunk has 40, and encoded 44 at most", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> pipeline.encode(forty, forty));
    assertThrows(IllegalArgumentException.class, () -> pipeline.decode(forty, fortyFour));
  }
}
