package io.mmaptable.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The codecs that there are, by [id][BytesCodec#id()] and by their [other
/// names][BytesCodec#aliases()]. Immutable and safe for use by any thread.
public final class BytesCodecs {
  private static final Providers.Kind KIND =
      new Providers.Kind(
          "codec",
          Pattern.compile("[a-z][a-z0-9._-]{0,63}"),
          "lower-case letters, digits, hyphens, dots and underscores",
          Map.of(
              "zstd", "io.mmaptable:mmaptable-codec-zstd",
              "numcodecs.zstd", "io.mmaptable:mmaptable-codec-zstd",
              "lz4", "io.mmaptable:mmaptable-codec-lz4",
              "numcodecs.lz4", "io.mmaptable:mmaptable-codec-lz4",
              "blosc", "io.mmaptable:mmaptable-codec-blosc",
              "numcodecs.blosc", "io.mmaptable:mmaptable-codec-blosc"));

  /// Where a list of codecs in short notation goes on with the configuration of the codec before.
  private static final Pattern MORE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?");

  private final Providers<BytesCodec> providers;

  private BytesCodecs(Providers<BytesCodec> providers) {
    this.providers = providers;
  }

  /// The codecs that are installed: those on the module path and the class path, as the thread's
  /// context class loader finds them. A provider that fails to load hides no other; its failure is
  /// told when a codec is asked for that is not there.
  ///
  /// @return the codecs found now
  /// @throws IllegalStateException if two providers have the same id or other name; the message
  ///   names both
  public static BytesCodecs system() {
    return new BytesCodecs(
        Providers.load(KIND, ServiceLoader.load(BytesCodec.class), BytesCodecs::names));
  }

  /// Some codecs, as a test wants them.
  ///
  /// @param codecs the codecs
  /// @return just these
  /// @throws IllegalArgumentException if two have the same id or other name, or one has none that
  ///   is allowed
  public static BytesCodecs of(BytesCodec... codecs) {
    return new BytesCodecs(Providers.of(KIND, Arrays.asList(codecs), BytesCodecs::names));
  }

  private static List<String> names(BytesCodec codec) {
    return Stream.concat(Stream.of(codec.id()), codec.aliases().stream()).toList();
  }

  /// Whether a text can be the id of a codec, installed or not.
  ///
  /// @param text the text
  /// @return true for up to 64 lower-case ASCII letters, digits, hyphens, dots and underscores, a
  ///   letter first
  public static boolean isId(String text) {
    return KIND.isId(text);
  }

  /// The ids of the codecs, without their other names.
  ///
  /// @return a set of its own, sorted
  public SortedSet<String> ids() {
    var ids = new TreeSet<String>();
    providers.ids().forEach(name -> ids.add(get(name).id()));
    return ids;
  }

  /// A codec, as its provider made it.
  ///
  /// @param id its id, or another name of its
  /// @return the codec
  /// @throws NoSuchElementException if there is none; the message says which there are and what to
  ///   add, and the cause is the failure of a provider that could not be loaded
  public BytesCodec get(String id) {
    return providers.get(id);
  }

  /// The codec that is described.
  ///
  /// @param spec the codec's id, or another name of its, and its configuration
  /// @return the codec
  /// @throws NoSuchElementException if there is none of this name, as [#get] says it
  /// @throws IllegalArgumentException if it cannot be configured so
  public BytesCodec make(CodecSpec spec) {
    return get(spec.name()).configured(spec);
  }

  /// Reads the notation of the commands: codecs with commas between them, each `id`, `id:value`
  /// where the codec has a [main key][BytesCodec#mainKey()], or `id:key=value,key=value`. So
  /// `shuffle,zstd:5` is `numcodecs.shuffle` and `zstd` with a `level` of 5. Where no codec makes
  /// bytes of elements, `bytes` is put in its place.
  ///
  /// @param notation the notation
  /// @return the codecs, by their ids, in order
  /// @throws NoSuchElementException if there is none of a name, as [#get] says it
  /// @throws IllegalArgumentException if the notation is none, or a codec cannot be configured so
  public List<CodecSpec> parse(String notation) {
    var codecs = new ArrayList<BytesCodec>();
    for (String one : split(notation)) {
      codecs.add(parseOne(one));
    }
    if (codecs.stream().noneMatch(codec -> codec.kind() == BytesCodec.Kind.ARRAY_TO_BYTES)) {
      long arrays =
          codecs.stream()
              .takeWhile(codec -> codec.kind() == BytesCodec.Kind.ARRAY_TO_ARRAY)
              .count();
      codecs.add((int) arrays, get("bytes"));
    }
    return codecs.stream().map(BytesCodec::spec).toList();
  }

  private static List<String> split(String notation) {
    var parts = new ArrayList<String>();
    for (String part : notation.split(",", -1)) {
      if (MORE.matcher(part).matches() && !parts.isEmpty()) {
        parts.add(parts.removeLast() + "," + part);
      } else {
        parts.add(part);
      }
    }
    return parts;
  }

  private BytesCodec parseOne(String notation) {
    int colon = notation.indexOf(':');
    if (colon < 0) {
      return get(notation);
    }
    BytesCodec codec = get(notation.substring(0, colon));
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (String part : notation.substring(colon + 1).split(",", -1)) {
      int equals = part.indexOf('=');
      String key =
          equals >= 0
              ? part.substring(0, equals)
              : codec
                  .mainKey()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "'" + notation + "': expected key=value, found '" + part + "'"));
      if (configuration.put(key, value(part.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("'" + notation + "': " + key + " occurs twice");
      }
    }
    return codec.configured(CodecSpec.of(codec.id(), configuration));
  }

  private static Object value(String text) {
    if (INTEGER.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }
}
