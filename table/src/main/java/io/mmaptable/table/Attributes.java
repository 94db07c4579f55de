package io.mmaptable.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that has attributes: a table or a column. Attributes are one JSON value, most often an
/// object with named entries.
///
/// JSON values are Java's `String`, `Boolean`, `Integer`, `Long`, `BigInteger`, `Double`, `List`,
/// `Map` with `String` keys, and null. A number that no `Double` is exactly, such as one of more
/// digits, is a `BigDecimal`.
public sealed interface Attributes permits MmapTable, MmapColumn {

  /// The attributes as they are kept.
  ///
  /// @return a JSON value; null if none was set
  /// @throws IllegalStateException if the table has been closed
  /// @throws io.mmaptable.file.StorageException.Malformed if the file that keeps them is no JSON
  /// @throws IOException if they cannot be read
  @Nullable Object attr() throws IOException;

  /// Sets the attributes. They are written at once and atomically: a crash leaves the old ones or
  /// the new ones.
  ///
  /// @param value a JSON value, or anything that Jackson can make one of
  /// @throws IllegalArgumentException if it cannot be JSON; then the old ones stay
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if they cannot be written; then the old ones stay
  void setAttr(@Nullable Object value) throws IOException;

  /// The attributes, mapped to a class by Jackson.
  ///
  /// @param type the class, such as a record whose components are named like the entries
  /// @param <T> the class
  /// @return a new instance
  /// @throws IllegalArgumentException if the attributes do not fit the class
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if they cannot be read
  default <T> T attr(Class<T> type) throws IOException {
    return Json.convert(attr(), type);
  }

  /// The attributes as JSON text, for programs that pass them on.
  ///
  /// @return one line; `null` if none was set. As in Python, infinities and NaN are bare words in
  ///   it
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if they cannot be read
  default String attrJson() throws IOException {
    return new String(Json.write(attr()), StandardCharsets.UTF_8);
  }

  /// Sets the attributes from JSON text.
  ///
  /// @param json one JSON value
  /// @throws IllegalArgumentException if the text is no JSON; then the old ones stay
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if they cannot be written; then the old ones stay
  default void setAttrJson(String json) throws IOException {
    setAttr(Json.parse(json));
  }

  /// One entry of the attributes.
  ///
  /// @param key the entry's name
  /// @return its value; null if there is no such entry, or the attributes are no object
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if they cannot be read
  default @Nullable Object attr(String key) throws IOException {
    return attr() instanceof Map<?, ?> map ? map.get(key) : null;
  }

  /// Sets one entry of the attributes and leaves the others as they are.
  ///
  /// @param key the entry's name
  /// @param value a JSON value, or anything that Jackson can make one of
  /// @throws IllegalArgumentException if it cannot be JSON; then the old one stays
  /// @throws IllegalStateException if the attributes are a value that has no entries, or the table
  ///   has been closed
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IOException if they cannot be written; then the old ones stay
  default void setAttr(String key, @Nullable Object value) throws IOException {
    Object present = attr();
    if (present != null && !(present instanceof Map<?, ?>)) {
      throw new IllegalStateException(
          "the attributes of " + described() + " have no entries, but are " + present);
    }
    var entries = new LinkedHashMap<Object, @Nullable Object>();
    if (present instanceof Map<?, ?> map) {
      entries.putAll(map);
    }
    entries.put(key, value);
    setAttr(entries);
  }

  private String described() {
    return switch (this) {
      case MmapTable table -> table.path().toString();
      case MmapColumn column -> "column '" + column.name() + "' of " + column.table().path();
    };
  }
}
