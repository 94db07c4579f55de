package io.mmaptable.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Attributes as they are typed and printed: JSON as Python writes it, in which `NaN`, `Infinity`
/// and `-Infinity` are numbers, and numbers are exact.
final class AttrJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private AttrJson() {}

  /// Reads one value.
  ///
  /// @throws IllegalArgumentException if it is none, or something follows
  static @Nullable Object parse(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no JSON value; a text stands in quotes, as in '\"m/s\"'", e);
    }
  }

  /// Writes a value on one line.
  static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
