package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// What an index of offsets says: where the rows end, and where each one is.
///
/// Only what costs nothing is checked when it is made: where the first row begins, and where the
/// last one ends. Each row is checked when it is asked for.
///
/// @param path the index's file
/// @param offsets n + 1 offsets in elements
/// @param end the last of them
record OffsetIndex(Path path, NdArray offsets, long end) {

  /// Where a row's elements are.
  ///
  /// @param from the first
  /// @param to the one after the last
  record Span(long from, long to) {}

  /// Reads an index.
  ///
  /// @throws StorageException.Inconsistent if it does not hold int64 in one dimension
  /// @throws StorageException.Malformed if it is empty, does not begin with 0, or ends with a
  ///   decrease
  static OffsetIndex of(DiskArray index) throws IOException {
    NdArray offsets = index.array();
    Path path = index.path();
    boolean int64 = offsets.dtype() instanceof DType.Int(int size, var _) && size == Long.BYTES;
    if (!int64 || offsets.ndim() != 1) {
      throw new StorageException.Inconsistent(
          path,
          "expected offsets of int64 in one dimension, found "
              + offsets.dtype()
              + " of "
              + offsets.ndim());
    }
    long count = offsets.size();
    if (count == 0) {
      throw malformed(path, 0, "expected n + 1 offsets that begin with 0, found none");
    }
    long first = at(offsets, 0);
    if (first != 0) {
      throw malformed(path, 0, "expected 0 as the first offset, found " + first);
    }
    var found = new OffsetIndex(path, offsets, at(offsets, count - 1));
    if (count > 1) {
      Span _ = found.span(count - 2);
    }
    return found;
  }

  long rowCount() {
    return offsets.size() - 1;
  }

  /// One of the offsets.
  long at(long position) throws IOException {
    return at(offsets, position);
  }

  private static long at(NdArray offsets, long position) throws IOException {
    try {
      return offsets.getLong(position);
    } catch (UncheckedIOException e) {
      throw e.getCause(); // somebody has cut the file
    }
  }

  /// Where a row is.
  ///
  /// @param row `0 <= row < rowCount()`
  /// @throws StorageException.Malformed if its offsets decrease, or reach past the last one
  Span span(long row) throws IOException {
    long from = at(row);
    long to = at(row + 1);
    if (from < 0 || from > to || to > end) {
      throw malformed(
          path,
          row,
          "expected offsets that increase up to "
              + end
              + ", found that row "
              + row
              + " begins at "
              + from
              + " and ends at "
              + to);
    }
    return new Span(from, to);
  }

  private static StorageException malformed(Path path, long position, String message)
      throws IOException {
    ArrayLayout layout = Npy.header(path).layout();
    return new StorageException.Malformed(
        path, layout.dataOffset() + position * Long.BYTES, message);
  }
}
