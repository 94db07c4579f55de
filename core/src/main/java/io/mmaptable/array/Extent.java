package io.mmaptable.array;

import java.lang.foreign.MemorySegment;

/// The bytes of its memory that a view touches.
///
/// @param from the lowest
/// @param to the one after the highest
record Extent(long from, long to) {

  static Extent of(NdArray array) {
    return of(array.itemSize(), array.offset(), array.lengths(), array.steps());
  }

  /// Reckons exactly.
  ///
  /// @throws ArithmeticException if a bound is no `long`
  static Extent of(int itemSize, long offset, long[] shape, long[] strides) {
    long from = offset;
    long to = offset;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == 0) {
        return new Extent(offset, offset);
      }
      long distance = Math.multiplyExact(shape[axis] - 1, strides[axis]);
      from = Math.addExact(from, Math.min(distance, 0));
      to = Math.addExact(to, Math.max(distance, 0));
    }
    return new Extent(from, Math.addExact(to, itemSize));
  }

  /// Whether two views may share a byte: their extents do.
  static boolean overlap(NdArray first, NdArray second) {
    MemorySegment memory = first.segment();
    MemorySegment other = second.segment();
    if (memory.asOverlappingSlice(other).isEmpty()) {
      return false;
    }
    Extent mine = of(first).shifted(memory.address());
    Extent its = of(second).shifted(other.address());
    return mine.from < its.to && its.from < mine.to;
  }

  private Extent shifted(long address) {
    return new Extent(from + address, to + address);
  }
}
