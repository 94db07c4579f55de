package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A block of words of 1, 2, 4 or 8 bytes in a Java array: loaded from memory and stored there,
/// whatever their stride, alignment and byte order. Memory, which may be a file that somebody cuts,
/// is read by plain loads and bulk copies only; bytes are swapped here.
final class Words {
  final byte[] bytes;
  final short[] shorts;
  final int[] ints;
  final long[] longs;

  /// The array as memory, for those who take the words for floats.
  final MemorySegment segment;

  private final int size;
  private final boolean swap;

  Words(int size, boolean swap) {
    this.size = size;
    this.swap = swap;
    this.bytes = new byte[size == 1 ? Blocks.LENGTH : 0];
    this.shorts = new short[size == 2 ? Blocks.LENGTH : 0];
    this.ints = new int[size == 4 ? Blocks.LENGTH : 0];
    this.longs = new long[size == 8 ? Blocks.LENGTH : 0];
    this.segment =
        switch (size) {
          case 1 -> MemorySegment.ofArray(bytes);
          case 2 -> MemorySegment.ofArray(shorts);
          case 4 -> MemorySegment.ofArray(ints);
          default -> MemorySegment.ofArray(longs);
        };
  }

  /// Whether words that lie so need no work: a bulk copy takes them as they are.
  boolean isPlain(long stride) {
    return stride == size && !swap;
  }

  void load(MemorySegment memory, long at, long stride, int count) {
    if (stride == size) {
      MemorySegment.copy(memory, at, segment, 0, (long) count * size);
    } else {
      switch (size) {
        case 1 -> gather(memory, at, stride, count, bytes);
        case 2 -> gather(memory, at, stride, count, shorts);
        case 4 -> gather(memory, at, stride, count, ints);
        default -> gather(memory, at, stride, count, longs);
      }
    }
    swap(count);
  }

  /// Stores the words, which are swapped in place where they have to be.
  void store(MemorySegment memory, long at, long stride, int count) {
    swap(count);
    if (stride == size) {
      MemorySegment.copy(segment, 0, memory, at, (long) count * size);
      return;
    }
    switch (size) {
      case 1 -> scatter(bytes, memory, at, stride, count);
      case 2 -> scatter(shorts, memory, at, stride, count);
      case 4 -> scatter(ints, memory, at, stride, count);
      default -> scatter(longs, memory, at, stride, count);
    }
  }

  private void swap(int count) {
    if (!swap) {
      return;
    }
    switch (size) {
      case 1 -> {}
      case 2 -> reverse(shorts, count);
      case 4 -> reverse(ints, count);
      default -> reverse(longs, count);
    }
  }

  private static void reverse(short[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Short.reverseBytes(values[i]);
    }
  }

  private static void reverse(int[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Integer.reverseBytes(values[i]);
    }
  }

  private static void reverse(long[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Long.reverseBytes(values[i]);
    }
  }

  private static void gather(MemorySegment memory, long at, long stride, int count, byte[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = memory.get(ValueLayout.JAVA_BYTE, at + i * stride);
    }
  }

  private static void gather(MemorySegment memory, long at, long stride, int count, short[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + i * stride);
    }
  }

  private static void gather(MemorySegment memory, long at, long stride, int count, int[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + i * stride);
    }
  }

  private static void gather(MemorySegment memory, long at, long stride, int count, long[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at + i * stride);
    }
  }

  private static void scatter(byte[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      memory.set(ValueLayout.JAVA_BYTE, at + i * stride, from[i]);
    }
  }

  private static void scatter(short[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at + i * stride, from[i]);
    }
  }

  private static void scatter(int[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      memory.set(ValueLayout.JAVA_INT_UNALIGNED, at + i * stride, from[i]);
    }
  }

  private static void scatter(long[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at + i * stride, from[i]);
    }
  }
}
