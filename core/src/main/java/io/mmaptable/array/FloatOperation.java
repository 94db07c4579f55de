package io.mmaptable.array;

import io.mmaptable.internal.element.Halves;
import org.jspecify.annotations.Nullable;

/// Computes floats from those of one cursor, or of two.
final class FloatOperation extends FloatCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final boolean half;
  private final float[] block = new float[Blocks.LENGTH];

  /// What is computed, block by block.
  interface Loop {
    /// Puts results in place of the first operands.
    ///
    /// @param a the first operands
    /// @param b the second ones, where there are any
    /// @param count how many
    void apply(float[] a, float[] b, int count);
  }

  FloatOperation(boolean half, Cursor first, @Nullable Cursor second, Loop loop) {
    this.first = first;
    this.second = second;
    this.loop = loop;
    this.half = half;
    if (second instanceof ConstantCursor) {
      second.load(0, Blocks.LENGTH, block);
    }
  }

  @Override
  void load(long from, int count, float[] into) {
    first.load(from, count, into);
    if (second != null && !(second instanceof ConstantCursor)) {
      second.load(from, count, block);
    }
    loop.apply(into, block, count);
    if (half) {
      Halves.round(into, count);
    }
  }
}
