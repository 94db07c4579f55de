package io.mmaptable.array;

/// The positions that the arrays of an index stand for, as distances in bytes from the first
/// element, block by block.
abstract sealed class Positions permits MaskPositions, TakenPositions, RangePositions {

  /// The shape that the positions bring into the selection.
  abstract long[] shape();

  /// Begins anew.
  abstract void restart();

  /// Whether the walk goes on.
  abstract boolean hasNext();

  /// Fills in the next distances.
  ///
  /// @param into room for [Blocks#LENGTH] distances
  /// @return how many there are, perhaps none
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  abstract int next(long[] into);

  /// Checks every position, where one may be outside, before anything is written.
  abstract void check();
}
