package io.mmaptable.dtype;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One field of a structured dtype.
///
/// @param name the field's name, unique among its siblings
/// @param title a second name, as NumPy allows, or null
/// @param dtype the dtype of the field's elements
/// @param shape the shape of a sub-array field; empty for a single element
/// @param offset where in the row the field begins, in bytes
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record Field(String name, @Nullable String title, DType dtype, long[] shape, int offset) {

  /// Checks the shape and offset and keeps a copy of the shape.
  ///
  /// @throws IllegalArgumentException if a dimension or the offset is negative, or the field is
  ///   larger than 2^31 - 1 bytes
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dtype, "dtype");
    shape = shape.clone();
    if (offset < 0) {
      throw new IllegalArgumentException("offset (" + offset + ") of field '" + name + "'");
    }
    byteSize(name, dtype, shape);
  }

  /// The bytes that the field takes up in each row.
  ///
  /// @return the item size of the dtype times the number of elements in the shape
  public int byteSize() {
    return byteSize(name, dtype, shape);
  }

  /// The shape of a sub-array field.
  ///
  /// @return a copy; empty for a single element
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /// The same field with the bytes of its values in another order.
  Field withByteOrder(ByteOrder order) {
    return new Field(name, title, dtype.withByteOrder(order), shape, offset);
  }

  private static int byteSize(String name, DType dtype, long[] shape) {
    try {
      long size = dtype.itemSize();
      for (long length : shape) {
        if (length < 0) {
          throw new IllegalArgumentException(
              "field '" + name + "' has a negative dimension (" + length + ")");
        }
        size = Math.multiplyExact(size, length);
      }
      return Math.toIntExact(size);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("field '" + name + "' is larger than 2^31 - 1 bytes", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Field that
        && name.equals(that.name)
        && Objects.equals(title, that.title)
        && dtype.equals(that.dtype)
        && Arrays.equals(shape, that.shape)
        && offset == that.offset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, title, dtype, Arrays.hashCode(shape), offset);
  }

  @Override
  public String toString() {
    return name + ": " + dtype + (shape.length == 0 ? "" : Arrays.toString(shape)) + " @" + offset;
  }
}
