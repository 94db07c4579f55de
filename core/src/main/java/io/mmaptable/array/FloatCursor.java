package io.mmaptable.array;

import io.mmaptable.internal.element.Conversions;

/// Gives elements that are computed as floats, and converts them for who computes with others.
abstract class FloatCursor extends Cursor {
  private final Scratch scratch = new Scratch();

  @Override
  final void load(long from, int count, double[] into) {
    float[] block = scratch.floats(count);
    load(from, count, block);
    Conversions.copy(block, into, 0, count);
  }

  @Override
  final void load(long from, int count, long[] into) {
    throw new IllegalStateException("floats are not computed with as longs");
  }

  @Override
  final void loadTruths(long from, int count, long[] bits) {
    float[] block = scratch.floats(count);
    load(from, count, block);
    Truths.of(block, count, bits);
  }

  @Override
  final void loadComplex(long from, int count, double[] pairs) {
    load(from, count, pairs);
    Pairs.spread(pairs, count);
  }
}
