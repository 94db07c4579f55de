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
  private long[] block = {};

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
  }

  @Override
  void load(long from, int count, long[] into) {
    first.load(from, count, into);
    if (second != null) {
      loadSecond(second, from, count);
    }
    loop.apply(into, block, count);
    wrap(into, count);
  }

  /// Loads the second operands, or a constant only where it is not there yet.
  private void loadSecond(Cursor operands, long from, int count) {
    boolean isShort = block.length < count;
    if (isShort) {
      block = new long[count];
    }
    if (isShort || !(operands instanceof ConstantCursor)) {
      operands.load(from, count, block);
    }
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
