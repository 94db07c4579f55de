package io.mmaptable.array;

/// The positions of a slice.
final class RangePositions extends Positions {
  private final Slice.Range range;
  private final IndexedAxes axes;
  private final long[] positions = new long[Blocks.LENGTH];
  private long from;

  RangePositions(Slice slice, IndexedAxes axes) {
    this.range = slice.over(axes.length());
    this.axes = axes;
  }

  @Override
  long[] shape() {
    return new long[] {range.count()};
  }

  @Override
  void restart() {
    from = 0;
  }

  @Override
  boolean hasNext() {
    return from < range.count();
  }

  @Override
  int next(long[] into) {
    int count = (int) Math.min(Blocks.LENGTH, range.count() - from);
    for (int i = 0; i < count; i++) {
      positions[i] = range.first() + (from + i) * range.step();
      into[i] = 0;
    }
    axes.addDistances(positions, count, into);
    from += count;
    return count;
  }

  @Override
  void check() {
    // A slice never goes outside.
  }
}
