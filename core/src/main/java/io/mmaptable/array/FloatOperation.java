package io.mmaptable.array;

import io.mmaptable.internal.element.Halves;
import org.jspecify.annotations.Nullable;

/// Computes floats from those of one cursor, or of two.
final class FloatOperation extends FloatCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final boolean half;
  private float[] block = {};

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
  }

  @Override
  void load(long from, int count, float[] into) {
    first.load(from, count, into);
    if (second != null) {
      loadSecond(second, from, count);
    }
    loop.apply(into, block, count);
    if (half) {
      Halves.round(into, count);
    }
  }

  /// Loads the second operands, or a constant only where it is not there yet.
  private void loadSecond(Cursor operands, long from, int count) {
    boolean isShort = block.length < count;
    if (isShort) {
      block = new float[count];
    }
    if (isShort || !(operands instanceof ConstantCursor)) {
      operands.load(from, count, block);
    }
  }
}
