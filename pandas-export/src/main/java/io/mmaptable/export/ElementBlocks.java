package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Elements of any strides and either byte order, copied to the heap some at a time, side by side
/// and in the machine's byte order.
final class ElementBlocks {
  private static final long BLOCK_BYTES = 256 << 10;

  private ElementBlocks() {}

  /// What takes a block.
  @FunctionalInterface
  interface Taker {

    /// Takes the next elements.
    ///
    /// @param block their memory
    /// @param count how many there are
    void take(MemorySegment block, int count);
  }

  /// Hands all elements over, in C order.
  ///
  /// @param values elements, of one dimension or more
  static void forEach(NdArray values, Taker taker) {
    if (values.size() == 0) {
      return;
    }
    DType dtype = values.dtype().withByteOrder(ByteOrder.nativeOrder());
    long[] shape = values.shape();
    long rows = shape[0];
    long perRow = values.size() / rows;
    long step = Math.max(1, BLOCK_BYTES / Math.max(1, perRow * values.itemSize()));
    for (long from = 0; from < rows; from += step) {
      NdArray block = values.rows(from, Math.min(rows, from + step));
      NdArray copy = block.dtype().equals(dtype) ? block.copy() : converted(block, dtype);
      taker.take(copy.asSegment(), Math.toIntExact(copy.size()));
    }
  }

  private static NdArray converted(NdArray block, DType dtype) {
    NdArray copy = NdArray.zeros(dtype, block.shape());
    copy.set(block);
    return copy;
  }
}
