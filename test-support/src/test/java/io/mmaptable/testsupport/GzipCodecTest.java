package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.file.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipCodecTest extends BytesCodecContract {
  private static final byte[] TEXT =
      "rows and columns, columns and rows".getBytes(StandardCharsets.US_ASCII);

  @Override
  protected BytesCodec codec() {
    return BytesCodecs.system().get("gzip");
  }

  @Override
  protected List<CodecSpec> specs() {
    return LongStream.of(0, 1, 6, 9)
        .mapToObj(level -> CodecSpec.of("gzip").with("level", level))
        .toList();
  }

  @Test
  void jdkReadsWhatIsEncoded() throws IOException {
    byte[] target = new byte[(int) codec().maxEncodedSize(TEXT.length)];
    long size = codec().encode(MemorySegment.ofArray(TEXT), MemorySegment.ofArray(target));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(target, 0, (int) size))) {
      assertArrayEquals(TEXT, in.readAllBytes());
    }
  }

  @Test
  void membersOfTheJdkAreDecodedAsOne() throws IOException {
    var out = new ByteArrayOutputStream();
    for (int from = 0; from < TEXT.length; from += 10) {
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(TEXT, from, Math.min(10, TEXT.length - from));
      }
    }
    assertArrayEquals(TEXT, decode(out.toByteArray()));
  }

  @Test
  void headerWithAllThatThereCanBeIsSkipped() throws IOException {
    assertArrayEquals(TEXT, decode(member(0x1e, 0)));
  }

  @Test
  void headerThatIsReservedIsMalformed() {
    requireMessage(3, "flags 3e, of which some are reserved", member(0x3e, 0));
  }

  @Test
  void checksumThatIsWrongIsMalformed() {
    byte[] member = member(0, 1);
    requireMessage(
        member.length - 8,
        "checksum %08x, but the bytes have %08x".formatted(checksum() + 1, checksum()),
        member);
  }

  @Test
  void sizeThatIsWrongIsMalformed() {
    byte[] member = member(0, 0);
    member[member.length - 4]++;
    requireMessage(member.length - 4, "size 35, but there are " + TEXT.length, member);
  }

  private static int checksum() {
    var crc = new CRC32();
    crc.update(TEXT);
    return (int) crc.getValue();
  }

  /// A member with an extra field, a name, a comment and a checksum of its header, as the flags
  /// say.
  private static byte[] member(int flags, int more) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
    if (flags != 0) {
      out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c', 'n', 0, 'c', 'o', 0, 1, 2});
    }
    // One block that is stored.
    out.writeBytes(new byte[] {1, (byte) TEXT.length, 0, (byte) ~TEXT.length, (byte) 0xff});
    out.writeBytes(TEXT);
    int crc = checksum() + more;
    out.writeBytes(
        new byte[] {(byte) crc, (byte) (crc >> 8), (byte) (crc >> 16), (byte) (crc >> 24)});
    out.writeBytes(new byte[] {(byte) TEXT.length, 0, 0, 0});
    return out.toByteArray();
  }

  private byte[] decode(byte[] encoded) throws StorageException {
    byte[] target = new byte[100];
    long size = codec().decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, (int) size);
  }

  private void requireMessage(int offset, String message, byte[] encoded) {
    var e = assertThrows(StorageException.Malformed.class, () -> decode(encoded));
    assertEquals("gzip: " + message + " (at byte " + offset + ")", e.getMessage());
    assertEquals(offset, e.byteOffset());
  }
}
