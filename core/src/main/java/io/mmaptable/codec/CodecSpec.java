package io.mmaptable.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The name of a codec and its configuration: what a file keeps of it, in JSON or otherwise.
///
/// A configuration maps keys, in an order, to values such as JSON has: `String`, `Long`, `Double`,
/// `Boolean`, `List` and `Map`. What the values mean is the codec's to say. Immutable; two are
/// equal if they say the same, in whatever order.
public final class CodecSpec {
  private final String name;
  private final Map<String, Object> configuration;

  private CodecSpec(String name, Map<String, Object> configuration) {
    this.name = name;
    this.configuration = configuration;
  }

  /// A codec without a configuration.
  ///
  /// @param name the codec's id
  /// @return the name alone
  public static CodecSpec of(String name) {
    return of(name, Map.of());
  }

  /// A codec and its configuration.
  ///
  /// @param name the codec's id
  /// @param configuration the configuration, which is copied. Integers of any type become `Long`,
  ///   other numbers `Double`; a key whose value is null is left out
  /// @return both
  /// @throws IllegalArgumentException if a value is none that JSON has, or an integer beyond 64
  ///   bits
  public static CodecSpec of(String name, Map<String, ?> configuration) {
    Objects.requireNonNull(name, "name");
    Map<String, Object> copy = new LinkedHashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(key, plain(name, key, value));
          }
        });
    return new CodecSpec(name, Collections.unmodifiableMap(copy));
  }

  private static Object plain(String name, String key, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth;
      case Byte number -> number.longValue();
      case Short number -> number.longValue();
      case Integer number -> number.longValue();
      case Long number -> number;
      case Float number -> number.doubleValue();
      case Double number -> number;
      case List<?> list -> plainList(name, key, list);
      case Map<?, ?> map -> plainMap(name, key, map);
      case null, default -> throw wrong(name, key, value, "a value that JSON has");
    };
  }

  private static List<Object> plainList(String name, String key, List<?> list) {
    List<Object> copy = new ArrayList<>();
    list.forEach(value -> copy.add(plain(name, key, value)));
    return Collections.unmodifiableList(copy);
  }

  private static Map<String, Object> plainMap(String name, String key, Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((inner, value) -> copy.put(String.valueOf(inner), plain(name, key, value)));
    return Collections.unmodifiableMap(copy);
  }

  /// The codec's id.
  ///
  /// @return the name
  public String name() {
    return name;
  }

  /// The configuration.
  ///
  /// @return an unmodifiable map of keys to `String`, `Long`, `Double`, `Boolean`, `List` and `Map`
  public Map<String, Object> configuration() {
    return configuration;
  }

  /// The same with one key more, or with another value for it.
  ///
  /// @param key the key
  /// @param value the value
  /// @return the name and the changed configuration
  /// @throws IllegalArgumentException if the value is none that JSON has
  public CodecSpec with(String key, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(configuration);
    changed.put(key, value);
    return of(name, changed);
  }

  /// Whether the configuration has a key.
  ///
  /// @param key the key
  /// @return true if it has
  public boolean has(String key) {
    return configuration.containsKey(key);
  }

  /// Refuses keys that the codec does not know.
  ///
  /// @param known the keys that it knows
  /// @throws IllegalArgumentException if there is another one; the message names it and those known
  public void requireKeys(String... known) {
    List<String> keys = List.of(known);
    for (Map.Entry<String, Object> entry : configuration.entrySet()) {
      if (!keys.contains(entry.getKey())) {
        throw new IllegalArgumentException(
            "codec '"
                + name
                + "' has no "
                + entry.getKey()
                + " ("
                + entry.getValue()
                + "); "
                + (keys.isEmpty() ? "it is not configured" : "it has " + keys));
      }
    }
  }

  /// An integer of the configuration.
  ///
  /// @param key its key
  /// @param orElse what it is where the configuration does not say
  /// @param least the least that it may be
  /// @param most the most that it may be
  /// @return the integer
  /// @throws IllegalArgumentException if it is no integer, or outside the range
  public long integer(String key, long orElse, long least, long most) {
    @Nullable Object value = configuration.get(key);
    if (value == null) {
      return orElse;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw wrong(key, "an integer from " + least + " to " + most);
  }

  /// A number of the configuration.
  ///
  /// @param key its key
  /// @param orElse what it is where the configuration does not say
  /// @return the number
  /// @throws IllegalArgumentException if it is none
  public double number(String key, double orElse) {
    return switch (configuration.get(key)) {
      case null -> orElse;
      case Long number -> number;
      case Double number -> number;
      default -> throw wrong(key, "a number");
    };
  }

  /// A truth value of the configuration.
  ///
  /// @param key its key
  /// @param orElse what it is where the configuration does not say
  /// @return the truth value
  /// @throws IllegalArgumentException if it is none
  public boolean flag(String key, boolean orElse) {
    return switch (configuration.get(key)) {
      case null -> orElse;
      case Boolean truth -> truth;
      default -> throw wrong(key, "true or false");
    };
  }

  /// A text of the configuration.
  ///
  /// @param key its key
  /// @param orElse what it is where the configuration does not say
  /// @return the text
  /// @throws IllegalArgumentException if it is none
  public String text(String key, String orElse) {
    return switch (configuration.get(key)) {
      case null -> orElse;
      case String text -> text;
      default -> throw wrong(key, "a text");
    };
  }

  /// One of several things, by the text that the configuration has for it.
  ///
  /// @param <T> what it is
  /// @param key its key
  /// @param orElse what it is where the configuration does not say
  /// @param choices what there is, in the order in which messages list it
  /// @param text the text for each
  /// @return the one
  /// @throws IllegalArgumentException if the text is for none; the message lists those there are
  public <T> T choice(String key, T orElse, List<T> choices, Function<T, String> text) {
    @Nullable Object value = configuration.get(key);
    if (value == null) {
      return orElse;
    }
    return choices.stream()
        .filter(choice -> text.apply(choice).equals(value))
        .findFirst()
        .orElseThrow(() -> wrong(key, "one of " + choices.stream().map(text).toList()));
  }

  /// Says that a value of the configuration is not what a codec takes.
  ///
  /// @param key its key
  /// @param expected what the codec takes
  /// @return an exception whose message names the codec, the key and the value
  public IllegalArgumentException wrong(String key, String expected) {
    return wrong(name, key, configuration.get(key), expected);
  }

  private static IllegalArgumentException wrong(
      String name, String key, @Nullable Object value, String expected) {
    return new IllegalArgumentException(
        "codec '" + name + "': " + key + " (" + value + ") must be " + expected);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecSpec that
        && name.equals(that.name)
        && configuration.equals(that.configuration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, configuration);
  }

  /// The short notation of the commands.
  ///
  /// @return text such as `zstd:level=5,checksum=true`, or the name alone
  @Override
  public String toString() {
    return configuration.isEmpty()
        ? name
        : configuration.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",", name + ":", ""));
  }
}
