package io.mmaptable.internal.element;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Stores runs of doubles, floats or longs as numbers of one dtype. Integers wrap, and floats
/// become integers as in [FloatTruncation], for which they are changed in the block that they are
/// given in.
public final class NumberWriter {
  private final NumberKind kind;
  private final ByteOrder order;
  private final Words words;
  private final float[] floats;
  private final int[] floatBits;
  private final long[] doubleBits;

  /// A writer of some dtype.
  ///
  /// @param capacity how many numbers a run has at most
  public NumberWriter(DType dtype, int capacity) {
    this.kind = NumberKind.of(dtype);
    this.order = dtype.byteOrder();
    this.words = new Words(Math.min(8, kind.size), order != ByteOrder.nativeOrder(), capacity);
    this.floats = new float[kind.isFloat() && kind.size <= 4 ? capacity : 0];
    this.floatBits = new int[kind.isFloat() ? 0 : capacity];
    this.doubleBits = new long[kind.isFloat() ? 0 : capacity];
  }

  public void doubles(double[] from, MemorySegment memory, long at, long stride, int count) {
    switch (kind) {
      case BOOL -> {
        RawBits.of(from, doubleBits, count);
        Conversions.truthsOfDoubles(doubleBits, words.bytes, count);
      }
      case INT8, UINT8 -> {
        FloatTruncation.keepInts(from, doubleBits, count);
        Conversions.narrow(from, words.bytes, count);
      }
      case INT16, UINT16 -> {
        FloatTruncation.keepInts(from, doubleBits, count);
        Conversions.narrow(from, words.shorts, count);
      }
      case INT32 -> {
        FloatTruncation.keepInts(from, doubleBits, count);
        Conversions.narrow(from, words.ints, count);
      }
      case UINT32 -> {
        FloatTruncation.keepLongs(from, doubleBits, count);
        Conversions.narrow(from, doubleBits, count);
        Conversions.narrow(doubleBits, words.ints, count);
      }
      case INT64 -> {
        FloatTruncation.keepLongs(from, doubleBits, count);
        Conversions.narrow(from, words.longs, count);
      }
      case UINT64 -> FloatTruncation.toUnsignedLongs(from, words.longs, count);
      case FLOAT16 -> Conversions.toHalves(from, words.shorts, count);
      case FLOAT32 -> {
        Conversions.narrow(from, floats, count);
        storeFloats(floats, memory, at, stride, count);
        return;
      }
      case FLOAT64 -> {
        storeDoubles(from, memory, at, stride, count);
        return;
      }
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          Extended.set(memory, at + i * stride, order, from[i]);
        }
        return;
      }
    }
    words.store(memory, at, stride, count);
  }

  public void floats(float[] from, MemorySegment memory, long at, long stride, int count) {
    switch (kind) {
      case INT8, UINT8 -> {
        FloatTruncation.keepInts(from, floatBits, count);
        Conversions.narrow(from, words.bytes, count);
      }
      case INT16, UINT16 -> {
        FloatTruncation.keepInts(from, floatBits, count);
        Conversions.narrow(from, words.shorts, count);
      }
      case INT32 -> {
        FloatTruncation.keepInts(from, floatBits, count);
        Conversions.narrow(from, words.ints, count);
      }
      case INT64 -> {
        FloatTruncation.keepLongs(from, floatBits, count);
        Conversions.narrow(from, words.longs, count);
      }
      case FLOAT16 -> Conversions.toHalves(from, words.shorts, count);
      case FLOAT32 -> {
        storeFloats(from, memory, at, stride, count);
        return;
      }
      case BOOL, UINT32, UINT64, FLOAT64, FLOAT80 ->
          throw new IllegalStateException(kind + " is not written from floats");
    }
    words.store(memory, at, stride, count);
  }

  /// Stores integers.
  ///
  /// @param unsigned whether a negative number stands for the bits of a uint64
  public void longs(
      long[] from, boolean unsigned, MemorySegment memory, long at, long stride, int count) {
    switch (kind) {
      case BOOL -> Conversions.truths(from, words.bytes, count);
      case INT8, UINT8 -> Conversions.narrow(from, words.bytes, count);
      case INT16, UINT16 -> Conversions.narrow(from, words.shorts, count);
      case INT32, UINT32 -> Conversions.narrow(from, words.ints, count);
      case INT64, UINT64 -> {
        storeLongs(from, memory, at, stride, count);
        return;
      }
      case FLOAT16 -> {
        Conversions.toFloats(from, unsigned, floats, count);
        Conversions.toHalves(floats, words.shorts, count);
      }
      case FLOAT32 -> {
        Conversions.toFloats(from, unsigned, floats, count);
        storeFloats(floats, memory, at, stride, count);
        return;
      }
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          Extended.set(memory, at + i * stride, order, from[i], unsigned);
        }
        return;
      }
      case FLOAT64 -> throw new IllegalStateException(kind + " is not written from longs");
    }
    words.store(memory, at, stride, count);
  }

  private void storeFloats(float[] from, MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      Memory.store(from, memory, Memory.FLOAT, at, count);
      return;
    }
    RawBits.of(from, words.ints, count);
    words.store(memory, at, stride, count);
  }

  private void storeDoubles(double[] from, MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      Memory.store(from, memory, Memory.DOUBLE, at, count);
      return;
    }
    RawBits.of(from, words.longs, count);
    words.store(memory, at, stride, count);
  }

  private void storeLongs(long[] from, MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      Memory.store(from, memory, Memory.LONG, at, count);
      return;
    }
    System.arraycopy(from, 0, words.longs, 0, count);
    words.store(memory, at, stride, count);
  }
}
