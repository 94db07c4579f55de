package io.mmaptable.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/// Native memory that becomes larger as it is filled. What it was before stays where the allocator
/// has put it, so that all of it is at most twice as large as the last.
final class GrowingMemory {
  private static final long FIRST = 1 << 12;

  private final SegmentAllocator allocator;
  private MemorySegment memory = MemorySegment.NULL;

  /// Takes what gives memory, and decides how long it lives.
  GrowingMemory(SegmentAllocator allocator) {
    this.allocator = allocator;
  }

  /// The memory, at least as large as it is wanted. Whatever was in it is in it still.
  MemorySegment ofAtLeast(long bytes) {
    if (memory.byteSize() < bytes) {
      long size = Math.max(FIRST, Math.max(bytes, Math.multiplyExact(memory.byteSize(), 2)));
      memory = allocator.allocate(size, Long.BYTES).copyFrom(memory);
    }
    return memory;
  }

  /// The memory as it is.
  MemorySegment memory() {
    return memory;
  }

  /// The beginning of the memory.
  MemorySegment first(long bytes) {
    return memory.asSlice(0, bytes);
  }
}
