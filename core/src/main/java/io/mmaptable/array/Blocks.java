package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Gathers blocks of elements into Java arrays, where dtype, byte order, alignment and stride are
/// dealt with once, so that kernels run on primitives. Mapped memory is never touched by a kernel
/// itself.
final class Blocks {

  /// How many elements a block has at most.
  static final int LENGTH = 512;

  private final NdArray array;
  private final boolean contiguous;

  Blocks(NdArray array) {
    this.array = array;
    this.contiguous = array.isContiguous();
  }

  /// Loads elements as doubles.
  void load(long from, int count, double[] into) {
    DType dtype = array.dtype();
    MemorySegment memory = array.segment();
    if (contiguous
        && dtype instanceof DType.Floating(int size, ByteOrder order)
        && size == 8
        && order == ByteOrder.nativeOrder()) {
      long at = array.offset() + 8 * from;
      MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, into, 0, count);
      return;
    }
    if (contiguous) {
      long at = array.offset() + from * array.itemSize();
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getDouble(memory, at, dtype);
        at += array.itemSize();
      }
      return;
    }
    var offsets = new Offsets(array, from);
    for (int i = 0; i < count; i++) {
      into[i] = Elements.getDouble(memory, offsets.next(), dtype);
    }
  }

  /// Loads elements as longs; unsigned ones are extended with zeros.
  void load(long from, int count, long[] into) {
    DType dtype = array.dtype();
    MemorySegment memory = array.segment();
    if (contiguous) {
      long at = array.offset() + from * array.itemSize();
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getLong(memory, at, dtype);
        at += array.itemSize();
      }
      return;
    }
    var offsets = new Offsets(array, from);
    for (int i = 0; i < count; i++) {
      into[i] = Elements.getLong(memory, offsets.next(), dtype);
    }
  }
}
