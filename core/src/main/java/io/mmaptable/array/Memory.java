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
  private static final Class<? extends MemorySegment> NATIVE = MemorySegment.NULL.getClass();
  private static final Class<? extends MemorySegment> LONGS =
      MemorySegment.ofArray(new long[0]).getClass();

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private Memory() {}

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
