package io.mmaptable.codec.lz4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.BytesCodecContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;

class Lz4CodecTest extends BytesCodecContract {
  private static final byte[] CHUNK = new byte[10_000];

  static {
    for (int i = 0; i < CHUNK.length; i++) {
      CHUNK[i] = (byte) ((i * i) >> 6);
    }
  }

  @Override
  protected BytesCodec codec() {
    return new Lz4Codec();
  }

  @Test
  void sizeAndABlockAreWhatCommonsCompressReads() throws IOException {
    byte[] target = new byte[(int) codec().maxEncodedSize(CHUNK.length)];
    int size = (int) codec().encode(MemorySegment.ofArray(CHUNK), MemorySegment.ofArray(target));
    ByteBuffer encoded = ByteBuffer.wrap(target, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(CHUNK.length, encoded.getInt());
    try (var in =
        new BlockLZ4CompressorInputStream(new ByteArrayInputStream(target, 4, size - 4))) {
      assertArrayEquals(CHUNK, in.readAllBytes());
    }
  }

  @Test
  void blockOfCommonsCompressIsDecoded() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) CHUNK.length, (byte) (CHUNK.length >> 8), 0, 0});
    try (var lz4 = new BlockLZ4CompressorOutputStream(out)) {
      lz4.write(CHUNK);
    }
    assertArrayEquals(CHUNK, decode(out.toByteArray(), CHUNK.length));
  }

  @Test
  void sizeThatLiesIsMalformed() {
    requireMessage("expected 100 bytes at most, found 4294967295 (at byte 0)", "ffffffff00");
    requireMessage("ends within the size of 4 bytes at its beginning (at byte 3)", "010000");
    requireMessage("expected a block of 3 bytes, found 2 (at byte 4)", "03000000206162");
  }

  private void requireMessage(String message, String encoded) {
    var e =
        assertThrows(
            StorageException.Malformed.class, () -> decode(HexFormat.of().parseHex(encoded), 100));
    assertEquals("numcodecs.lz4: " + message, e.getMessage());
  }

  private byte[] decode(byte[] encoded, int room) throws StorageException {
    byte[] target = new byte[room];
    long size = codec().decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(target));
    return Arrays.copyOf(target, (int) size);
  }
}
