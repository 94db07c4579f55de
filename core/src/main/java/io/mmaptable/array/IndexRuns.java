package io.mmaptable.array;

/// Where the elements of an array lie, counted in C order: in runs of one stride each.
final class IndexRuns {

  /// Runs that are shorter are not worth a loop of their own.
  private static final int SHORTEST = 16;

  private final NdArray runs;
  private final boolean isOne;
  private final long start;
  private final long run;
  private final long step;

  IndexRuns(NdArray array) {
    this.runs = Runs.inIndexOrder(array);
    int last = runs.ndim() - 1;
    this.isOne = last <= 0;
    this.start = runs.offset();
    this.run = last < 0 ? 1 : runs.length(last);
    this.step = last < 0 ? array.itemSize() : runs.stride(last);
  }

  /// Whether elements are better visited one by one.
  boolean areShort() {
    return run < SHORTEST && runs.ndim() > 1;
  }

  /// The bytes from one element of a run to the next.
  long step() {
    return step;
  }

  /// How many elements from some element on lie in one run, and fit a block.
  int length(long from, int most) {
    long left = isOne ? run - from : run - from % run;
    return (int) Math.min(Math.min(most, Blocks.LENGTH), left);
  }

  /// The byte offset of an element.
  long offset(long from) {
    if (isOne) {
      return start + from * step;
    }
    long at = start + from % run * step;
    long rest = from / run;
    for (int axis = runs.ndim() - 2; axis >= 0; axis--) {
      at += rest % runs.length(axis) * runs.stride(axis);
      rest /= runs.length(axis);
    }
    return at;
  }

  /// The byte offsets from some element on.
  Offsets offsets(long from) {
    return new Offsets(runs, from);
  }
}
