package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Makes arrays of zeros and of numbers in a row.
final class Making {

  /// Where arrays lie that nobody else has memory for.
  static final SegmentAllocator MEMORY =
      (byteSize, byteAlignment) -> Arena.ofAuto().allocate(byteSize, byteAlignment);

  private static final long ALIGNMENT = 64;

  private Making() {}

  static NdArray zeros(SegmentAllocator allocator, DType dtype, long... shape) {
    MemorySegment segment = allocator.allocate(Shapes.byteSize(dtype, shape), ALIGNMENT);
    return NdArray.view(segment, dtype, false, null, shape);
  }

  static NdArray arange(long start, long stop, long step) {
    return Pending.of(start, stop, step);
  }

  static NdArray arange(double start, double stop, double step) {
    return Pending.of(start, stop, step);
  }

  static NdArray linspace(double start, double stop, long count, boolean endpoint) {
    return Pending.of(start, stop, count, endpoint);
  }
}
