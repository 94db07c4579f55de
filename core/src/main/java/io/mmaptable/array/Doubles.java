package io.mmaptable.array;

/// The elements of an array as `double` values, for loops.
public final class Doubles {
  private final NdArray array;

  Doubles(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
