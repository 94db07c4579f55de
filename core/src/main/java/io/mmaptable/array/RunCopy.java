package io.mmaptable.array;

import java.lang.foreign.MemorySegment;

/// Copies one run of elements, which lie at even distances in either memory.
@FunctionalInterface
interface RunCopy {

  /// Copies elements.
  ///
  /// @param from the memory of the source
  /// @param at where its first element is, in bytes
  /// @param step the distance from one to the next; negative, or zero for one that is repeated
  /// @param to the memory of the target
  /// @param toAt where its first element is
  /// @param toStep the distance from one to the next
  /// @param count how many there are
  void copy(
      MemorySegment from, long at, long step, MemorySegment to, long toAt, long toStep, long count);
}
