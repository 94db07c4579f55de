package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.MemoryExtremes;
import org.jspecify.annotations.Nullable;

/// Slots into which blocks of an expression's elements are folded, whatever the elements are
/// computed as. Used by one thread, but for slots that several threads fill, each its own.
abstract class Accumulators {
  final Fold fold;
  final Cursor cursor;

  /// How many bytes are loaded at a time where they need only be copied: enough for what goes on
  /// around a block to count for little, and few enough for the processor's first cache.
  private static final int COPIED_BYTES = 1 << 14;

  /// How many elements are loaded at a time, where they are folded into one.
  final int blockLength;

  Accumulators(Fold fold, Cursor cursor, int blockLength) {
    this.fold = fold;
    this.cursor = cursor;
    this.blockLength = blockLength;
  }

  /// How long the blocks of an expression are.
  ///
  /// @param plain what its elements are if they need only be copied
  static int blockLength(Node node, Plain plain) {
    @Nullable NdArray layout = node.layout();
    boolean isCopied = layout != null && Plain.of(layout) == plain;
    return isCopied ? blockLength(node, COPIED_BYTES / node.dtype().itemSize()) : blockLength(node);
  }

  /// The array whose elements can be read where they lie; null if they have to be loaded.
  static @Nullable NdArray inPlace(Node node, Plain plain) {
    return node instanceof ArrayNode leaf
            && Plain.of(leaf.array()) == plain
            && MemoryExtremes.isFor(leaf.array().segment())
        ? leaf.array()
        : null;
  }

  static int blockLength(Node node) {
    return blockLength(node, Blocks.LENGTH);
  }

  private static int blockLength(Node node, int most) {
    return Math.clamp(Shapes.size(node.shape()), 1, most);
  }

  /// Opens slots for results of a dtype, which says what is computed with.
  static Accumulators open(Node node, Fold fold, DType result, int slots) {
    return switch (Lanes.of(result)) {
      case DOUBLES -> new DoubleAccumulators(fold, node, slots);
      case FLOATS -> new FloatAccumulators(fold, node, slots);
      case COMPLEX -> new ComplexAccumulators(fold, result.itemSize() == 8, node, slots);
      case LONGS, TRUTHS -> openLongs(node, fold, slots);
      case NONE -> throw new IllegalStateException(result + " is not computed with");
    };
  }

  private static Accumulators openLongs(Node node, Fold fold, int slots) {
    if (node.dtype() instanceof DType.Bool && fold == Fold.SUM) {
      return new CountAccumulators(node, slots);
    }
    if (node instanceof ArrayNode leaf && PackedAccumulators.isFor(leaf.array(), fold)) {
      return new PackedAccumulators(fold, leaf, slots);
    }
    return new LongAccumulators(fold, Identity.bias(fold, node.dtype()), node, slots);
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
  /// it, else so that blocks are full, and many of them what is read in place.
  long half(long count) {
    long half = count / 2;
    if (fold == Fold.SUM) {
      return half - half % 8;
    }
    long step = count > Folding.PIECE ? Folding.PIECE / 4 : blockLength;
    return Math.ceilDiv(half, step) * step;
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
