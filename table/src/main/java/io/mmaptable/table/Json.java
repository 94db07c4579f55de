package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as Python writes it: `NaN` and infinities are bare words, integers have any size.
final class Json {
  private static final long MOST_BYTES = 64 << 20;

  /// Python reads and writes integers of up to 4,300 digits.
  private static final int MOST_DIGITS = 10_000;

  /// Where a value that does not end began, in words that name no file, and its settings.
  private static final Pattern OF_JACKSON =
      Pattern.compile(
          " \\(start marker at \\[[^]]*]\\)| \\(to avoid exception, [^)]*\\)|, from `[^`]*`");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(MOST_DIGITS).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  /// Reads a file whose content is a JSON object.
  static Map<String, @Nullable Object> readObject(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new StorageException.Malformed(path, MOST_BYTES, "expected a JSON object of less size");
    }
    byte[] content = Files.readAllBytes(path);
    try {
      if (parse(content) instanceof Map<?, ?> map) {
        @SuppressWarnings("unchecked") // the keys of a JSON object are strings
        var object = (Map<String, @Nullable Object>) map;
        return object;
      }
      throw new StorageException.Malformed(path, 0, "expected a JSON object");
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      var malformed = new StorageException.Malformed(path, at, "expected JSON: " + reason(e));
      malformed.initCause(e);
      throw malformed;
    }
  }

  /// Writes a value on one line.
  ///
  /// @throws IllegalArgumentException if it cannot be JSON
  static byte[] write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the value cannot be JSON: " + reason(e), e);
    }
  }

  /// The plain Java value that a written value is read back as.
  ///
  /// @throws IllegalArgumentException if it cannot be JSON, or not be read back
  static @Nullable Object normalise(@Nullable Object value) {
    try {
      return value == null ? null : parse(write(value));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the value cannot be JSON: " + reason(e), e);
    }
  }

  /// Reads one value.
  ///
  /// @throws IllegalArgumentException if the text is no JSON
  static @Nullable Object parse(String json) {
    try {
      return parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("expected JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object parse(byte[] content) {
    try (JsonParser parser = MAPPER.createParser(content)) {
      Object value = PlainValue.read(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "expected the end after the value");
      }
      return value;
    }
  }

  /// What Jackson complains of, without what it says of itself.
  private static String reason(JacksonException e) {
    return OF_JACKSON.matcher(e.getOriginalMessage()).replaceAll("");
  }

  /// Maps a plain value to a class.
  static <T> T convert(@Nullable Object value, Class<T> type) {
    try {
      return MAPPER.convertValue(value, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the attributes are no " + type.getSimpleName() + ": " + reason(e), e);
    }
  }
}
