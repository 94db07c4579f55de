package io.mmaptable.array;

import io.mmaptable.internal.element.Conversions;

/// Gives elements that are computed as longs, and converts them for who computes with others.
abstract class LongCursor extends Cursor {
  private final boolean unsigned;
  private final Scratch scratch = new Scratch();

  /// A cursor.
  ///
  /// @param unsigned whether the longs are the bits of uint64
  LongCursor(boolean unsigned) {
    this.unsigned = unsigned;
  }

  @Override
  final void load(long from, int count, double[] into) {
    long[] block = scratch.longs(count);
    load(from, count, block);
    if (unsigned) {
      Conversions.copyUnsigned(block, into, 0, count);
    } else {
      Conversions.copy(block, into, 0, count);
    }
  }

  @Override
  final void load(long from, int count, float[] into) {
    long[] block = scratch.longs(count);
    load(from, count, block);
    Conversions.toFloats(block, unsigned, into, count);
  }

  @Override
  final void loadTruths(long from, int count, long[] bits) {
    long[] block = scratch.longs(count);
    load(from, count, block);
    Truths.of(block, count, bits);
  }

  @Override
  final void loadComplex(long from, int count, double[] pairs) {
    load(from, count, pairs);
    Pairs.spread(pairs, count);
  }
}
