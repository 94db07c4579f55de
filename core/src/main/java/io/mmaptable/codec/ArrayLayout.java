package io.mmaptable.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where an array's elements are in a file, and what they are.
///
/// @param dtype the dtype of the elements
/// @param shape the length of each dimension, the number of rows included
/// @param fortranOrder whether the first index varies fastest; then the last dimension is the one
///   that grows
/// @param dataOffset where the elements begin, in bytes from the beginning of the file
/// @param count where the number of rows is kept
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record ArrayLayout(
    DType dtype, long[] shape, boolean fortranOrder, long dataOffset, CountField count) {

  /// How many dimensions an array may have.
  public static final int MAX_DIMENSIONS = 64;

  /// Checks the shape and keeps a copy of it.
  ///
  /// @throws IllegalArgumentException if a dimension or the offset is negative, there are more than
  ///   64 dimensions, the array is larger than 2^63 - 1 bytes, or the count would lie in its
  ///   elements
  public ArrayLayout {
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(count, "count");
    shape = shape.clone();
    if (shape.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException("an array of " + shape.length + " dimensions");
    }
    if (dataOffset < 0) {
      throw new IllegalArgumentException("dataOffset (" + dataOffset + ") is negative");
    }
    if (count instanceof CountField.Ascii(long fileOffset)
        && fileOffset > dataOffset - CountField.Ascii.WIDTH) {
      throw new IllegalArgumentException(
          "the count at byte " + fileOffset + " is not before the elements at " + dataOffset);
    }
    long bytes = Math.max(1, dtype.itemSize());
    boolean empty = false;
    for (long length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("a dimension of " + length);
      }
      empty |= length == 0;
    }
    try {
      for (long length : shape) {
        // A zero anywhere empties the array, but the rest must still be a size that can be strided
        // over.
        bytes = Math.multiplyExact(bytes, Math.max(1, length));
      }
      Math.addExact(empty ? 0 : bytes, dataOffset);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " of " + dtype + " is larger than 2^63 - 1 bytes", e);
    }
  }

  /// The length of each dimension.
  ///
  /// @return a copy
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /// The number of dimensions.
  ///
  /// @return 0 to 64
  public int ndim() {
    return shape.length;
  }

  /// The number of elements.
  ///
  /// @return the product of the shape; 1 for a 0-d array
  public long size() {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    return size;
  }

  /// The size of all elements.
  ///
  /// @return a number of bytes
  public long nbytes() {
    return size() * dtype.itemSize();
  }

  /// Checks that a file is not shorter than the array that it is to hold.
  ///
  /// @param path the file, as messages shall show it; null if it is none
  /// @param fileSize how many bytes there are
  /// @throws StorageException.Malformed if they end before the last element
  public void requireIn(@Nullable Path path, long fileSize) throws StorageException {
    if (fileSize < dataOffset + nbytes()) {
      throw new StorageException.Malformed(
          path,
          fileSize,
          "expected "
              + nbytes()
              + " bytes of elements from byte "
              + dataOffset
              + " on, found "
              + (fileSize - dataOffset));
    }
  }

  /// The dimension along which the array grows: the first, or the last in Fortran order.
  ///
  /// @return an index into the shape
  /// @throws IllegalStateException if the array has no dimension
  public int growthAxis() {
    if (shape.length == 0) {
      throw new IllegalStateException("a 0-d array cannot grow");
    }
    return fortranOrder ? shape.length - 1 : 0;
  }

  /// The length of the dimension that grows.
  ///
  /// @return the number of rows
  /// @throws IllegalStateException if the array has no dimension
  public long rowCount() {
    return shape[growthAxis()];
  }

  /// The size of one row.
  ///
  /// @return the bytes that one step along [#growthAxis()] takes up
  /// @throws IllegalStateException if the array has no dimension
  public long rowBytes() {
    int axis = growthAxis();
    long bytes = dtype.itemSize();
    for (int i = 0; i < shape.length; i++) {
      bytes *= i == axis ? 1 : shape[i];
    }
    return bytes;
  }

  /// The same array with another number of rows.
  ///
  /// @param rowCount the number of rows
  /// @return a layout that differs in the growth axis only
  /// @throws IllegalArgumentException if `rowCount` is negative or too large
  public ArrayLayout withRowCount(long rowCount) {
    long[] other = shape.clone();
    other[growthAxis()] = rowCount;
    return new ArrayLayout(dtype, other, fortranOrder, dataOffset, count);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ArrayLayout that
        && dtype.equals(that.dtype)
        && Arrays.equals(shape, that.shape)
        && fortranOrder == that.fortranOrder
        && dataOffset == that.dataOffset
        && count.equals(that.count);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dtype, Arrays.hashCode(shape), fortranOrder, dataOffset, count);
  }

  @Override
  public String toString() {
    return dtype
        + Arrays.toString(shape)
        + (fortranOrder ? " in Fortran order" : "")
        + " @"
        + dataOffset;
  }
}
