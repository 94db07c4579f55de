package io.mmaptable.codec;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.regex.Pattern;

/// The array formats that there are, by [id][ArrayFormat#id()]. Immutable and safe for use by any
/// thread.
public final class ArrayFormats {
  private static final Providers.Kind KIND =
      new Providers.Kind(
          "array format",
          Pattern.compile("[a-z][a-z0-9-]{0,31}"),
          "lower-case letters, digits and hyphens",
          Map.of("npy", "io.mmaptable:mmaptable-npy-format"));

  private final Providers<ArrayFormat> providers;

  private ArrayFormats(Providers<ArrayFormat> providers) {
    this.providers = providers;
  }

  /// The formats that are installed: those on the module path and the class path, as the thread's
  /// context class loader finds them. A provider that fails to load hides no other; its failure is
  /// told when a format is asked for that is not there.
  ///
  /// @return the formats found now
  /// @throws IllegalStateException if two providers have the same id; the message names both
  public static ArrayFormats system() {
    return new ArrayFormats(
        Providers.load(
            KIND, ServiceLoader.load(ArrayFormat.class), format -> List.of(format.id())));
  }

  /// Some formats, as a test wants them.
  ///
  /// @param formats the formats
  /// @return just these
  /// @throws IllegalArgumentException if two have the same id, or one has none that is allowed
  public static ArrayFormats of(ArrayFormat... formats) {
    return new ArrayFormats(
        Providers.of(KIND, Arrays.asList(formats), format -> List.of(format.id())));
  }

  /// Whether a text can be the id of a format, installed or not.
  ///
  /// @param text the text
  /// @return true for up to 32 lower-case ASCII letters, digits and hyphens, a letter first
  public static boolean isId(String text) {
    return KIND.isId(text);
  }

  /// The ids of the formats.
  ///
  /// @return an unmodifiable set, sorted
  public SortedSet<String> ids() {
    return providers.ids();
  }

  /// A format.
  ///
  /// @param id its id
  /// @return the format
  /// @throws NoSuchElementException if there is none; the message says which there are and what to
  ///   add, and the cause is the failure of a provider that could not be loaded
  public ArrayFormat get(String id) {
    return providers.get(id);
  }

  /// The format that recognises a file by its first bytes.
  ///
  /// @param source the beginning of the file
  /// @return the format; nothing if none recognises it
  /// @throws IOException if it cannot be read
  public Optional<ArrayFormat> probe(HeaderSource source) throws IOException {
    for (String id : ids()) {
      ArrayFormat format = get(id);
      if (format.probe(source)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
