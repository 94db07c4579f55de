package io.mmaptable.array;

/// Loads elements of a source, a block of its rows when the first of them is asked for.
final class LoadedCursor extends Cursor {

  /// Whoever opens cursors in several threads has each of them load by itself.
  private static final Parallelism ALONE = Parallelism.of(Runnable::run, 1);

  private final RowSource source;
  private final long start;
  private final long rowCount;
  private final long rowSize;
  private final long blockRows;

  /// The block that was loaded last.
  private Part block;

  /// The elements at hand: those of the block, or of several that were put together.
  private Part current;

  /// Elements of the source that follow each other.
  ///
  /// @param elements what they are, in one dimension
  /// @param from the first one's index in the source
  /// @param cursor loads them
  private record Part(NdArray elements, long from, ArrayCursor cursor) {
    static Part of(NdArray elements, long from) {
      return new Part(elements, from, new ArrayCursor(elements));
    }

    long end() {
      return from + elements.size();
    }

    boolean holds(long at, long count) {
      return from <= at && at + count <= end();
    }
  }

  /// @param start the index of the source's element that is the first one here
  LoadedCursor(RowSource source, long start) {
    this.source = source;
    this.start = start;
    this.rowCount = source.shape()[0];
    this.rowSize = LoadedNode.rowSize(source);
    this.blockRows = source.blockRows();
    this.block = Part.of(NdArray.zeros(source.dtype(), 0), 0);
    this.current = block;
  }

  @Override
  void load(long from, int count, double[] into) {
    cursor(from, count).load(at(from), count, into);
  }

  @Override
  void load(long from, int count, float[] into) {
    cursor(from, count).load(at(from), count, into);
  }

  @Override
  void load(long from, int count, long[] into) {
    cursor(from, count).load(at(from), count, into);
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    cursor(from, count).loadTruths(at(from), count, bits);
  }

  @Override
  void loadComplex(long from, int count, double[] pairs) {
    cursor(from, count).loadComplex(at(from), count, pairs);
  }

  /// What loads elements that are at hand then.
  private ArrayCursor cursor(long from, int count) {
    long first = start + from;
    if (!current.holds(first, count)) {
      moveTo(first);
      current = block.holds(first, count) ? block : together(first, count);
    }
    return current.cursor();
  }

  /// Where an element is among those at hand.
  private long at(long index) {
    return start + index - current.from();
  }

  private void moveTo(long element) {
    if (block.holds(element, 1)) {
      return;
    }
    long row = element / rowSize;
    long from = row - row % blockRows;
    long to = from + Math.min(blockRows, rowCount - from);
    block = Part.of(ALONE.call(() -> source.rows(from, to)).ravel(), from * rowSize);
  }

  /// Puts elements together that are in more than one block.
  private Part together(long first, int count) {
    NdArray elements = NdArray.zeros(source.dtype(), count);
    for (long done = 0; done < count; ) {
      moveTo(first + done);
      long at = first + done - block.from();
      long some = Math.min(count - done, block.elements().size() - at);
      elements.rows(done, done + some).set(block.elements().rows(at, at + some));
      done += some;
    }
    return Part.of(elements, first);
  }
}
