package io.mmaptable.array;

import org.jspecify.annotations.Nullable;

/// Computes doubles from those of one cursor, or of two.
final class DoubleOperation extends DoubleCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private double[] block = {};

  /// What is computed, block by block.
  interface Loop {
    /// Puts results in place of the first operands.
    ///
    /// @param a the first operands
    /// @param b the second ones, where there are any
    /// @param count how many
    void apply(double[] a, double[] b, int count);
  }

  DoubleOperation(Cursor first, @Nullable Cursor second, Loop loop) {
    this.first = first;
    this.second = second;
    this.loop = loop;
  }

  @Override
  void load(long from, int count, double[] into) {
    first.load(from, count, into);
    if (second != null) {
      loadSecond(second, from, count);
    }
    loop.apply(into, block, count);
  }

  /// Loads the second operands, or a constant only where it is not there yet.
  private void loadSecond(Cursor operands, long from, int count) {
    boolean isShort = block.length < count;
    if (isShort) {
      block = new double[count];
    }
    if (isShort || !(operands instanceof ConstantCursor)) {
      operands.load(from, count, block);
    }
  }
}
