package io.mmaptable.array;

import java.util.Spliterator;

/// Where a walk over elements in C order is that are loaded in blocks: what [DoubleElements] and
/// [LongElements] share.
abstract sealed class BlockWalk permits DoubleElements, LongElements {
  final NdArray array;
  final Blocks blocks;

  /// The next element of the block, and the one after its last.
  int next;

  int loaded;

  /// The first element that is not loaded, and the one to stop before.
  private long from;

  private final long to;

  BlockWalk(NdArray array, long from, long to) {
    this.array = array;
    this.blocks = new Blocks(array);
    this.from = from;
    this.to = to;
  }

  /// Loads a block from an element on.
  abstract void load(long first, int count);

  /// Loads the next block, unless there is none.
  final boolean loadNext() {
    int count = (int) Math.min(Blocks.LENGTH, to - from);
    if (count == 0) {
      return false;
    }
    Faults.run(array, () -> load(from, count));
    from += count;
    next = 0;
    loaded = count;
    return true;
  }

  /// Gives away the elements up to the middle; none once some have been loaded, which come first.
  ///
  /// @return the first of them, or -1 if there are none
  final long splitOff() {
    long first = from;
    long middle = from + (to - from) / 2;
    if (next < loaded || middle == first) {
      return -1;
    }
    from = middle;
    return first;
  }

  /// The first element that is not loaded.
  final long position() {
    return from;
  }

  /// How many elements are left.
  public final long estimateSize() {
    return to - from + (loaded - next);
  }

  /// What is known of every such walk.
  public final int characteristics() {
    return Spliterator.ORDERED | Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.NONNULL;
  }
}
