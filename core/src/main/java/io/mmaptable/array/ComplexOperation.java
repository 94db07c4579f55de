package io.mmaptable.array;

import io.mmaptable.internal.kernel.ComplexLoops;
import org.jspecify.annotations.Nullable;

/// Computes complex numbers from those of one cursor, or of two.
final class ComplexOperation extends ComplexCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final boolean single;
  private final double[] block = new double[2 * Blocks.LENGTH];

  /// What is computed, block by block.
  interface Loop {
    /// Puts results in place of the first operands.
    ///
    /// @param a the first operands
    /// @param b the second ones, where there are any
    /// @param count how many
    void apply(double[] a, double[] b, int count);
  }

  ComplexOperation(boolean single, Cursor first, @Nullable Cursor second, Loop loop) {
    this.first = first;
    this.second = second;
    this.loop = loop;
    this.single = single;
    if (second instanceof ConstantCursor) {
      second.loadComplex(0, Blocks.LENGTH, block);
    }
  }

  @Override
  void loadComplex(long from, int count, double[] into) {
    first.loadComplex(from, count, into);
    if (second != null && !(second instanceof ConstantCursor)) {
      second.loadComplex(from, count, block);
    }
    loop.apply(into, block, count);
    if (single) {
      ComplexLoops.toSingles(into, count);
    }
  }
}
