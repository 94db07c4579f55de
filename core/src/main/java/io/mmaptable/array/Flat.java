package io.mmaptable.array;

/// The elements of an array in C order, by one position: NumPy's `flat`. Nothing is copied.
public final class Flat {
  private final NdArray array;

  Flat(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
