package io.mmaptable.array;

import io.mmaptable.internal.kernel.Fold;

/// Counts truth values, by words of 64 where it can.
final class CountAccumulators extends LongAccumulators {
  private final long[] bits = new long[Truths.words(Blocks.LENGTH)];
  private int loaded;

  CountAccumulators(Node node, int slots) {
    super(Fold.SUM, 0, node, slots);
  }

  @Override
  void load(long from, int count) {
    cursor.loadTruths(from, count, bits);
    loaded = count;
  }

  @Override
  void fold(int from, int count, int slot) {
    if (count == loaded) {
      slots[slot] = Truths.count(bits, count);
      return;
    }
    long found = 0;
    for (int i = from; i < from + count; i++) {
      found += Truths.get(bits, i);
    }
    slots[slot] = found;
  }

  @Override
  void foldColumns(int from, int start, int count) {
    for (int i = 0; i < count; i++) {
      slots[start + i] += Truths.get(bits, from + i);
    }
  }
}
