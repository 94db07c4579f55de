package io.mmaptable.array;

/// The positions where a mask is true, in C order.
final class MaskPositions extends Positions {
  private final MaskBytes mask;
  private final IndexedAxes axes;
  private final long count;
  private final byte[] truths = new byte[Blocks.LENGTH];
  private final long[] distances = new long[Blocks.LENGTH];
  private Offsets walk;
  private long from;
  private long found;

  MaskPositions(MaskBytes mask, IndexedAxes axes) {
    this.mask = mask;
    this.axes = axes;
    this.count = this.mask.countTrue();
    this.walk = axes.all();
  }

  MaskBytes bytes() {
    return mask;
  }

  /// How many elements are selected.
  long count() {
    return count;
  }

  /// Whether the elements that the mask stands for are side by side, and of a size that is moved
  /// quickly.
  boolean isRun(int itemSize) {
    return MaskedRun.takes(itemSize) && axes.isRun(itemSize);
  }

  @Override
  long[] shape() {
    return new long[] {count};
  }

  @Override
  void restart() {
    walk = axes.all();
    from = 0;
    found = 0;
  }

  @Override
  boolean hasNext() {
    return from < mask.size();
  }

  @Override
  int next(long[] into) {
    int length = mask.load(from, truths);
    walk.next(distances, length);
    from += length;
    int here = 0;
    for (int i = 0; i < length; i++) {
      // Every distance is written, and stays if its truth value is true: no branch to mispredict.
      into[here] = distances[i];
      here += MaskBytes.isTrue(truths[i]);
    }
    found += here;
    MaskBytes.requireFound(hasNext() ? found <= count : found == count);
    return here;
  }

  @Override
  void check() {
    // A mask is never outside.
  }
}
