package io.mmaptable.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Two pieces of memory that one thread uses in turn, so that a stage reads one and fills the
/// other. They grow to what is asked for and are used again.
final class Scratch {

  /// What is longer than an array can be is native memory, which goes with the garbage.
  private static final long MOST_IN_AN_ARRAY = Integer.MAX_VALUE - 8;

  private MemorySegment filled = MemorySegment.ofArray(new byte[0]);
  private MemorySegment next = MemorySegment.ofArray(new byte[0]);

  /// Memory other than that of the call before, which stays as it is until the next one.
  MemorySegment room(long size) {
    MemorySegment room = next;
    if (room.byteSize() < size) {
      room =
          size <= MOST_IN_AN_ARRAY
              ? MemorySegment.ofArray(new byte[(int) size])
              : Arena.ofAuto().allocate(size);
    }
    next = filled;
    filled = room;
    return room.asSlice(0, size);
  }

  MemorySegment copy(MemorySegment bytes) {
    return room(bytes.byteSize()).copyFrom(bytes);
  }
}
