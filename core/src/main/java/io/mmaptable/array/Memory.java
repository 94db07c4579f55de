package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Loads and stores at byte offsets, unaligned and in the machine's byte order.
///
/// The JDK's own accessors share one profile in a JVM. Where memory of three classes has been
/// touched (heap, native, mapped), HotSpot calls virtual methods on every access, ten times slower.
/// A cast to the class of the memory, as a constant, spares it that: the compiler then knows the
/// receiver whatever the profile says. Heap memory is known where it is a `long[]`, as our own is.
final class Memory {
  static final Class<? extends MemorySegment> NATIVE = MemorySegment.NULL.getClass();
  private static final Class<? extends MemorySegment> LONGS =
      MemorySegment.ofArray(new long[0]).getClass();

  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private Memory() {}

  /// Loads a run of elements into a Java array of the layout's type.
  static void load(
      MemorySegment memory, ValueLayout layout, long at, Object into, int start, int count) {
    if (NATIVE.isInstance(memory)) {
      MemorySegment.copy(NATIVE.cast(memory), layout, at, into, start, count);
    } else if (LONGS.isInstance(memory)) {
      MemorySegment.copy(LONGS.cast(memory), layout, at, into, start, count);
    } else {
      MemorySegment.copy(memory, layout, at, into, start, count);
    }
  }

  /// Stores a run of elements from the beginning of a Java array of the layout's type.
  static void store(Object from, MemorySegment memory, ValueLayout layout, long at, int count) {
    if (NATIVE.isInstance(memory)) {
      MemorySegment.copy(from, 0, NATIVE.cast(memory), layout, at, count);
    } else if (LONGS.isInstance(memory)) {
      MemorySegment.copy(from, 0, LONGS.cast(memory), layout, at, count);
    } else {
      MemorySegment.copy(from, 0, memory, layout, at, count);
    }
  }

  static byte getByte(MemorySegment memory, long at) {
    if (NATIVE.isInstance(memory)) {
      return NATIVE.cast(memory).get(BYTE, at);
    }
    return LONGS.isInstance(memory) ? LONGS.cast(memory).get(BYTE, at) : memory.get(BYTE, at);
  }

  static short getShort(MemorySegment memory, long at) {
    if (NATIVE.isInstance(memory)) {
      return NATIVE.cast(memory).get(SHORT, at);
    }
    return LONGS.isInstance(memory) ? LONGS.cast(memory).get(SHORT, at) : memory.get(SHORT, at);
  }

  static int getInt(MemorySegment memory, long at) {
    if (NATIVE.isInstance(memory)) {
      return NATIVE.cast(memory).get(INT, at);
    }
    return LONGS.isInstance(memory) ? LONGS.cast(memory).get(INT, at) : memory.get(INT, at);
  }

  static long getLong(MemorySegment memory, long at) {
    if (NATIVE.isInstance(memory)) {
      return NATIVE.cast(memory).get(LONG, at);
    }
    return LONGS.isInstance(memory) ? LONGS.cast(memory).get(LONG, at) : memory.get(LONG, at);
  }

  static void setByte(MemorySegment memory, long at, byte value) {
    if (NATIVE.isInstance(memory)) {
      NATIVE.cast(memory).set(BYTE, at, value);
    } else if (LONGS.isInstance(memory)) {
      LONGS.cast(memory).set(BYTE, at, value);
    } else {
      memory.set(BYTE, at, value);
    }
  }

  static void setShort(MemorySegment memory, long at, short value) {
    if (NATIVE.isInstance(memory)) {
      NATIVE.cast(memory).set(SHORT, at, value);
    } else if (LONGS.isInstance(memory)) {
      LONGS.cast(memory).set(SHORT, at, value);
    } else {
      memory.set(SHORT, at, value);
    }
  }

  static void setInt(MemorySegment memory, long at, int value) {
    if (NATIVE.isInstance(memory)) {
      NATIVE.cast(memory).set(INT, at, value);
    } else if (LONGS.isInstance(memory)) {
      LONGS.cast(memory).set(INT, at, value);
    } else {
      memory.set(INT, at, value);
    }
  }

  static void setLong(MemorySegment memory, long at, long value) {
    if (NATIVE.isInstance(memory)) {
      NATIVE.cast(memory).set(LONG, at, value);
    } else if (LONGS.isInstance(memory)) {
      LONGS.cast(memory).set(LONG, at, value);
    } else {
      memory.set(LONG, at, value);
    }
  }
}
