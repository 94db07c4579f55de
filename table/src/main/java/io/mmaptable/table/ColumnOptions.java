package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;
import org.jspecify.annotations.Nullable;

/// How a column is added to a table: its attributes, the format of its file, and whether it may
/// take the place of one that is there. An immutable value: each method gives another one.
///
/// `ColumnOptions.DEFAULT.attr(Map.of("unit", "m")).overwrite()`
public final class ColumnOptions {

  /// No attributes, in NumPy's format, under a name that is not taken.
  public static final ColumnOptions DEFAULT = new ColumnOptions(null, null, false);

  private final @Nullable Object attr;
  private final @Nullable ArrayFormat format;
  private final boolean overwrite;

  private ColumnOptions(@Nullable Object attr, @Nullable ArrayFormat format, boolean overwrite) {
    this.attr = attr;
    this.format = format;
    this.overwrite = overwrite;
  }

  /// Gives the column attributes.
  ///
  /// @param value a JSON value, or anything that Jackson can make one of; null for none
  /// @return these options with the value as it is now
  /// @throws IllegalArgumentException if it cannot be JSON
  public ColumnOptions attr(@Nullable Object value) {
    return new ColumnOptions(Json.normalise(value), format, overwrite);
  }

  /// Keeps the column in another format than NumPy's. Its file is named after the column and ends
  /// with the format's id, and the file of its attributes names the format.
  ///
  /// @param fileFormat a format with headers
  /// @return these options with the format
  public ColumnOptions format(ArrayFormat fileFormat) {
    return new ColumnOptions(attr, fileFormat, overwrite);
  }

  /// Lets the column take the place of one of the same name, and its position among the others. A
  /// crash leaves the old column or the new one. Views of the old one stay valid until the table is
  /// closed.
  ///
  /// @return these options with that
  public ColumnOptions overwrite() {
    return new ColumnOptions(attr, format, true);
  }

  @Nullable Object attr() {
    return attr;
  }

  ArrayFormat formatOr(ArrayFormat byDefault) {
    return format == null ? byDefault : format;
  }

  boolean overwrites() {
    return overwrite;
  }
}
