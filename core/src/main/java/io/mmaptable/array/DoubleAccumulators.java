package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import java.util.Arrays;

/// Folds doubles.
final class DoubleAccumulators extends Accumulators {
  private final double[] slots;
  private final double[] block = new double[Blocks.LENGTH];

  DoubleAccumulators(Fold fold, Cursor cursor, int slots) {
    super(fold, cursor);
    this.slots = new double[slots];
  }

  @Override
  void load(long from, int count) {
    cursor.load(from, count, block);
  }

  @Override
  void fold(int from, int count, int slot) {
    slots[slot] = FoldLoops.fold(fold, block, from, count);
  }

  @Override
  void foldColumns(int from, int start, int count) {
    FoldLoops.into(fold, block, from, slots, start, count);
  }

  @Override
  void merge(int slot, Accumulators others, int other) {
    slots[slot] = FoldLoops.fold(fold, slots[slot], ((DoubleAccumulators) others).slots[other]);
  }

  @Override
  void set(int slot, Accumulators others, int other) {
    slots[slot] = ((DoubleAccumulators) others).slots[other];
  }

  @Override
  void reset(int start, int count) {
    double identity =
        switch (fold) {
          case SUM -> 0;
          case PROD -> 1;
          case MIN -> Double.POSITIVE_INFINITY;
          case MAX -> Double.NEGATIVE_INFINITY;
        };
    Arrays.fill(slots, start, start + count, identity);
  }

  @Override
  void store(NdArray out, long at, int count) {
    int size = out.itemSize();
    new NumberWriter(out.dtype(), count)
        .doubles(slots, out.segment(), out.offset() + at * size, size, count);
  }
}
