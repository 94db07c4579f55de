package io.mmaptable.array;

import org.jspecify.annotations.Nullable;

/// Computes doubles from those of one cursor, or of two.
final class DoubleOperation extends DoubleCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final double[] block = new double[Blocks.LENGTH];

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
    if (second instanceof ConstantCursor) {
      second.load(0, Blocks.LENGTH, block);
    }
  }

  @Override
  void load(long from, int count, double[] into) {
    first.load(from, count, into);
    if (second != null && !(second instanceof ConstantCursor)) {
      second.load(from, count, block);
    }
    loop.apply(into, block, count);
  }
}
