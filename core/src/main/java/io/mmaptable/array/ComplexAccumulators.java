package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.PairLoops;

/// Folds complex numbers.
final class ComplexAccumulators extends Accumulators {
  private final boolean isSingle;
  private final double[] slots;
  private final double[] block;

  /// Slots.
  ///
  /// @param isSingle whether the parts are singles
  ComplexAccumulators(Fold fold, boolean isSingle, Node node, int slots) {
    super(fold, node.open(), blockLength(node));
    this.isSingle = isSingle;
    this.block = new double[2 * blockLength];
    this.slots = new double[Math.multiplyExact(2, slots)];
  }

  @Override
  void load(long from, int count) {
    cursor.loadComplex(from, count, block);
  }

  @Override
  long half(long count) {
    return fold == Fold.SUM ? PairLoops.half(count) : super.half(count);
  }

  @Override
  void fold(int from, int count, int slot) {
    PairLoops.fold(fold, block, from, count, slots, slot, isSingle);
  }

  @Override
  void foldColumns(int from, int start, int count) {
    PairLoops.into(fold, block, from, slots, start, count, isSingle);
  }

  @Override
  void merge(int slot, Accumulators others, int other) {
    PairLoops.merge(fold, slots, slot, ((ComplexAccumulators) others).slots, other, isSingle);
  }

  @Override
  void set(int slot, Accumulators others, int other) {
    System.arraycopy(((ComplexAccumulators) others).slots, 2 * other, slots, 2 * slot, 2);
  }

  @Override
  void reset(int start, int count) {
    double re =
        switch (fold) {
          case SUM -> 0;
          case PROD -> 1;
          case MIN -> Double.POSITIVE_INFINITY;
          case MAX -> Double.NEGATIVE_INFINITY;
        };
    for (int i = start; i < start + count; i++) {
      slots[2 * i] = re;
      slots[2 * i + 1] = fold == Fold.PROD ? 0 : re;
    }
  }

  @Override
  void store(NdArray out, long at, int count) {
    store(out.real(), at, count, 0);
    store(out.imag(), at, count, 1);
  }

  private void store(NdArray parts, long at, int count, int part) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = slots[2 * i + part];
    }
    int size = 2 * parts.itemSize();
    new NumberWriter(parts.dtype(), count)
        .doubles(values, parts.segment(), parts.offset() + at * size, size, count);
  }
}
