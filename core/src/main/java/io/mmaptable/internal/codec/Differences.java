package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.internal.element.HeapBytes;
import java.nio.ByteOrder;

/// Integers and their differences, modulo 2 to the number of their bits. The loops are written for
/// each width: one for all asks each element for its width.
final class Differences {
  private Differences() {}

  /// Writes the first integer, and of each other one how much it is more than the one before.
  static void subtract(ByteSpan source, ByteSpan target, int width, ByteOrder order) {
    byte[] from = source.array();
    byte[] into = target.array();
    int at = source.offset();
    int to = target.offset();
    int count = source.length() / width;
    boolean swap = order != ByteOrder.nativeOrder();
    switch (width) {
      case 1 -> subtractBytes(from, at, into, to, count);
      case 2 -> subtractShorts(from, at, into, to, count, swap);
      case 4 -> subtractInts(from, at, into, to, count, swap);
      default -> subtractLongs(from, at, into, to, count, swap);
    }
  }

  /// Writes the integers whose differences these are.
  static void add(ByteSpan source, ByteSpan target, int width, ByteOrder order) {
    byte[] from = source.array();
    byte[] into = target.array();
    int at = source.offset();
    int to = target.offset();
    int count = source.length() / width;
    boolean swap = order != ByteOrder.nativeOrder();
    switch (width) {
      case 1 -> addBytes(from, at, into, to, count);
      case 2 -> addShorts(from, at, into, to, count, swap);
      case 4 -> addInts(from, at, into, to, count, swap);
      default -> addLongs(from, at, into, to, count, swap);
    }
  }

  private static void subtractBytes(byte[] from, int at, byte[] into, int to, int count) {
    byte before = 0;
    for (int i = 0; i < count; i++) {
      byte value = from[at + i];
      into[to + i] = (byte) (value - before);
      before = value;
    }
  }

  private static void addBytes(byte[] from, int at, byte[] into, int to, int count) {
    byte value = 0;
    for (int i = 0; i < count; i++) {
      value += from[at + i];
      into[to + i] = value;
    }
  }

  private static short getShort(byte[] bytes, int at, boolean swap) {
    short value = (short) HeapBytes.SHORT.get(bytes, at);
    return swap ? Short.reverseBytes(value) : value;
  }

  private static void setShort(byte[] bytes, int at, boolean swap, short value) {
    HeapBytes.SHORT.set(bytes, at, swap ? Short.reverseBytes(value) : value);
  }

  private static void subtractShorts(
      byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    short before = 0;
    for (int i = 0; i < count; i++) {
      short value = getShort(from, at + 2 * i, swap);
      setShort(into, to + 2 * i, swap, (short) (value - before));
      before = value;
    }
  }

  private static void addShorts(byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    short value = 0;
    for (int i = 0; i < count; i++) {
      value += getShort(from, at + 2 * i, swap);
      setShort(into, to + 2 * i, swap, value);
    }
  }

  private static int getInt(byte[] bytes, int at, boolean swap) {
    int value = (int) HeapBytes.INT.get(bytes, at);
    return swap ? Integer.reverseBytes(value) : value;
  }

  private static void setInt(byte[] bytes, int at, boolean swap, int value) {
    HeapBytes.INT.set(bytes, at, swap ? Integer.reverseBytes(value) : value);
  }

  private static void subtractInts(
      byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    int before = 0;
    for (int i = 0; i < count; i++) {
      int value = getInt(from, at + 4 * i, swap);
      setInt(into, to + 4 * i, swap, value - before);
      before = value;
    }
  }

  private static void addInts(byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value += getInt(from, at + 4 * i, swap);
      setInt(into, to + 4 * i, swap, value);
    }
  }

  private static long getLong(byte[] bytes, int at, boolean swap) {
    long value = (long) HeapBytes.LONG.get(bytes, at);
    return swap ? Long.reverseBytes(value) : value;
  }

  private static void setLong(byte[] bytes, int at, boolean swap, long value) {
    HeapBytes.LONG.set(bytes, at, swap ? Long.reverseBytes(value) : value);
  }

  private static void subtractLongs(
      byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    long before = 0;
    for (int i = 0; i < count; i++) {
      long value = getLong(from, at + 8 * i, swap);
      setLong(into, to + 8 * i, swap, value - before);
      before = value;
    }
  }

  private static void addLongs(byte[] from, int at, byte[] into, int to, int count, boolean swap) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value += getLong(from, at + 8 * i, swap);
      setLong(into, to + 8 * i, swap, value);
    }
  }
}
