package io.mmaptable.array;

/// The elements of an array as `short` values, for loops.
public final class Shorts {
  private final NdArray array;

  Shorts(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
