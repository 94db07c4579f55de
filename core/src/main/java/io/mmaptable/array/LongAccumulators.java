package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import java.util.Arrays;

/// Folds integers and times, which wrap around.
class LongAccumulators extends Accumulators {
  final long[] slots;
  final long[] block = new long[Blocks.LENGTH];
  private final long bias;

  /// Slots.
  ///
  /// @param bias what makes the order of the elements that of longs
  LongAccumulators(Fold fold, long bias, Cursor cursor, int slots) {
    super(fold, cursor);
    this.bias = bias;
    this.slots = new long[slots];
  }

  @Override
  void load(long from, int count) {
    cursor.load(from, count, block);
    for (int i = 0; bias != 0 && i < count; i++) {
      block[i] += bias;
    }
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
  final void merge(int slot, Accumulators others, int other) {
    slots[slot] = FoldLoops.fold(fold, slots[slot], ((LongAccumulators) others).slots[other]);
  }

  @Override
  final void set(int slot, Accumulators others, int other) {
    slots[slot] = ((LongAccumulators) others).slots[other];
  }

  @Override
  final void reset(int start, int count) {
    long identity =
        switch (fold) {
          case SUM -> 0;
          case PROD -> 1;
          case MIN -> Long.MAX_VALUE;
          case MAX -> Long.MIN_VALUE;
        };
    Arrays.fill(slots, start, start + count, identity);
  }

  @Override
  final void store(NdArray out, long at, int count) {
    int size = out.itemSize();
    for (int i = 0; i < count; i++) {
      slots[i] -= bias;
    }
    new NumberWriter(out.dtype(), count)
        .longs(slots, false, out.segment(), out.offset() + at * size, size, count);
  }
}
