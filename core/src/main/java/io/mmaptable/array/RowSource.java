package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// Elements that are not at hand, and are loaded some rows at a time: decoded, or received from
/// somewhere. [Expression#ofRows(RowSource)] computes with them.
///
/// What it says of itself does not change. Rows are asked for by any number of threads at once, as
/// often as they are needed, and each time they are the same.
public interface RowSource {

  /// The dtype of the elements.
  ///
  /// @return the dtype
  DType dtype();

  /// The length of each dimension.
  ///
  /// @return one dimension at least, the first of which is the number of rows
  long[] shape();

  /// How many rows are loaded well at once. Those asked for begin at a multiple of it.
  ///
  /// @return a positive number
  long blockRows();

  /// Loads rows.
  ///
  /// @param from index of the first row
  /// @param to index after the last row, [#blockRows()] further at most, unless all elements are
  ///   needed at once
  /// @return an array of this dtype and of the shape `(to - from, ...)`, in memory that becomes the
  ///   caller's
  /// @throws java.io.UncheckedIOException if they cannot be loaded
  NdArray rows(long from, long to);
}
