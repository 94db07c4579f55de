package io.mmaptable.array;

/// Gives elements that are computed as complex numbers.
abstract class ComplexCursor extends Cursor {
  private final Scratch scratch = new Scratch();

  @Override
  final void load(long from, int count, double[] into) {
    throw new IllegalStateException("complex numbers are not computed with as doubles");
  }

  @Override
  final void load(long from, int count, float[] into) {
    throw new IllegalStateException("complex numbers are not computed with as floats");
  }

  @Override
  final void load(long from, int count, long[] into) {
    throw new IllegalStateException("complex numbers are not computed with as longs");
  }

  @Override
  final void loadTruths(long from, int count, long[] bits) {
    double[] block = scratch.pairs(count);
    loadComplex(from, count, block);
    Truths.ofPairs(block, count, bits);
  }
}
