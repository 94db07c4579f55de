package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import io.mmaptable.internal.kernel.MemoryExtremes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Folds integers and times, which wrap around.
class LongAccumulators extends Accumulators {
  final long[] slots;
  final long[] block;
  private final @Nullable NdArray inPlace;
  private final long bias;

  /// Slots.
  ///
  /// @param bias what makes the order of the elements that of longs
  LongAccumulators(Fold fold, long bias, Node node, int slots) {
    super(fold, node.open(), blockLength(node, Plain.LONGS));
    this.bias = bias;
    this.slots = new long[slots];
    this.block = new long[blockLength];
    this.inPlace = inPlace(node, Plain.LONGS);
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

  /// Block by block, since neither order nor grouping matters.
  @Override
  void tree(long from, long count, int slot) {
    if (fold.isExtreme() && count > block.length) {
      slots[slot] = extreme(from, count);
      return;
    }
    reset(slot, 1);
    for (long done = 0; done < count; done += block.length) {
      int length = (int) Math.min(block.length, count - done);
      load(from + done, length);
      fold(0, length, slot + 1);
      merge(slot, this, slot + 1);
    }
  }

  private long extreme(long from, long count) {
    long[] lanes = new long[block.length];
    Arrays.fill(lanes, identity());
    long done = 0;
    if (inPlace != null) {
      done = count - count % MemoryExtremes.AT_ONCE;
      long at = inPlace.offset() + from * Long.BYTES;
      lanes[0] =
          fold == Fold.MIN
              ? MemoryExtremes.min(inPlace.segment(), at, done, bias)
              : MemoryExtremes.max(inPlace.segment(), at, done, bias);
    }
    for (; done < count; done += block.length) {
      int length = (int) Math.min(block.length, count - done);
      load(from + done, length);
      FoldLoops.extreme(fold, block, length, lanes);
    }
    return FoldLoops.fold(fold, lanes, 0, lanes.length);
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
    Arrays.fill(slots, start, start + count, identity());
  }

  private long identity() {
    return switch (fold) {
      case SUM -> 0;
      case PROD -> 1;
      case MIN -> Long.MAX_VALUE;
      case MAX -> Long.MIN_VALUE;
    };
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
