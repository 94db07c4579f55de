package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;

/// Loads and stores words that are not side by side. The loops over native and mapped memory call
/// the JDK's accessors themselves, which are always inlined; those of [Memory] may not be.
public final class StridedWords {
  private StridedWords() {}

  static void load(MemorySegment memory, long at, long stride, int count, byte[] into) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getByte(memory, at + i * stride);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = Memory.NATIVE.cast(memory).get(Memory.BYTE, at + i * stride);
    }
  }

  static void load(MemorySegment memory, long at, long stride, int count, short[] into) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getShort(memory, at + i * stride);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = Memory.NATIVE.cast(memory).get(Memory.SHORT, at + i * stride);
    }
  }

  static void load(MemorySegment memory, long at, long stride, int count, int[] into) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getInt(memory, at + i * stride);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = Memory.NATIVE.cast(memory).get(Memory.INT, at + i * stride);
    }
  }

  static void load(MemorySegment memory, long at, long stride, int count, long[] into) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        into[i] = Memory.getLong(memory, at + i * stride);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = Memory.NATIVE.cast(memory).get(Memory.LONG, at + i * stride);
    }
  }

  static void store(byte[] from, MemorySegment memory, long at, long stride, int count) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        Memory.setByte(memory, at + i * stride, from[i]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      Memory.NATIVE.cast(memory).set(Memory.BYTE, at + i * stride, from[i]);
    }
  }

  static void store(short[] from, MemorySegment memory, long at, long stride, int count) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        Memory.setShort(memory, at + i * stride, from[i]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      Memory.NATIVE.cast(memory).set(Memory.SHORT, at + i * stride, from[i]);
    }
  }

  static void store(int[] from, MemorySegment memory, long at, long stride, int count) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        Memory.setInt(memory, at + i * stride, from[i]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      Memory.NATIVE.cast(memory).set(Memory.INT, at + i * stride, from[i]);
    }
  }

  static void store(long[] from, MemorySegment memory, long at, long stride, int count) {
    if (!Memory.NATIVE.isInstance(memory)) {
      for (int i = 0; i < count; i++) {
        Memory.setLong(memory, at + i * stride, from[i]);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      Memory.NATIVE.cast(memory).set(Memory.LONG, at + i * stride, from[i]);
    }
  }
}
