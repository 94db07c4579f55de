package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.example.tiny.TinyFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFormatsTest {

  @TempDir private Path directory;

  /// A provider that is nothing but its id.
  public static class Named implements ArrayFormat {
    private final String id;

    Named(String id) {
      this.id = id;
    }

    /// As a service loader makes it.
    public Named() {
      this("named");
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public boolean probe(HeaderSource source) {
      return false;
    }

    @Override
    public ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared) {
      return Objects.requireNonNull(declared);
    }

    @Override
    public byte[] header(DType dtype, long[] shape, boolean fortranOrder) {
      return new byte[0];
    }
  }

  /// Another one of the same id.
  public static final class NamedToo extends Named {}

  /// One whose native library is missing.
  public static final class Broken extends Named {
    /// As a service loader calls it.
    public Broken() {
      throw new UnsatisfiedLinkError("no libbroken.so here");
    }
  }

  /// One whose id no file can keep.
  public static final class Misnamed extends Named {
    /// As a service loader calls it.
    public Misnamed() {
      super("../x");
    }
  }

  private <T> T withProviders(Supplier<T> work, String... classNames) throws IOException {
    return DeclaredProviders.with(directory, ArrayFormat.class, work, classNames);
  }

  @Test
  void installedFormatsAreFound() {
    ArrayFormats formats = ArrayFormats.system();
    assertEquals(Set.of("npy", "raw", "tiny"), formats.ids());
    assertInstanceOf(NpyFormat.class, formats.get("npy"));
    assertInstanceOf(RawFormat.class, formats.get("raw"));
    assertInstanceOf(TinyFormat.class, formats.get("tiny"));
  }

  @Test
  void twoProvidersOfOneIdAreAnErrorThatNamesBoth() throws IOException {
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                withProviders(
                    ArrayFormats::system, Named.class.getName(), NamedToo.class.getName()));
    assertEquals(
        "two providers of the array format 'named': "
            + Named.class.getName()
            + " and "
            + NamedToo.class.getName(),
        e.getMessage());
    var given =
        assertThrows(
            IllegalArgumentException.class, () -> ArrayFormats.of(new Named(), new NamedToo()));
    assertEquals(e.getMessage(), given.getMessage());
  }

  @Test
  void brokenProviderHidesNoOtherAndItsCauseIsShown() throws IOException {
    ArrayFormats formats =
        withProviders(
            ArrayFormats::system,
            "org.example.Missing",
            Broken.class.getName(),
            Misnamed.class.getName(),
            ArrayFormatsTest.class.getName(),
            Named.class.getName());
    assertEquals(Set.of("named"), formats.ids());
    assertEquals("named", formats.get("named").id());
    var e = assertThrows(NoSuchElementException.class, () -> formats.get("broken"));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("no array format 'broken'; there are [named]; add"), message);
    for (String part :
        List.of(
            "org.example.Missing not found",
            "no libbroken.so here",
            "the id '../x'",
            "ArrayFormatsTest not a subtype")) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(4, 1 + e.getSuppressed().length);
    assertTrue(e.getCause() != null);
  }

  @Test
  void missingFormatOfOursNamesItsArtifact() {
    var e = assertThrows(NoSuchElementException.class, () -> ArrayFormats.of().get("npy"));
    assertEquals(
        "no array format 'npy'; there are []; add io.mmaptable:mmaptable-npy-format",
        e.getMessage());
  }

  @Test
  void idThatNoFileCouldKeepIsRefused() {
    for (String id : List.of("", "X", "1a", "a b", "a/b", "a.b", "x".repeat(33))) {
      assertThrows(IllegalArgumentException.class, () -> ArrayFormats.of(new Named(id)), id);
    }
  }

  @Test
  void setOfIdsCannotBeChanged() {
    assertThrows(
        UnsupportedOperationException.class, () -> ArrayFormats.of(new Named()).ids().clear());
  }
}
