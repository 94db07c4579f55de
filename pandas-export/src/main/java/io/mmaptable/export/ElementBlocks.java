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
    DType dtype = inNativeOrder(values.dtype());
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

  /// The same dtype in the machine's byte order.
  static DType inNativeOrder(DType dtype) {
    ByteOrder order = ByteOrder.nativeOrder();
    return switch (dtype) {
      case DType.Int integer -> new DType.Int(integer.itemSize(), order);
      case DType.UInt integer -> new DType.UInt(integer.itemSize(), order);
      case DType.Floating floating -> new DType.Floating(floating.itemSize(), order);
      case DType.Complex complex -> new DType.Complex(complex.itemSize(), order);
      case DType.Text text -> new DType.Text(text.length(), order);
      case DType.DateTime time -> new DType.DateTime(time.unit(), order);
      case DType.TimeDelta time -> new DType.TimeDelta(time.unit(), order);
      case DType.Bool _, DType.Bytes _, DType.Opaque _, DType.Struct _ -> dtype;
    };
  }
}
