package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as Python writes it: `NaN` and infinities may be bare words, and integers have any size.
final class Json {
  private static final long MOST_BYTES = 64 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /// Reads a file whose content is a JSON object.
  static ObjectNode readObject(Path path) throws IOException {
    FileOps.requireRegularFile(path);
    if (Files.size(path) > MOST_BYTES) {
      throw new StorageException.Malformed(
          path, MOST_BYTES, "expected a JSON object of at most " + MOST_BYTES + " bytes");
    }
    try {
      if (MAPPER.readTree(Files.readAllBytes(path)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      var malformed =
          new StorageException.Malformed(path, at, "expected JSON: " + e.getOriginalMessage());
      malformed.initCause(e);
      throw malformed;
    }
    throw new StorageException.Malformed(path, 0, "expected a JSON object");
  }

  /// Reads a text that is a JSON object.
  ///
  /// @throws IllegalArgumentException if it is none
  static ObjectNode parseObject(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("expected a JSON object: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("expected a JSON object");
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// A plain Java value as JSON.
  static JsonNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  static byte[] write(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
  }

  static String text(JsonNode node) {
    return new String(MAPPER.writeValueAsBytes(node), StandardCharsets.UTF_8);
  }

  /// The maps, lists, texts and numbers that a configuration is made of.
  ///
  /// @throws IllegalArgumentException if an integer has more than 64 bits
  static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      return plainMap(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.values().forEach(value -> list.add(plain(value)));
      return list;
    }
    if (node.isString()) {
      return node.stringValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return integer(node.bigIntegerValue(), "a number");
    }
    return node.isNumber() ? node.numberValue().doubleValue() : null;
  }

  static Map<String, @Nullable Object> plainMap(JsonNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
    return map;
  }

  /// @throws IllegalArgumentException if the number has more than 64 bits
  static long integer(BigInteger number, String what) {
    if (number.bitLength() > 63) {
      throw new IllegalArgumentException(what + " (" + number + ") must be below 2^63");
    }
    return number.longValue();
  }
}
