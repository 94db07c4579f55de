package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Whether an assignment would write over what it has yet to read.
final class Overlap {
  private Overlap() {}

  /// Whether the source is to be copied first.
  static boolean isHarmful(NdArray target, NdArray source) {
    if (target.size() == 0
        || source.size() == 0
        || target.itemSize() == 0
        || source.itemSize() == 0
        || source.segment().byteSize() == 0) { // which is loaded from elsewhere
      return false;
    }
    MemorySegment written = extent(target);
    Optional<MemorySegment> both = written.asOverlappingSlice(extent(source));
    return both.isPresent() && !isSameLayout(target, source, both.get().byteSize());
  }

  /// Whether each element is written where it was read: extents of one size that overlap in full
  /// are one.
  private static boolean isSameLayout(NdArray target, NdArray source, long overlap) {
    return target.dtype().equals(source.dtype())
        && Arrays.equals(target.lengths(), source.lengths())
        && Arrays.equals(target.steps(), source.steps())
        && extent(target).byteSize() == overlap;
  }

  /// The memory from the first byte of a view to its last one.
  private static MemorySegment extent(NdArray array) {
    Extent extent = Extent.of(array);
    return array.segment().asSlice(extent.from(), extent.to() - extent.from());
  }
}
