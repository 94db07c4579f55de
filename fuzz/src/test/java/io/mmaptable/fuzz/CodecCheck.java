package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/// The first byte says which codec the others are for: they are decoded or refused, and what is
/// decoded can be encoded and decoded again.
final class CodecCheck {
  private static final int ROOM = 4096;

  /// By number, in an order that never changes: inputs are kept.
  private static final List<String> CODECS =
      List.of("gzip", "crc32c", "zstd", "lz4", "blosc", "shuffle");

  private static final BytesCodecs INSTALLED = BytesCodecs.system();

  private CodecCheck() {}

  /// An input for a codec.
  static byte[] input(String codec, byte[] encoded) {
    byte[] input = new byte[encoded.length + 1];
    input[0] = (byte) CODECS.indexOf(codec);
    System.arraycopy(encoded, 0, input, 1, encoded.length);
    return input;
  }

  static void check(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    BytesCodec codec = INSTALLED.get(CODECS.get((input[0] & 0xff) % CODECS.size()));
    byte[] encoded = Arrays.copyOfRange(input, 1, input.length);
    byte[] decoded;
    try {
      decoded = Bounds.within(1 << 20, () -> decode(codec, encoded));
    } catch (StorageException.Malformed e) {
      assertTrue(e.byteOffset() >= 0 && e.byteOffset() <= encoded.length, e.getMessage());
      return;
    } catch (StorageException.Unsupported e) {
      return;
    }
    assertArrayEquals(decoded, decode(codec, encode(codec, decoded)));
  }

  private static byte[] decode(BytesCodec codec, byte[] encoded) throws StorageException {
    byte[] room = new byte[ROOM];
    long size = codec.decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(room));
    return Arrays.copyOf(room, (int) size);
  }

  static byte[] encode(BytesCodec codec, byte[] bytes) {
    byte[] room = new byte[(int) codec.maxEncodedSize(bytes.length)];
    long size = codec.encode(MemorySegment.ofArray(bytes), MemorySegment.ofArray(room));
    return Arrays.copyOf(room, (int) size);
  }
}
