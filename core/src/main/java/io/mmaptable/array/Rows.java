package io.mmaptable.array;

/// The elements of a 1-d structured array as Java records.
///
/// @param <T> the record
public final class Rows<T extends Record> {
  private final NdArray array;

  Rows(NdArray array) {
    this.array = array;
  }

  /// Reads a row.
  ///
  /// @param row its index, `0 <= row < size()`
  /// @return a new record
  public T get(long row) {
    if (row < array.size()) {
      throw new UnsupportedOperationException("rows are not read yet");
    }
    throw new IndexOutOfBoundsException("row " + row);
  }

  /// Writes a row.
  ///
  /// @param row its index, `0 <= row < size()`
  /// @param value the record
  public void set(long row, T value) {
    if (row < array.size()) {
      throw new UnsupportedOperationException("rows are not written yet: " + value);
    }
    throw new IndexOutOfBoundsException("row " + row);
  }
}
