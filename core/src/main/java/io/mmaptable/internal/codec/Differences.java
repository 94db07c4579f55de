package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Integers and their differences, modulo 2 to the number of their bits.
final class Differences {
  private static final VarHandle LITTLE_SHORT = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_SHORT = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);

  private Differences() {}

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  /// Writes the first integer, and of each other one how much it is more than the one before.
  static void subtract(ByteSpan source, ByteSpan target, int width, ByteOrder order) {
    byte[] from = source.array();
    byte[] into = target.array();
    int shift = target.offset() - source.offset();
    long before = 0;
    for (int i = source.offset(); i < source.end(); i += width) {
      long value = get(from, i, width, order);
      set(into, i + shift, width, order, value - before);
      before = value;
    }
  }

  /// The integers whose differences these are.
  static void add(ByteSpan source, ByteSpan target, int width, ByteOrder order) {
    byte[] from = source.array();
    byte[] into = target.array();
    int shift = target.offset() - source.offset();
    long value = 0;
    for (int i = source.offset(); i < source.end(); i += width) {
      value += get(from, i, width, order);
      set(into, i + shift, width, order, value);
    }
  }

  /// Neither width nor order changes in a loop, so that the compiler asks for them once.
  private static long get(byte[] bytes, int at, int width, ByteOrder order) {
    boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
    return switch (width) {
      case 1 -> bytes[at];
      case 2 -> isLittle ? (short) LITTLE_SHORT.get(bytes, at) : (short) BIG_SHORT.get(bytes, at);
      case 4 -> isLittle ? (int) LITTLE_INT.get(bytes, at) : (int) BIG_INT.get(bytes, at);
      default -> isLittle ? (long) LITTLE_LONG.get(bytes, at) : (long) BIG_LONG.get(bytes, at);
    };
  }

  private static void set(byte[] bytes, int at, int width, ByteOrder order, long value) {
    boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
    switch (width) {
      case 1 -> bytes[at] = (byte) value;
      case 2 -> (isLittle ? LITTLE_SHORT : BIG_SHORT).set(bytes, at, (short) value);
      case 4 -> (isLittle ? LITTLE_INT : BIG_INT).set(bytes, at, (int) value);
      default -> (isLittle ? LITTLE_LONG : BIG_LONG).set(bytes, at, value);
    }
  }
}
