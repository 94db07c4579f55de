package consumer.codecs;

import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecPipeline;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;

/// Encodes with codecs that only the path knows of, and asks for one that cannot be loaded.
public class Main {
  public static void main(String[] args) throws IOException {
    BytesCodecs codecs = BytesCodecs.system();
    CodecPipeline pipeline =
        CodecPipeline.of(
            codecs,
            codecs.parse("shuffle,org.example.runs:longest=9,lz4,blosc,zstd:3,crc32c"),
            DType.of("<i4"),
            1000);
    MemorySegment chunk = MemorySegment.ofArray(new int[1000]);
    chunk.fill((byte) 7);
    MemorySegment encoded = MemorySegment.ofArray(new byte[(int) pipeline.maxEncodedSize()]);
    MemorySegment decoded = MemorySegment.ofArray(new int[1000]);
    pipeline.decode(encoded.asSlice(0, pipeline.encode(chunk, encoded)), decoded);
    System.out.printf(
        "%s: %s, %s, equal %s%n",
        module(Main.class),
        codecs.ids(),
        module(codecs.get("org.example.runs").getClass()),
        chunk.mismatch(decoded) == -1);
    try {
      codecs.get("org.example.broken");
    } catch (NoSuchElementException e) {
      System.out.println(e.getMessage());
    }
  }

  private static String module(Class<?> type) {
    return type.getModule().isNamed() ? type.getModule().toString() : "unnamed module";
  }
}
