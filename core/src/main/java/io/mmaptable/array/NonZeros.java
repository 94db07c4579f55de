package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;

/// Finds the elements that are not zero, in one pass over them.
final class NonZeros {
  private final Node node;
  private final long[] bits = new long[Truths.words(Blocks.LENGTH)];
  private final long[] block = new long[Blocks.LENGTH];
  private NdArray positions = NdArray.zeros(DType.INT64, Blocks.LENGTH);
  private long count;

  private NonZeros(Node node) {
    this.node = node;
  }

  static NdArray positions(Expression expression) {
    if (Lanes.of(expression.dtype()) == Lanes.NONE) {
      throw ResultTypes.refused("flatNonZero", expression.dtype());
    }
    var nonZeros = new NonZeros(expression.node());
    Faults.run(expression.node().arrays(), nonZeros::find);
    return nonZeros.positions.rows(0, nonZeros.count).copy();
  }

  private void find() {
    Cursor cursor = node.open();
    long size = Shapes.size(node.shape());
    for (long from = 0; from < size; from += Blocks.LENGTH) {
      int length = (int) Math.min(Blocks.LENGTH, size - from);
      cursor.loadTruths(from, length, bits);
      int found = Truths.places(bits, length, from, block);
      if (count + found > positions.size()) {
        NdArray more = NdArray.zeros(DType.INT64, 2 * positions.size());
        more.rows(0, count).set(positions.rows(0, count));
        positions = more;
      }
      Memory.store(block, positions.segment(), Memory.LONG, Long.BYTES * count, found);
      count += found;
    }
  }
}
