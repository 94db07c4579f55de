package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.dtype.DType;
import org.jspecify.annotations.Nullable;

/// A column of zeros that is to be added with others, by [MmapTable#addColumns]. An immutable
/// value.
public final class NewColumn {
  private final String name;
  private final DType dtype;
  private final long[] itemShape;
  private final @Nullable Object attr;

  private NewColumn(String name, DType dtype, long[] itemShape, @Nullable Object attr) {
    this.name = name;
    this.dtype = dtype;
    this.itemShape = itemShape;
    this.attr = attr;
  }

  /// Describes a column without attributes.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the description
  public static NewColumn of(String name, DType dtype, long... itemShape) {
    return new NewColumn(name, dtype, itemShape.clone(), null);
  }

  /// Gives the column attributes.
  ///
  /// @param value a JSON value, or anything that Jackson can make one of; null for none
  /// @return this description with the value as it is now
  /// @throws IllegalArgumentException if it cannot be JSON
  public NewColumn attr(@Nullable Object value) {
    return new NewColumn(name, dtype, itemShape, Json.normalise(value));
  }

  String name() {
    return name;
  }

  @Nullable Object attr() {
    return attr;
  }

  /// What the column's file will hold.
  ColumnContent content(ArrayFormat format, long rows) {
    return ColumnContent.zeros(format, dtype, rows, itemShape);
  }
}
