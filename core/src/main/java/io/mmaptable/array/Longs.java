package io.mmaptable.array;

/// The elements of an array as `long` values, for loops.
public final class Longs {
  private final NdArray array;

  Longs(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
