package io.mmaptable.codec.blosc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BloscFramesTest {

  private static byte[] encode(BytesCodec codec, byte[] chunk) {
    byte[] target = new byte[(int) codec.maxEncodedSize(chunk.length)];
    long size = codec.encode(MemorySegment.ofArray(chunk), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, (int) size);
  }

  private static byte[] decode(byte[] frame, int room) throws StorageException {
    byte[] target = new byte[room];
    long size =
        new BloscCodec().decode(MemorySegment.ofArray(frame), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, (int) size);
  }

  private static byte[] rising(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i >> 4);
    }
    return bytes;
  }

  @Test
  void headerIsThatOfTheFormat() {
    byte[] frame = encode(new BloscCodec().adapted(DType.FLOAT64), rising(1000));
    assertEquals("02013108e8030000e8030000", HexFormat.of().formatHex(frame, 0, 12));
    assertEquals(
        frame.length, MemorySegment.ofArray(frame).get(ValueLayout.JAVA_INT_UNALIGNED, 12));
  }

  @Test
  void shortBytesAreKeptAsTheyAre() throws StorageException {
    byte[] chunk = rising(100);
    byte[] frame = encode(new BloscCodec(), chunk);
    assertEquals(116, frame.length);
    assertArrayEquals(chunk, Arrays.copyOfRange(frame, 16, 116));
    assertArrayEquals(chunk, decode(frame, 100));
  }

  @Test
  void configurationIsThatOfZarr() {
    BytesCodec codec = new BloscCodec().adapted(DType.INT16);
    assertEquals(
        "blosc:cname=lz4,clevel=5,shuffle=shuffle,blocksize=0,typesize=2", codec.spec().toString());
    List<String> byNumber = List.of("noshuffle", "shuffle", "bitshuffle");
    for (int number = 0; number < 3; number++) {
      CodecSpec spec = CodecSpec.of("numcodecs.blosc").with("shuffle", number);
      assertEquals(
          byNumber.get(number),
          new BloscCodec().configured(spec).spec().configuration().get("shuffle"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blosclz", "snappy"})
  void compressorThatIsNotHereIsRefusedForWriting(String name) {
    BytesCodec codec = new BloscCodec().configured(CodecSpec.of("blosc").with("cname", name));
    assertEquals(name, codec.spec().configuration().get("cname"));
    var e = assertThrows(IllegalArgumentException.class, () -> encode(codec, rising(1000)));
    assertEquals(
        "codec 'blosc' writes lz4, lz4hc, zlib and zstd, and only reads blosclz; cname is '"
            + name
            + "'",
        e.getMessage());
  }

  @Test
  void blockOfBloscLzIsDecoded() throws StorageException {
    // Five bytes as they are, a match of nine from a distance of three, and one byte.
    byte[] frame =
        HexFormat.of()
            .parseHex(
                "02011001"
                    + "0f000000"
                    + "0f000000"
                    + "21000000"
                    + "14000000"
                    + "0d000000"
                    + "046162636465"
                    + "e00002"
                    + "007a");
    frame[16 + 4] = (byte) (frame.length - 24);
    frame[12] = (byte) frame.length;
    assertEquals("abcdecdecdecdez", new String(decode(frame, 15), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "020110 | ends within its header of 16 bytes (at byte 3)",
        "02011001 0f000000 0f000000 11000000 | a frame of 17 bytes where there are 16 (at byte 12)",
        "02011001 65000000 0f000000 10000000 | expected 100 bytes at most, found 101 (at byte 4)",
        "02011001 ffffffff 0f000000 10000000 | expected 100 bytes at most, found -1 (at byte 4)",
        "02011000 0f000000 0f000000 10000000 | elements of no bytes (at byte 3)",
        "02011201 0f000000 0f000000 10000000 | 15 bytes, but 0 follow (at byte 4)",
        "02011001 0f000000 00000000 10000000 | blocks of 0 bytes where there are 15 (at byte 8)",
        "02011001 0f000000 10000000 10000000 | blocks of 16 bytes where there are 15 (at byte 8)",
        "02011001 0f000000 01000000 10000000 | ends before the starts of its 15 blocks (at byte"
            + " 16)",
        "02011001 0f000000 0f000000 14000000 ff000000 | block 0 at 255, where there is none (at"
            + " byte 16)",
        "02013001 0f000000 0f000000 18000000 14000000 7f000000 | block 0 of 127 bytes, which are"
            + " not there (at byte 20)",
      })
  void sizeThatLiesIsMalformed(String frame, String message) {
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () -> decode(HexFormat.of().parseHex(frame.replace(" ", "")), 100));
    assertEquals("blosc: " + message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "05011001 | version 5 of the format; write it as version 2, of C-Blosc 1",
        "02021001 | flags 16 and version 2 of the compressor are of a later format; write it with"
            + " C-Blosc 1",
        "02011801 | flags 24 and version 1 of the compressor are of a later format; write it with"
            + " C-Blosc 1",
        "02015001 | compressor 2 (snappy) is none of blosclz, lz4, zlib and zstd; write it with one"
            + " of these",
      })
  void frameOfAnotherKindIsUnsupported(String start, String message) {
    var e =
        assertThrows(
            StorageException.Unsupported.class,
            () -> decode(HexFormat.of().parseHex(start + "0f0000000f0000001400000014000000"), 100));
    assertEquals("blosc: " + message, e.getMessage());
  }
}
