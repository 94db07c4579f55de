package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import io.mmaptable.internal.kernel.MemoryExtremes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Folds floats.
final class FloatAccumulators extends Accumulators {
  private final float[] slots;
  private final float[] block;
  private final @Nullable NdArray inPlace;

  FloatAccumulators(Fold fold, Node node, int slots) {
    super(fold, node.open(), blockLength(node, Plain.FLOATS));
    this.slots = new float[slots];
    this.block = new float[blockLength];
    this.inPlace = inPlace(node, Plain.FLOATS);
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
  void tree(long from, long count, int slot) {
    if (!fold.isExtreme() || count <= block.length) {
      super.tree(from, count, slot);
      return;
    }
    float[] lanes = new float[block.length];
    Arrays.fill(lanes, identity());
    long done = 0;
    if (inPlace != null) {
      done = count - count % MemoryExtremes.AT_ONCE;
      long at = inPlace.offset() + from * Float.BYTES;
      lanes[0] = MemoryExtremes.extremeFloat(fold, inPlace.segment(), at, done);
    }
    for (; done < count; done += block.length) {
      int length = (int) Math.min(block.length, count - done);
      load(from + done, length);
      FoldLoops.extreme(fold, block, length, lanes);
    }
    slots[slot] = FoldLoops.fold(fold, lanes, 0, lanes.length);
  }

  @Override
  void merge(int slot, Accumulators others, int other) {
    slots[slot] = FoldLoops.fold(fold, slots[slot], ((FloatAccumulators) others).slots[other]);
  }

  @Override
  void set(int slot, Accumulators others, int other) {
    slots[slot] = ((FloatAccumulators) others).slots[other];
  }

  @Override
  void reset(int start, int count) {
    Arrays.fill(slots, start, start + count, identity());
  }

  private float identity() {
    return switch (fold) {
      case SUM -> 0;
      case PROD -> 1;
      case MIN -> Float.POSITIVE_INFINITY;
      case MAX -> Float.NEGATIVE_INFINITY;
    };
  }

  @Override
  void store(NdArray out, long at, int count) {
    int size = out.itemSize();
    new NumberWriter(out.dtype(), count)
        .floats(slots, out.segment(), out.offset() + at * size, size, count);
  }
}
