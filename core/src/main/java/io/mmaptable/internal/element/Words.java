package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;

/// A block of words of 1, 2, 4 or 8 bytes in a Java array: loaded from memory and stored there,
/// whatever their stride, alignment and byte order. Memory, which may be a file that somebody cuts,
/// is read by plain loads and bulk copies only; bytes are swapped here.
public final class Words {
  final byte[] bytes;
  final short[] shorts;
  final int[] ints;
  final long[] longs;

  private final int size;
  private final boolean swap;

  /// Makes room.
  ///
  /// @param size of a word in bytes, or 0 for none
  /// @param swap whether the words are in the order that is not the machine's
  /// @param capacity how many words there is room for
  public Words(int size, boolean swap, int capacity) {
    this.size = size;
    this.swap = swap;
    this.bytes = new byte[size == 1 ? capacity : 0];
    this.shorts = new short[size == 2 ? capacity : 0];
    this.ints = new int[size == 4 ? capacity : 0];
    this.longs = new long[size == 8 ? capacity : 0];
  }

  /// Whether words that lie so need no work: a bulk copy takes them as they are.
  boolean isPlain(long stride) {
    return stride == size && !swap;
  }

  public void load(MemorySegment memory, long at, long stride, int count) {
    if (stride == size) {
      loadRun(memory, at, count);
    } else {
      switch (size) {
        case 1 -> StridedWords.load(memory, at, stride, count, bytes);
        case 2 -> StridedWords.load(memory, at, stride, count, shorts);
        case 4 -> StridedWords.load(memory, at, stride, count, ints);
        default -> StridedWords.load(memory, at, stride, count, longs);
      }
    }
    swap(count);
  }

  private void loadRun(MemorySegment memory, long at, int count) {
    switch (size) {
      case 1 -> Memory.load(memory, Memory.BYTE, at, bytes, 0, count);
      case 2 -> Memory.load(memory, Memory.SHORT, at, shorts, 0, count);
      case 4 -> Memory.load(memory, Memory.INT, at, ints, 0, count);
      default -> Memory.load(memory, Memory.LONG, at, longs, 0, count);
    }
  }

  /// Stores the words, which are swapped in place where they have to be.
  void store(MemorySegment memory, long at, long stride, int count) {
    swap(count);
    storePlain(memory, at, stride, count);
  }

  /// Stores the words as they are.
  public void storePlain(MemorySegment memory, long at, long stride, int count) {
    if (stride == size) {
      storeRun(memory, at, count);
      return;
    }
    switch (size) {
      case 1 -> StridedWords.store(bytes, memory, at, stride, count);
      case 2 -> StridedWords.store(shorts, memory, at, stride, count);
      case 4 -> StridedWords.store(ints, memory, at, stride, count);
      default -> StridedWords.store(longs, memory, at, stride, count);
    }
  }

  private void storeRun(MemorySegment memory, long at, int count) {
    switch (size) {
      case 1 -> Memory.store(bytes, memory, Memory.BYTE, at, count);
      case 2 -> Memory.store(shorts, memory, Memory.SHORT, at, count);
      case 4 -> Memory.store(ints, memory, Memory.INT, at, count);
      default -> Memory.store(longs, memory, Memory.LONG, at, count);
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
}
