package io.mmaptable.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesCodecsTest {
  private static final BytesCodecs CODECS = BytesCodecs.system();

  @Test
  void codecsOfTheJdkAreInstalled() {
    assertEquals(
        Set.of("bytes", "crc32c", "gzip", "numcodecs.delta", "numcodecs.shuffle"), CODECS.ids());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip:5 | bytes gzip:level=5",
        "shuffle,gzip | bytes numcodecs.shuffle gzip:level=6",
        "delta:<i4,shuffle:4,gzip:level=1,crc32c | numcodecs.delta:dtype=<i4 bytes"
            + " numcodecs.shuffle:elementsize=4 gzip:level=1 crc32c",
        "delta:dtype=<i4,astype=<i4,crc32c | numcodecs.delta:dtype=<i4 bytes crc32c",
        "bytes:big,crc32c | bytes:endian=big crc32c",
        "crc32c,bytes | crc32c bytes",
      })
  void notationOfTheCommandsIsRead(String notation, String expected) {
    assertEquals(
        List.of(expected.split(" ")),
        CODECS.parse(notation).stream().map(CodecSpec::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "gzip:fast | codec 'gzip': level (fast) must be an integer from 0 to 9",
        "gzip:1.5 | codec 'gzip': level (1.5) must be an integer from 0 to 9",
        "gzip:10 | codec 'gzip': level (10) must be an integer from 0 to 9",
        "gzip: | codec 'gzip': level () must be an integer from 0 to 9",
        "gzip:level=1,level=2 | 'gzip:level=1,level=2': level occurs twice",
        "gzip:speed=1 | codec 'gzip' has no speed (1); it has [level]",
        "crc32c:1 | 'crc32c:1': expected key=value, found '1'",
        "bytes:middle | codec 'bytes': endian (middle) must be one of [little, big]",
        "delta:<f8 | codec 'numcodecs.delta': dtype (<f8) must be little-endian integers, such as"
            + " <i4",
        "delta:>i4 | codec 'numcodecs.delta': dtype (>i4) must be little-endian integers, such as"
            + " <i4",
        "delta:dtype=<i4,astype=<i2 | codec 'numcodecs.delta': astype (<i2) must be <i4, as dtype"
            + " is",
      })
  void notationThatIsNoneIsRefused(String notation, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> CODECS.parse(notation)).getMessage());
  }

  @Test
  void codecThatIsMissingNamesItsArtifact() {
    for (String id : List.of("zstd", "lz4", "blosc")) {
      var e = assertThrows(NoSuchElementException.class, () -> CODECS.parse("shuffle," + id));
      assertEquals(
          "no codec '"
              + id
              + "'; there are [bytes, crc32c, delta, gzip, numcodecs.delta, numcodecs.gzip,"
              + " numcodecs.shuffle, shuffle]; add io.mmaptable:mmaptable-codec-"
              + id,
          e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "numcodecs.lz4", "vlen-utf8", "sharding_indexed", "x"})
  void namesOfZarrAreIds(String id) {
    assertEquals(true, BytesCodecs.isId(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Zstd", "1a", ".a", "a b", "a/b", "a:b", "a,b"})
  void otherTextsAreNoIds(String id) {
    assertEquals(false, BytesCodecs.isId(id));
  }
}
