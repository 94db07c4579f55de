package io.mmaptable.array;

import io.mmaptable.internal.element.HeapBytes;
import io.mmaptable.internal.element.Memory;
import java.lang.foreign.MemorySegment;

/// Copies units of a number of bytes, an element or a row of elements, between places in two
/// memories. Where they lie close together on a side, a block of it is copied at once, and units
/// are picked on the heap.
final class UnitCopy {

  /// How many bytes are looked through at once for the units of a block.
  private static final int WINDOW = 16 * Blocks.LENGTH;

  private final MemorySegment source;
  private final MemorySegment target;
  private final long bytes;
  private final byte[] window = new byte[WINDOW];
  private final byte[] units = new byte[8 * Blocks.LENGTH];

  UnitCopy(MemorySegment source, MemorySegment target, long bytes) {
    this.source = source;
    this.target = target;
    this.bytes = bytes;
  }

  /// Copies units one after the other.
  ///
  /// @param from where each is in the source
  /// @param to where each goes in the target
  /// @param count how many there are, at most [Blocks#LENGTH]
  void copy(long[] from, long[] to, int count) {
    if (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8) {
      load(from, count, (int) bytes);
      store(to, count, (int) bytes);
      return;
    }
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(source, from[i], target, to[i], bytes);
    }
  }

  /// Gathers units. A window over memory is copied where all of them are in it: the compiler knows
  /// the heap array that they are picked from, but not which class of segment it has before it once
  /// an application uses several.
  private void load(long[] from, int count, int size) {
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int i = 0; i < count; i++) {
      low = Math.min(low, from[i]);
      high = Math.max(high, from[i]);
    }
    if (high - low + size > WINDOW) {
      loadFar(from, count, size);
      return;
    }
    Memory.load(source, Memory.BYTE, low, window, 0, (int) (high - low) + size);
    pick(from, low, count, size);
  }

  private void pick(long[] from, long low, int count, int size) {
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          units[i] = window[(int) (from[i] - low)];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.SHORT.set(
              units, 2 * i, (short) HeapBytes.SHORT.get(window, (int) (from[i] - low)));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.INT.set(units, 4 * i, (int) HeapBytes.INT.get(window, (int) (from[i] - low)));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.LONG.set(
              units, 8 * i, (long) HeapBytes.LONG.get(window, (int) (from[i] - low)));
        }
      }
    }
  }

  private void loadFar(long[] from, int count, int size) {
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          units[i] = Memory.getByte(source, from[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.SHORT.set(units, 2 * i, Memory.getShort(source, from[i]));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.INT.set(units, 4 * i, Memory.getInt(source, from[i]));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          HeapBytes.LONG.set(units, 8 * i, Memory.getLong(source, from[i]));
        }
      }
    }
  }

  private void store(long[] to, int count, int size) {
    if (isRun(to, count, size)) {
      Memory.store(units, target, Memory.BYTE, to[0], count * size);
      return;
    }
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          Memory.setByte(target, to[i], units[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          Memory.setShort(target, to[i], (short) HeapBytes.SHORT.get(units, 2 * i));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          Memory.setInt(target, to[i], (int) HeapBytes.INT.get(units, 4 * i));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Memory.setLong(target, to[i], (long) HeapBytes.LONG.get(units, 8 * i));
        }
      }
    }
  }

  private static boolean isRun(long[] to, int count, int size) {
    long gaps = 0;
    for (int i = 1; i < count; i++) {
      gaps |= to[i] - to[i - 1] - size;
    }
    return count > 0 && gaps == 0;
  }
}
