package io.mmaptable.array;

/// Searches in sorted arrays.
final class Searching {
  private Searching() {}

  static NdArray positions(NdArray sorted, NdArray values, Side side) {
    return Pending.of("searchSorted", sorted, values, side);
  }
}
