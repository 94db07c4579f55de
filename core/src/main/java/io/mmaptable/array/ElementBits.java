package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Single elements of an array of integers of at most one dimension, without a dispatch on the
/// dtype.
final class ElementBits {
  private final MemorySegment memory;
  private final long offset;
  private final long stride;
  private final int size;
  private final ByteOrder order;
  private final long kept;

  /// Of an array, of which only the first lane is read where it has more dimensions.
  ElementBits(NdArray array) {
    this.memory = array.segment();
    this.offset = array.offset();
    this.stride = array.ndim() == 0 ? 0 : array.stride(array.ndim() - 1);
    this.size = array.itemSize();
    this.order = array.dtype().byteOrder();
    boolean extended = array.dtype() instanceof DType.UInt && size < 8;
    this.kept = extended ? (1L << (8 * size)) - 1 : -1;
  }

  /// An element; unsigned ones are extended with zeros.
  long at(long position) {
    return Elements.bits(memory, offset + position * stride, size, order) & kept;
  }
}
