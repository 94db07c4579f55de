package io.mmaptable.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/// Reads JSON values as Java's own, and every number exactly.
final class PlainValue {
  private PlainValue() {}

  /// Reads one value.
  ///
  /// @param parser where it stands
  /// @param token its first token, or null if there is none
  static @Nullable Object read(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      throw new StreamReadException(parser, "expected a value, found the end");
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> readFloat(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new StreamReadException(parser, "expected a value, found " + token);
    };
  }

  private static Object readObject(JsonParser parser) {
    var entries = new LinkedHashMap<String, @Nullable Object>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      entries.put(name, read(parser, parser.nextToken()));
    }
    return entries;
  }

  private static Object readArray(JsonParser parser) {
    var items = new ArrayList<@Nullable Object>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return items;
  }

  /// A `Double` where its text is this number, as that of every number is which Python wrote.
  private static Number readFloat(JsonParser parser) {
    double nearest = parser.getDoubleValue();
    if (parser.isNaN()) {
      return nearest;
    }
    BigDecimal exact = parser.getDecimalValue();
    return Double.isFinite(nearest)
            && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0
        ? (Number) nearest
        : exact;
  }
}
