package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;

/// Slots into which blocks of an expression's elements are folded, whatever the elements are
/// computed as. Used by one thread, but for slots that several threads fill, each its own.
abstract class Accumulators {
  final Fold fold;
  final Cursor cursor;

  /// How many elements are loaded at a time, where they are folded into one.
  private final int blockLength;

  Accumulators(Fold fold, Cursor cursor) {
    this(fold, cursor, Blocks.LENGTH);
  }

  Accumulators(Fold fold, Cursor cursor, int blockLength) {
    this.fold = fold;
    this.cursor = cursor;
    this.blockLength = blockLength;
  }

  /// Opens slots for results of a dtype, which says what is computed with.
  static Accumulators open(Node node, Fold fold, DType result, int slots) {
    return switch (Lanes.of(result)) {
      case DOUBLES -> new DoubleAccumulators(fold, node.open(), slots);
      case FLOATS -> new FloatAccumulators(fold, node, slots);
      case COMPLEX -> new ComplexAccumulators(fold, result.itemSize() == 8, node.open(), slots);
      case LONGS, TRUTHS -> openLongs(node, fold, slots);
      case NONE -> throw new IllegalStateException(result + " is not computed with");
    };
  }

  private static Accumulators openLongs(Node node, Fold fold, int slots) {
    if (node.dtype() instanceof DType.Bool && fold == Fold.SUM) {
      return new CountAccumulators(node.open(), slots);
    }
    if (node instanceof ArrayNode leaf && PackedAccumulators.isFor(leaf.array(), fold)) {
      return new PackedAccumulators(fold, leaf, slots);
    }
    return new LongAccumulators(fold, Identity.bias(fold, node.dtype()), node.open(), slots);
  }

  /// Loads the next block.
  abstract void load(long from, int count);

  /// Folds elements of the block, one at least, into a slot, whatever was there.
  abstract void fold(int from, int count, int slot);

  /// Folds each of the block's elements into a slot of its own.
  abstract void foldColumns(int from, int start, int count);

  /// Folds one slot into another.
  abstract void merge(int slot, Accumulators others, int other);

  /// Copies a slot, maybe from another thread's.
  abstract void set(int slot, Accumulators others, int other);

  /// Fills slots with what changes nothing.
  abstract void reset(int start, int count);

  /// Writes the first slots into an array in C order, from an element on.
  abstract void store(NdArray out, long at, int count);

  /// Where elements are divided that are more than a block: for sums as NumPy's `pairwise_sum` does
  /// it, else so that blocks are full.
  long half(long count) {
    long half = count / 2;
    if (fold == Fold.SUM) {
      return half - half % 8;
    }
    return Math.ceilDiv(half, blockLength) * blockLength;
  }

  /// Folds any number of elements, one at least, as a tree that depends on their number alone. The
  /// slots behind are used too, one for each level.
  void tree(long from, long count, int slot) {
    if (count <= blockLength) {
      load(from, (int) count);
      fold(0, (int) count, slot);
      return;
    }
    long half = half(count);
    tree(from, half, slot);
    tree(from + half, count - half, slot + 1);
    merge(slot, this, slot + 1);
  }
}
