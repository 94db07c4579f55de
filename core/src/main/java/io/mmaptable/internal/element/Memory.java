package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Loads and stores at byte offsets, unaligned and in the machine's byte order.
///
/// The JDK's own accessors share one profile in a JVM. Where memory of three classes has been
/// touched (heap, native, mapped), HotSpot calls virtual methods on every access, ten times slower.
/// A cast to the class of the memory, as a constant, spares it that: the compiler then knows the
/// receiver whatever the profile says. Heap memory is known where it is a `long[]`, as our own is.
///
/// No accessor is longer than 35 bytecodes (`MaxInlineSize`), so that it is inlined wherever it is
/// called from; longer ones were, or were not, as the profile happened to be, and a loop took 0.9
/// ns or 4 for an element.
public final class Memory {
  public static final Class<? extends MemorySegment> NATIVE = MemorySegment.NULL.getClass();
  private static final Class<? extends MemorySegment> LONGS =
      MemorySegment.ofArray(new long[0]).getClass();

  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private Memory() {}

  /// Loads a run of elements into a Java array of the layout's type.
  public static void load(
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
  public static void store(
      Object from, MemorySegment memory, ValueLayout layout, long at, int count) {
    if (NATIVE.isInstance(memory)) {
      MemorySegment.copy(from, 0, NATIVE.cast(memory), layout, at, count);
    } else if (LONGS.isInstance(memory)) {
      MemorySegment.copy(from, 0, LONGS.cast(memory), layout, at, count);
    } else {
      MemorySegment.copy(from, 0, memory, layout, at, count);
    }
  }

  /// Whether memory is native, as that of mapped files is.
  public static boolean isNative(MemorySegment memory) {
    return NATIVE.isInstance(memory);
  }

  private static boolean isLongs(MemorySegment memory) {
    return LONGS.isInstance(memory);
  }

  public static byte getByte(MemorySegment memory, long at) {
    if (isNative(memory)) {
      return NATIVE.cast(memory).get(BYTE, at);
    }
    return getHeapByte(memory, at);
  }

  private static byte getHeapByte(MemorySegment memory, long at) {
    if (isLongs(memory)) {
      return LONGS.cast(memory).get(BYTE, at);
    }
    return memory.get(BYTE, at);
  }

  public static short getShort(MemorySegment memory, long at) {
    if (isNative(memory)) {
      return NATIVE.cast(memory).get(SHORT, at);
    }
    return getHeapShort(memory, at);
  }

  private static short getHeapShort(MemorySegment memory, long at) {
    if (isLongs(memory)) {
      return LONGS.cast(memory).get(SHORT, at);
    }
    return memory.get(SHORT, at);
  }

  public static int getInt(MemorySegment memory, long at) {
    if (isNative(memory)) {
      return NATIVE.cast(memory).get(INT, at);
    }
    return getHeapInt(memory, at);
  }

  private static int getHeapInt(MemorySegment memory, long at) {
    if (isLongs(memory)) {
      return LONGS.cast(memory).get(INT, at);
    }
    return memory.get(INT, at);
  }

  public static long getLong(MemorySegment memory, long at) {
    if (isNative(memory)) {
      return NATIVE.cast(memory).get(LONG, at);
    }
    return getHeapLong(memory, at);
  }

  private static long getHeapLong(MemorySegment memory, long at) {
    if (isLongs(memory)) {
      return LONGS.cast(memory).get(LONG, at);
    }
    return memory.get(LONG, at);
  }

  public static void setByte(MemorySegment memory, long at, byte value) {
    if (isNative(memory)) {
      NATIVE.cast(memory).set(BYTE, at, value);
      return;
    }
    setHeapByte(memory, at, value);
  }

  private static void setHeapByte(MemorySegment memory, long at, byte value) {
    if (isLongs(memory)) {
      LONGS.cast(memory).set(BYTE, at, value);
      return;
    }
    memory.set(BYTE, at, value);
  }

  public static void setShort(MemorySegment memory, long at, short value) {
    if (isNative(memory)) {
      NATIVE.cast(memory).set(SHORT, at, value);
      return;
    }
    setHeapShort(memory, at, value);
  }

  private static void setHeapShort(MemorySegment memory, long at, short value) {
    if (isLongs(memory)) {
      LONGS.cast(memory).set(SHORT, at, value);
      return;
    }
    memory.set(SHORT, at, value);
  }

  public static void setInt(MemorySegment memory, long at, int value) {
    if (isNative(memory)) {
      NATIVE.cast(memory).set(INT, at, value);
      return;
    }
    setHeapInt(memory, at, value);
  }

  private static void setHeapInt(MemorySegment memory, long at, int value) {
    if (isLongs(memory)) {
      LONGS.cast(memory).set(INT, at, value);
      return;
    }
    memory.set(INT, at, value);
  }

  public static void setLong(MemorySegment memory, long at, long value) {
    if (isNative(memory)) {
      NATIVE.cast(memory).set(LONG, at, value);
      return;
    }
    setHeapLong(memory, at, value);
  }

  private static void setHeapLong(MemorySegment memory, long at, long value) {
    if (isLongs(memory)) {
      LONGS.cast(memory).set(LONG, at, value);
      return;
    }
    memory.set(LONG, at, value);
  }
}
