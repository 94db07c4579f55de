package io.mmaptable.array;

/// Gives elements that are computed as truth values, and converts them to 0 and 1 for who computes
/// with numbers.
abstract class TruthCursor extends Cursor {
  private final long[] bits = new long[Truths.words(Blocks.LENGTH)];

  @Override
  final void load(long from, int count, double[] into) {
    loadTruths(from, count, bits);
    for (int i = 0; i < count; i++) {
      into[i] = Truths.get(bits, i);
    }
  }

  @Override
  final void load(long from, int count, float[] into) {
    loadTruths(from, count, bits);
    for (int i = 0; i < count; i++) {
      into[i] = Truths.get(bits, i);
    }
  }

  @Override
  final void load(long from, int count, long[] into) {
    loadTruths(from, count, bits);
    for (int i = 0; i < count; i++) {
      into[i] = Truths.get(bits, i);
    }
  }

  @Override
  final void loadComplex(long from, int count, double[] pairs) {
    load(from, count, pairs);
    Pairs.spread(pairs, count);
  }
}
