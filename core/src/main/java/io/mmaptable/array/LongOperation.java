package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.LongLoops;
import org.jspecify.annotations.Nullable;

/// Computes integers from those of one cursor, or of two.
final class LongOperation extends LongCursor {
  private final Cursor first;
  private final @Nullable Cursor second;
  private final Loop loop;
  private final int bits;
  private final boolean signed;
  private final long[] block = new long[Blocks.LENGTH];

  /// What is computed, block by block.
  interface Loop {
    /// Puts results in place of the first operands.
    ///
    /// @param a the first operands
    /// @param b the second ones, where there are any
    /// @param count how many
    void apply(long[] a, long[] b, int count);
  }

  LongOperation(DType dtype, Cursor first, @Nullable Cursor second, Loop loop) {
    super(isLongest(dtype));
    this.first = first;
    this.second = second;
    this.loop = loop;
    this.bits = 8 * dtype.itemSize();
    this.signed = dtype instanceof DType.Int;
    if (second instanceof ConstantCursor) {
      second.load(0, Blocks.LENGTH, block);
    }
  }

  @Override
  void load(long from, int count, long[] into) {
    first.load(from, count, into);
    if (second != null && !(second instanceof ConstantCursor)) {
      second.load(from, count, block);
    }
    loop.apply(into, block, count);
    wrap(into, count);
  }

  /// Whether the integers are uint64.
  static boolean isLongest(DType dtype) {
    return dtype instanceof DType.UInt(int size, _) && size == Long.BYTES;
  }

  private void wrap(long[] into, int count) {
    if (bits == Long.SIZE) {
      return;
    }
    if (signed) {
      LongLoops.wrapSigned(into, bits, count);
    } else {
      LongLoops.wrapUnsigned(into, bits, count);
    }
  }
}
