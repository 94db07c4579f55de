package io.mmaptable.array;

import io.mmaptable.internal.element.HeapBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The truth values of an expression, which is never as long as a whole mask in memory.
final class ExpressionMask extends MaskBytes {
  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long BIT_BY_BYTE = 0x8040_2010_0804_0201L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

  private final Node node;
  private final List<NdArray> arrays;
  private final long size;
  private final long[] bits = new long[Truths.words(Blocks.LENGTH)];
  private final byte[] spread = new byte[Blocks.LENGTH];
  private @Nullable Cursor cursor;

  ExpressionMask(Node node) {
    this.node = node;
    this.arrays = node.arrays();
    this.size = Shapes.size(node.shape());
  }

  @Override
  long size() {
    return size;
  }

  @Override
  int load(long from, byte[] into) {
    int count = (int) Math.min(Math.min(into.length, Blocks.LENGTH), size - from);
    loadBits(from, count);
    for (int i = 0; i < count; i += Long.BYTES) {
      HeapBytes.LONG.set(spread, i, bytes((int) (bits[i / 64] >>> i) & 0xff));
    }
    System.arraycopy(spread, 0, into, 0, count);
    return count;
  }

  @Override
  long countTrue() {
    long found = 0;
    for (long from = 0; from < size; from += Blocks.LENGTH) {
      int count = (int) Math.min(Blocks.LENGTH, size - from);
      loadBits(from, count);
      found += Truths.count(bits, count);
    }
    return found;
  }

  private void loadBits(long from, int count) {
    Faults.run(arrays, () -> cursor().loadTruths(from, count, bits));
  }

  private Cursor cursor() {
    if (cursor == null) {
      cursor = node.open();
    }
    return cursor;
  }

  /// Eight bits as bytes: each byte keeps its own bit, which is carried into the highest one.
  private static long bytes(int bits) {
    long own = bits * EACH_BYTE & BIT_BY_BYTE;
    return (own + LOW_BITS | own) >>> 7 & EACH_BYTE;
  }
}
