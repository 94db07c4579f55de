package io.mmaptable.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Where values of different length begin that lie one after the other, and where the last one
/// ends.
final class ArrowOffsets {
  private final ArrowField field;
  private final boolean isLong;
  private final MemorySegment memory;
  private long count;

  /// Offsets of which the first is 0.
  ///
  /// @param field the field of the values, whose type says how wide offsets are
  /// @param values how many values there are to be
  ArrowOffsets(ArrowField field, long values, SegmentAllocator allocator) {
    this.field = field;
    this.isLong =
        switch (field.type()) {
          case ArrowType.Text text -> text.places() == ArrowType.Places.LONG;
          case ArrowType.Binary binary -> binary.places() == ArrowType.Places.LONG;
          default -> throw new AssertionError(field);
        };
    long bytes = isLong ? Long.BYTES : Integer.BYTES;
    this.memory = allocator.allocate(Math.multiplyExact(values + 1, bytes), Long.BYTES);
    add(0);
  }

  /// Adds the end of the next value.
  ///
  /// @throws IllegalArgumentException if offsets of 32 bits do not reach it
  void add(long end) {
    if (isLong) {
      memory.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, count, end);
    } else if (end > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "column '"
              + field.name()
              + "' has more than 2 GB of text in one batch or dictionary; write large text, or"
              + " fewer rows a batch");
    } else {
      memory.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, count, (int) end);
    }
    count++;
  }

  /// One of the offsets.
  long at(long index) {
    return isLong
        ? memory.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index)
        : memory.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
  }

  MemorySegment memory() {
    return memory;
  }
}
