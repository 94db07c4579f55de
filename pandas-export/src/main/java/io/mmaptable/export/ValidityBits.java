package io.mmaptable.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Bits for values, from the lowest of the first byte on: whether they are true, or there at all.
final class ValidityBits {
  private final MemorySegment memory;
  private long at;
  private long set;

  /// Bits that are all zero.
  ///
  /// @param count how many there are
  ValidityBits(SegmentAllocator allocator, long count) {
    this.memory = allocator.allocate((count + 7) / 8, 8).fill((byte) 0);
  }

  /// Sets or leaves the next bit.
  void add(boolean bit) {
    if (bit) {
      long index = at >> 3;
      byte bits = memory.get(ValueLayout.JAVA_BYTE, index);
      memory.set(ValueLayout.JAVA_BYTE, index, (byte) (bits | (1 << (at & 7))));
      set++;
    }
    at++;
  }

  /// How many bits have been left.
  long zeros() {
    return at - set;
  }

  MemorySegment memory() {
    return memory;
  }

  /// One of the bits in a buffer.
  static boolean isSet(MemorySegment bits, long index) {
    return (bits.get(ValueLayout.JAVA_BYTE, index >> 3) & (1 << (index & 7))) != 0;
  }
}
