package io.mmaptable.zarr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What Zarr's metadata names and configures: a data type, a grid, a codec. A name alone stands for
/// one without a configuration.
///
/// @param what what it is, for messages
/// @param name its name
/// @param configuration its configuration, empty if it has none
/// @param isOptional whether who does not know it may pass it over
record Extension(String what, String name, JsonNode configuration, boolean isOptional) {

  /// @throws IllegalArgumentException if it is none
  static Extension of(String what, @Nullable JsonNode node) {
    if (node != null && node.isString()) {
      return new Extension(what, node.stringValue(), Json.object(), false);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(
          what + ": expected a name, or an object with one, found " + node);
    }
    @Nullable JsonNode name = node.get("name");
    if (name == null || !name.isString()) {
      throw new IllegalArgumentException(what + ": expected a text 'name', found " + name);
    }
    @Nullable JsonNode configuration = node.get("configuration");
    if (configuration == null || configuration.isNull()) {
      configuration = Json.object();
    }
    if (!configuration.isObject()) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name.stringValue()
              + "': expected an object as configuration, found "
              + configuration);
    }
    return new Extension(
        what, name.stringValue(), configuration, isOptional(node.get("must_understand")));
  }

  private static boolean isOptional(@Nullable JsonNode mustUnderstand) {
    return mustUnderstand != null && mustUnderstand.isBoolean() && !mustUnderstand.booleanValue();
  }

  /// Whether an object that somebody added to the metadata may be passed over.
  static boolean mayBeIgnored(JsonNode node) {
    return node.isNull() || (node.isObject() && isOptional(node.get("must_understand")));
  }

  String text(String key) {
    @Nullable JsonNode value = configuration.get(key);
    if (value == null || !value.isString()) {
      throw wrong(key, value, "a text");
    }
    return value.stringValue();
  }

  @Nullable String textOrNull(String key) {
    return configuration.has(key) ? text(key) : null;
  }

  long integer(String key, long least, long most) {
    @Nullable JsonNode value = configuration.get(key);
    if (value != null && value.isIntegralNumber() && value.bigIntegerValue().bitLength() < 64) {
      long number = value.bigIntegerValue().longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(key, value, "an integer from " + least + " to " + most);
  }

  List<JsonNode> array(String key) {
    @Nullable JsonNode value = configuration.get(key);
    if (value == null || !value.isArray()) {
      throw wrong(key, value, "a list");
    }
    return List.copyOf(value.values());
  }

  private IllegalArgumentException wrong(String key, @Nullable Object value, String expected) {
    return new IllegalArgumentException(
        what + " '" + name + "': " + key + " (" + value + ") must be " + expected);
  }
}
