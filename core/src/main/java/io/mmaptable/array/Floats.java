package io.mmaptable.array;

/// The elements of an array as `float` values, for loops.
public final class Floats {
  private final NdArray array;

  Floats(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
