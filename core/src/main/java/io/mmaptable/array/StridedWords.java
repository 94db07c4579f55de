package io.mmaptable.array;

import java.lang.foreign.MemorySegment;

/// Loads and stores words that are not side by side. Where they are close together, they are loaded
/// with what is between them, by one bulk copy, and picked on the heap: a loop over a Java array
/// costs a third of one over memory.
final class StridedWords {

  /// The largest such distance, in bytes.
  private static final int NEAR = 32;

  private byte[] window = new byte[0];

  void load(MemorySegment memory, long at, long stride, int count, byte[] into) {
    if (Math.abs(stride) > NEAR) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getByte(memory, at + i * stride);
      }
      return;
    }
    byte[] bytes = window(memory, at, stride, count, 1);
    int step = (int) stride;
    int first = step < 0 ? (1 - count) * step : 0;
    for (int i = 0; i < count; i++) {
      into[i] = bytes[first + i * step];
    }
  }

  void load(MemorySegment memory, long at, long stride, int count, short[] into) {
    if (Math.abs(stride) > NEAR) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getShort(memory, at + i * stride);
      }
      return;
    }
    byte[] bytes = window(memory, at, stride, count, 2);
    int step = (int) stride;
    int first = step < 0 ? (1 - count) * step : 0;
    for (int i = 0; i < count; i++) {
      into[i] = (short) HeapBytes.SHORT.get(bytes, first + i * step);
    }
  }

  void load(MemorySegment memory, long at, long stride, int count, int[] into) {
    if (Math.abs(stride) > NEAR) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getInt(memory, at + i * stride);
      }
      return;
    }
    byte[] bytes = window(memory, at, stride, count, 4);
    int step = (int) stride;
    int first = step < 0 ? (1 - count) * step : 0;
    for (int i = 0; i < count; i++) {
      into[i] = (int) HeapBytes.INT.get(bytes, first + i * step);
    }
  }

  void load(MemorySegment memory, long at, long stride, int count, long[] into) {
    if (Math.abs(stride) > NEAR) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getLong(memory, at + i * stride);
      }
      return;
    }
    byte[] bytes = window(memory, at, stride, count, 8);
    int step = (int) stride;
    int first = step < 0 ? (1 - count) * step : 0;
    for (int i = 0; i < count; i++) {
      into[i] = (long) HeapBytes.LONG.get(bytes, first + i * step);
    }
  }

  private byte[] window(MemorySegment memory, long at, long stride, int count, int size) {
    int length = (count - 1) * (int) Math.abs(stride) + size;
    if (window.length < length) {
      window = new byte[length];
    }
    Memory.load(memory, Memory.BYTE, Math.min(at, at + (count - 1) * stride), window, 0, length);
    return window;
  }

  static void store(byte[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      Memory.setByte(memory, at + i * stride, from[i]);
    }
  }

  static void store(short[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      Memory.setShort(memory, at + i * stride, from[i]);
    }
  }

  static void store(int[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      Memory.setInt(memory, at + i * stride, from[i]);
    }
  }

  static void store(long[] from, MemorySegment memory, long at, long stride, int count) {
    for (int i = 0; i < count; i++) {
      Memory.setLong(memory, at + i * stride, from[i]);
    }
  }
}
