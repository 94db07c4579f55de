package io.mmaptable.cli;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What somebody says of a file without a header.
///
/// @param dtype the dtype of its elements
/// @param shape the length of each dimension, of which one may be -1: as long as the file allows;
///   null for one dimension of that length
/// @param offset where the elements begin, in bytes
/// @param fortranOrder whether the first index varies fastest
@SuppressWarnings("ArrayRecordComponent") // used once, and never compared
record RawDescription(DType dtype, long @Nullable [] shape, long offset, boolean fortranOrder) {

  /// Whether the file itself says how many rows there are.
  ///
  /// @throws IllegalArgumentException if the shape has a negative length that is not one -1
  boolean countsRows() {
    return shape == null || (shape.length > 0 && openAxis(shape) == growthAxis(shape));
  }

  /// How the file is opened as an array that grows.
  ///
  /// @return options, for reading and writing
  /// @throws IllegalArgumentException if the shape has no dimension, or a negative length that is
  ///   not the number of rows
  DiskArrayOptions options() {
    long[] lengths = shape == null ? new long[1] : shape.clone();
    if (countsRows()) {
      lengths[growthAxis(lengths)] = 0;
    }
    return DiskArrayOptions.DEFAULT
        .format(RawFormat.ID)
        .dtype(dtype)
        .shape(lengths)
        .fortranOrder(fortranOrder)
        .offset(offset);
  }

  private int growthAxis(long[] lengths) {
    return fortranOrder ? lengths.length - 1 : 0;
  }

  /// The layout of a file that is described so.
  ///
  /// @param path the file, for messages
  /// @param size its size in bytes
  /// @return a layout that fits into the file
  /// @throws IllegalArgumentException if the shape has a negative length that is not one -1
  /// @throws StorageException if the file is shorter, or has no whole number of rows
  ArrayLayout layout(Path path, long size) throws StorageException {
    long[] lengths = shape == null ? new long[] {-1} : shape.clone();
    int open = openAxis(lengths);
    if (open >= 0) {
      lengths[open] = 1;
      long row = new ArrayLayout(dtype, lengths, fortranOrder, 0, new CountField.Fixed()).nbytes();
      long bytes = size - offset;
      if (row == 0 || bytes < 0 || bytes % row != 0) {
        throw new StorageException.Malformed(
            path,
            Math.min(offset, size),
            "expected a multiple of " + row + " bytes of elements, found " + bytes);
      }
      lengths[open] = bytes / row;
    }
    var layout = new ArrayLayout(dtype, lengths, fortranOrder, offset, new CountField.Fixed());
    layout.requireIn(path, size);
    return layout;
  }

  private static int openAxis(long[] lengths) {
    int open = -1;
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] < -1 || (lengths[axis] == -1 && open >= 0)) {
        throw new IllegalArgumentException(
            "shape "
                + Arrays.toString(lengths)
                + " has more negative lengths than one -1, for what the file has");
      }
      open = lengths[axis] == -1 ? axis : open;
    }
    return open;
  }
}
