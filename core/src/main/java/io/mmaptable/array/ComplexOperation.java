package io.mmaptable.array;

import io.mmaptable.internal.kernel.ComplexLoops;
import org.jspecify.annotations.Nullable;

/// Computes complex numbers from those of one cursor, or of two.
final class ComplexOperation extends ComplexCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final boolean single;
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

  ComplexOperation(boolean single, Cursor first, @Nullable Cursor second, Loop loop) {
    this.first = first;
    this.second = second;
    this.loop = loop;
    this.single = single;
  }

  @Override
  void loadComplex(long from, int count, double[] into) {
    first.loadComplex(from, count, into);
    if (second != null) {
      loadSecond(second, from, count);
    }
    loop.apply(into, block, count);
    if (single) {
      ComplexLoops.toSingles(into, count);
    }
  }

  /// Loads the second operands, or a constant only where it is not there yet.
  private void loadSecond(Cursor operands, long from, int count) {
    boolean isShort = block.length < 2 * count;
    if (isShort) {
      block = new double[2 * count];
    }
    if (isShort || !(operands instanceof ConstantCursor)) {
      operands.loadComplex(from, count, block);
    }
  }
}
