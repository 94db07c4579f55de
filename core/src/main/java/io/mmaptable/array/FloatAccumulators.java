package io.mmaptable.array;

import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import java.util.Arrays;

/// Folds floats.
final class FloatAccumulators extends Accumulators {
  private final float[] slots;
  private final float[] block;

  FloatAccumulators(Fold fold, Node node, int slots) {
    this(fold, node.open(), slots, isPlain(node) ? 2 * Blocks.LENGTH : Blocks.LENGTH);
  }

  private FloatAccumulators(Fold fold, Cursor cursor, int slots, int blockLength) {
    super(fold, cursor, blockLength);
    this.slots = new float[slots];
    this.block = new float[blockLength];
  }

  /// Whether elements need only be copied: then twice as many are, which are as many bytes as of
  /// doubles.
  private static boolean isPlain(Node node) {
    return node instanceof ArrayNode leaf && Blocks.isPlainFloats(leaf.array());
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
    slots[slot] = FoldLoops.fold(fold, slots[slot], ((FloatAccumulators) others).slots[other]);
  }

  @Override
  void set(int slot, Accumulators others, int other) {
    slots[slot] = ((FloatAccumulators) others).slots[other];
  }

  @Override
  void reset(int start, int count) {
    float identity =
        switch (fold) {
          case SUM -> 0;
          case PROD -> 1;
          case MIN -> Float.POSITIVE_INFINITY;
          case MAX -> Float.NEGATIVE_INFINITY;
        };
    Arrays.fill(slots, start, start + count, identity);
  }

  @Override
  void store(NdArray out, long at, int count) {
    int size = out.itemSize();
    new NumberWriter(out.dtype(), count)
        .floats(slots, out.segment(), out.offset() + at * size, size, count);
  }
}
