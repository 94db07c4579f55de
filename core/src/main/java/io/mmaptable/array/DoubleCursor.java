package io.mmaptable.array;

/// Gives elements that are computed as doubles, and converts them for who computes with others.
abstract class DoubleCursor extends Cursor {
  private final Scratch scratch = new Scratch();

  @Override
  final void load(long from, int count, float[] into) {
    throw new IllegalStateException("doubles are not computed with as floats");
  }

  @Override
  final void load(long from, int count, long[] into) {
    throw new IllegalStateException("doubles are not computed with as longs");
  }

  @Override
  final void loadTruths(long from, int count, long[] bits) {
    double[] block = scratch.doubles(count);
    load(from, count, block);
    Truths.of(block, count, bits);
  }

  @Override
  final void loadComplex(long from, int count, double[] pairs) {
    load(from, count, pairs);
    Pairs.spread(pairs, count);
  }
}
