package io.mmaptable.array;

/// The elements of an array as `byte` values, for loops.
public final class Bytes {
  private final NdArray array;

  Bytes(NdArray array) {
    this.array = array;
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }
}
