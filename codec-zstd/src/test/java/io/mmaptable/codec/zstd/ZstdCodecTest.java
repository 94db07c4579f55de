package io.mmaptable.codec.zstd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.BytesCodecContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZstdCodecTest extends BytesCodecContract {
  private static final byte[] TEXT = "rows and columns".getBytes(StandardCharsets.US_ASCII);

  @Override
  protected BytesCodec codec() {
    return new ZstdCodec();
  }

  @Override
  protected List<CodecSpec> specs() {
    CodecSpec spec = CodecSpec.of("zstd");
    return List.of(
        spec,
        spec.with("level", -100).with("checksum", true),
        spec.with("level", 5),
        spec.with("level", 19).with("checksum", false));
  }

  private static byte[] decode(byte[] encoded) throws StorageException {
    byte[] room = new byte[100];
    long size = new ZstdCodec().decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(room));
    return Arrays.copyOf(room, (int) size);
  }

  @Test
  void framesWithAndWithoutTheirSizeAreDecodedAsOne() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Zstd.compress(Arrays.copyOf(TEXT, 5)));
    try (var stream = new ZstdOutputStream(out)) {
      stream.write(TEXT, 5, TEXT.length - 5);
    }
    assertArrayEquals(TEXT, decode(out.toByteArray()));
  }

  @Test
  void checksumFindsAFlippedBit() {
    BytesCodec codec = codec().configured(CodecSpec.of("zstd").with("checksum", true));
    byte[] room = new byte[(int) codec.maxEncodedSize(TEXT.length)];
    int size = (int) codec.encode(MemorySegment.ofArray(TEXT), MemorySegment.ofArray(room));
    room[size - 5] ^= 1;
    var e = assertThrows(StorageException.Malformed.class, () -> decode(Arrays.copyOf(room, size)));
    assertEquals(
        "zstd: expected frames of 100 bytes at most: Restored data doesn't match checksum (at byte"
            + " 0)",
        e.getMessage());
  }

  @Test
  void checksumIsWrittenIntoTheConfigurationOnlyIfItIsThere() {
    assertEquals("zstd:level=0", codec().spec().toString());
    CodecSpec spec = CodecSpec.of("zstd").with("checksum", true);
    assertEquals("zstd:level=0,checksum=true", codec().configured(spec).spec().toString());
  }
}
