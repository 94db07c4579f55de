package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// zarrita's codecs, of which numcodecs' are the C libraries, decode what ours encode, under the
/// names and with the configurations that ours give themselves; and the other way round.
class CodecPeersTest {
  private static final BytesCodecs CODECS = BytesCodecs.system();

  /// What zarrita cannot encode, or refuses to.
  private static final List<String> DECODED_ONLY = List.of("crc32c", "gzip");

  private static final Map<String, String> DATA_TYPES =
      Map.of(
          "<i4", "int32", "<i2", "int16", "|u1", "uint8", "<u8", "uint64", "<f8", "float64", "<f4",
          "float32");

  @TempDir private Path directory;

  /// One codec, and the elements that it is adapted to.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(CodecSpec spec, String dtype, byte[] chunk) {

    BytesCodec codec() {
      return CODECS.make(spec).adapted(DType.of(dtype));
    }

    /// Whether ours only decodes.
    boolean isDecodedOnly() {
      return "blosclz".equals(spec.configuration().get("cname"));
    }

    byte[] encoded() {
      byte[] target = new byte[(int) codec().maxEncodedSize(chunk.length)];
      long size = codec().encode(MemorySegment.ofArray(chunk), MemorySegment.ofArray(target));
      return Arrays.copyOf(target, (int) size);
    }

    byte[] decoded(byte[] encoded) throws StorageException {
      byte[] target = new byte[chunk.length];
      long size = codec().decode(MemorySegment.ofArray(encoded), MemorySegment.ofArray(target));
      return Arrays.copyOf(target, (int) size);
    }

    String line(Path directory, int index) {
      return "{\"name\":\"%s\",\"configuration\":%s,\"dataType\":\"%s\",%s}"
          .formatted(
              spec.name(),
              json(codec().spec().configuration()),
              DATA_TYPES.get(dtype),
              Stream.of("chunk", "encoded", "decoded", "written")
                  .filter(what -> !(what.equals("encoded") && isDecodedOnly()))
                  .map(what -> "\"" + what + "\":\"" + directory.resolve(what + index) + "\"")
                  .collect(Collectors.joining(",")));
    }

    private static String json(Map<String, Object> configuration) {
      return configuration.entrySet().stream()
          .map(
              entry ->
                  "\""
                      + entry.getKey()
                      + "\":"
                      + (entry.getValue() instanceof String text
                          ? "\"" + text + "\""
                          : entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  private static List<Case> cases() {
    var cases = new ArrayList<Case>();
    List<CodecSpec> specs = new ArrayList<>();
    specs.add(CodecSpec.of("bytes").with("endian", "big"));
    specs.add(CodecSpec.of("crc32c"));
    specs.add(CodecSpec.of("gzip").with("level", 6));
    specs.add(CodecSpec.of("numcodecs.shuffle"));
    specs.add(CodecSpec.of("numcodecs.delta"));
    specs.add(CodecSpec.of("zstd").with("level", 5));
    specs.add(CodecSpec.of("zstd").with("level", -5).with("checksum", true));
    specs.add(CodecSpec.of("numcodecs.lz4"));
    for (String compressor : List.of("lz4", "lz4hc", "zlib", "zstd", "blosclz")) {
      for (String shuffle : List.of("noshuffle", "shuffle", "bitshuffle")) {
        for (int blockSize : new int[] {0, 5000}) {
          specs.add(
              CodecSpec.of("blosc")
                  .with("cname", compressor)
                  .with("shuffle", shuffle)
                  .with("blocksize", blockSize));
        }
      }
    }
    specs.add(CodecSpec.of("blosc").with("clevel", 0));
    for (CodecSpec spec : specs) {
      for (String dtype : DATA_TYPES.keySet().stream().sorted().toList()) {
        boolean isForIntegers = spec.name().endsWith("delta");
        if (!isForIntegers || !dtype.contains("f")) {
          for (int count : new int[] {1, 999, 100_000}) {
            cases.add(new Case(spec, dtype, chunk(DType.of(dtype), count)));
          }
        }
      }
    }
    return cases;
  }

  /// Bytes of which those of one place are alike, and some of which are noise.
  private static byte[] chunk(DType dtype, int count) {
    byte[] bytes = new byte[dtype.itemSize() * count];
    var random = new Random(count);
    for (int i = 0; i < bytes.length; i++) {
      int place = i % dtype.itemSize();
      bytes[i] = (byte) (place == 0 ? random.nextInt(40) : 3 * place + i / 10_000);
    }
    return bytes;
  }

  @Test
  void zarritaDecodesWhatOursEncodeAndOursWhatItEncodes() throws IOException {
    Npm.install();
    List<Case> cases = cases();
    var lines = new ArrayList<String>();
    for (int i = 0; i < cases.size(); i++) {
      Files.write(directory.resolve("chunk" + i), cases.get(i).chunk());
      if (!cases.get(i).isDecodedOnly()) {
        Files.write(directory.resolve("encoded" + i), cases.get(i).encoded());
      }
      lines.add(cases.get(i).line(directory, i));
    }
    List<String> printed =
        Npm.run("codecs.mjs", Files.write(directory.resolve("cases"), lines)).lines().toList();
    assertEquals(cases.size(), printed.size());
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      if (!one.isDecodedOnly()) {
        assertArrayEquals(
            one.chunk(), Files.readAllBytes(directory.resolve("decoded" + i)), lines.get(i));
      }
      boolean wrote = !DECODED_ONLY.contains(one.spec().name());
      assertEquals(one.spec().name() + " " + wrote, printed.get(i));
      if (wrote) {
        byte[] written = Files.readAllBytes(directory.resolve("written" + i));
        assertArrayEquals(one.chunk(), one.decoded(written), lines.get(i));
      }
    }
  }
}
