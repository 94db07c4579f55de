package io.mmaptable.array;

/// Folds elements that lie one after the other: long rows as trees whose branches are divided among
/// threads, and short ones many at a time.
final class RowFolding {

  /// How many results are written at a time, and where the slots begin that trees need.
  private static final int BATCH = Blocks.LENGTH;

  private static final int LEVELS = 64;

  private final Folding folding;
  private final long length;
  private final long tree;

  RowFolding(Folding folding) {
    this.folding = folding;
    this.length = folding.reduced();
    this.tree = folding.tree();
  }

  void run() {
    long rows = folding.outer();
    if (length >= 2 * folding.piece()) {
      var row = new TreeFolding(folding);
      for (long i = 0; i < rows; i++) {
        row.run(i);
      }
      return;
    }
    long perTask = Math.max(1, folding.piece() / Math.max(1, length));
    folding.forEach(
        Math.ceilDiv(rows, perTask), i -> rows(i * perTask, Math.min(rows, (i + 1) * perTask)));
  }

  private void rows(long from, long to) {
    Accumulators slots = folding.open((int) Math.min(BATCH, to - from) + LEVELS);
    int stack = (int) Math.min(BATCH, to - from);
    for (long row = from; row < to; row += BATCH) {
      int count = (int) Math.min(BATCH, to - row);
      slots.reset(0, count);
      if (length > 0 && length <= Math.min(tree, Blocks.LENGTH)) {
        shortRows(slots, row, count, stack);
      } else {
        for (int i = 0; i < count; i++) {
          longRow(slots, row + i, i, stack);
        }
      }
      slots.store(folding.out(), row, count);
    }
  }

  /// Loads as many rows as a block takes.
  private void shortRows(Accumulators slots, long first, int count, int stack) {
    int size = (int) length;
    int perBlock = Blocks.LENGTH / size;
    for (int done = 0; done < count; done += perBlock) {
      int rows = Math.min(perBlock, count - done);
      slots.load((first + done) * size, rows * size);
      for (int i = 0; i < rows; i++) {
        slots.fold(i * size, size, stack);
        slots.merge(done + i, slots, stack);
      }
    }
  }

  private void longRow(Accumulators slots, long row, int slot, int stack) {
    long end = (row + 1) * length;
    for (long from = row * length; from < end; from += tree) {
      slots.tree(from, Math.min(tree, end - from), stack);
      slots.merge(slot, slots, stack);
    }
  }
}
