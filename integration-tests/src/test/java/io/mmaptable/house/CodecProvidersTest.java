package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.HeapCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.example.runs.RunLengthCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecProvidersTest {

  @TempDir private Path directory;

  /// A provider that is nothing but its names.
  public static class Named extends HeapCodec {
    private final String id;
    private final Set<String> aliases;

    Named(String id, String... aliases) {
      this.id = id;
      this.aliases = Set.of(aliases);
    }

    /// As a service loader makes it.
    public Named() {
      this("org.example.named", "named");
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Set<String> aliases() {
      return aliases;
    }

    @Override
    protected long encodedBound(int decodedSize) {
      return decodedSize;
    }

    @Override
    protected int encode(ByteSpan source, ByteSpan target) {
      return 0;
    }

    @Override
    protected int decode(ByteSpan source, ByteSpan target) {
      return 0;
    }
  }

  /// Another one of the same id.
  public static final class NamedToo extends Named {}

  /// One whose id is another one's other name.
  public static final class NamedAlike extends Named {
    /// As a service loader makes it.
    public NamedAlike() {
      super("named");
    }
  }

  /// One whose id no file can keep.
  public static final class Misnamed extends Named {
    /// As a service loader makes it.
    public Misnamed() {
      super("../x");
    }
  }

  private <T> T withProviders(Supplier<T> work, String... classNames) throws IOException {
    return DeclaredProviders.with(directory, BytesCodec.class, work, classNames);
  }

  @Test
  void installedCodecsAreFound() {
    BytesCodecs codecs = BytesCodecs.system();
    assertEquals(
        Set.of(
            "blosc",
            "bytes",
            "crc32c",
            "gzip",
            "numcodecs.delta",
            "numcodecs.lz4",
            "numcodecs.shuffle",
            "org.example.runs",
            "zstd"),
        codecs.ids());
    assertInstanceOf(RunLengthCodec.class, codecs.get("org.example.runs"));
  }

  @Test
  void twoProvidersOfOneIdAreAnErrorThatNamesBoth() throws IOException {
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                withProviders(
                    BytesCodecs::system, Named.class.getName(), NamedToo.class.getName()));
    assertEquals(
        "two providers of the codec 'org.example.named': "
            + Named.class.getName()
            + " and "
            + NamedToo.class.getName(),
        e.getMessage());
    var given =
        assertThrows(
            IllegalArgumentException.class, () -> BytesCodecs.of(new Named(), new NamedToo()));
    assertEquals(e.getMessage(), given.getMessage());
  }

  @Test
  void idThatIsAnotherOnesOtherNameIsAnErrorThatNamesBoth() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> BytesCodecs.of(new Named(), new NamedAlike()));
    assertEquals(
        "two providers of the codec 'named': "
            + Named.class.getName()
            + " and "
            + NamedAlike.class.getName(),
        e.getMessage());
  }

  @Test
  void brokenProvidersHideNoOtherAndTheirCausesAreShown() throws IOException {
    BytesCodecs codecs =
        withProviders(
            BytesCodecs::system,
            "org.example.Missing",
            "org.example.broken.BrokenCodec",
            Misnamed.class.getName(),
            Named.class.getName());
    assertEquals(Set.of("org.example.named"), codecs.ids());
    assertEquals("org.example.named", codecs.get("named").id());
    var e = assertThrows(NoSuchElementException.class, () -> codecs.get("org.example.broken"));
    assertEquals(
        "no codec 'org.example.broken'; there are [named, org.example.named]; add the artifact that"
            + " provides it to the class path or the module path; could not be loaded:"
            + " io.mmaptable.codec.BytesCodec: Provider org.example.Missing not found;"
            + " io.mmaptable.codec.BytesCodec: Provider org.example.broken.BrokenCodec could not be"
            + " instantiated (java.lang.UnsatisfiedLinkError: no libbroken.so here);"
            + " the id '../x' of "
            + Misnamed.class.getName()
            + " is not of lower-case letters, digits, hyphens, dots and underscores",
        e.getMessage());
    assertNotNull(e.getCause());
    assertEquals(2, e.getSuppressed().length);
  }

  @Test
  void missingCodecsOfOursNameTheirArtifacts() {
    for (String name : List.of("zstd", "lz4", "blosc")) {
      for (String id : List.of(name, "numcodecs." + name)) {
        var e = assertThrows(NoSuchElementException.class, () -> BytesCodecs.of().get(id));
        assertEquals(
            "no codec '" + id + "'; there are []; add io.mmaptable:mmaptable-codec-" + name,
            e.getMessage());
      }
    }
  }

  @Test
  void idThatNoFileCouldKeepIsRefused() {
    for (String id : List.of("", "X", "1a", "a b", "a/b", "a:b", "a,b", "x".repeat(65))) {
      assertThrows(IllegalArgumentException.class, () -> BytesCodecs.of(new Named(id)), id);
    }
  }
}
