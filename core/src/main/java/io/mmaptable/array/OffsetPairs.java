package io.mmaptable.array;

/// Walks two arrays of one shape side by side, block by block, again and again.
final class OffsetPairs {
  private final NdArray one;
  private final NdArray other;
  private final long size;
  private final long[] first = new long[Blocks.LENGTH];
  private final long[] second = new long[Blocks.LENGTH];
  private Offsets firstWalk;
  private Offsets secondWalk;
  private long from;

  OffsetPairs(NdArray one, NdArray other) {
    this.one = one;
    this.other = other;
    this.size = one.size();
    this.firstWalk = new Offsets(one, 0);
    this.secondWalk = new Offsets(other, 0);
  }

  void restart() {
    if (size > Blocks.LENGTH) {
      firstWalk = new Offsets(one, 0);
      secondWalk = new Offsets(other, 0);
    }
    from = 0;
  }

  boolean hasNext() {
    return from < size;
  }

  /// Loads the next offsets into [#first()] and [#second()].
  ///
  /// @return how many there are
  int next() {
    int count = (int) Math.min(Blocks.LENGTH, size - from);
    firstWalk.next(first, count);
    secondWalk.next(second, count);
    from += count;
    return count;
  }

  long[] first() {
    return first;
  }

  long[] second() {
    return second;
  }
}
