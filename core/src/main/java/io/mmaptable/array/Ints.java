package io.mmaptable.array;

/// The elements of an array as `int` values, for loops.
public final class Ints {
  private final NdArray array;

  Ints(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
