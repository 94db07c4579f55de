package io.mmaptable.export;

import java.util.List;

/// Where a buffer is in the body of a message.
///
/// @param at its first byte
/// @param bytes how long it is
record Extent(long at, long bytes) {
  /// Where buffers begin, so that a vector of any CPU can be loaded from there.
  static final int ALIGNMENT = 64;

  /// The end of the last buffer, with what follows it up to where another one might begin.
  static long end(List<Extent> extents) {
    return extents.isEmpty() ? 0 : aligned(extents.getLast().at() + extents.getLast().bytes());
  }

  /// The next place where a buffer may begin.
  static long aligned(long at) {
    return Math.addExact(at, ALIGNMENT - 1) & -ALIGNMENT;
  }
}
