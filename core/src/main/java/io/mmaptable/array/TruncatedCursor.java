package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.FloatTruncation;
import io.mmaptable.internal.kernel.LongLoops;

/// Makes integers of doubles, as casts do.
final class TruncatedCursor extends LongCursor {
  private final DType dtype;
  private final Cursor doubles;
  private final double[] block = new double[Blocks.LENGTH];

  TruncatedCursor(DType dtype, Cursor doubles) {
    super(LongOperation.isLongest(dtype));
    this.dtype = dtype;
    this.doubles = doubles;
  }

  @Override
  void load(long from, int count, long[] into) {
    doubles.load(from, count, block);
    int bits = 8 * dtype.itemSize();
    boolean unsigned = dtype instanceof DType.UInt;
    FloatTruncation.toLongs(block, bits, unsigned, into, count);
    if (unsigned) {
      LongLoops.wrapUnsigned(into, bits, count);
    } else {
      LongLoops.wrapSigned(into, bits, count);
    }
  }
}
