package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Stores runs of doubles or longs as numbers of one dtype. Integers wrap, and floats become
/// integers as in [X86]. A run has 512 numbers at most.
final class NumberWriter {
  private final NumberKind kind;
  private final ByteOrder order;
  private final Words words;
  private final float[] floats;
  private final int[] ints;
  private final long[] longs;

  NumberWriter(DType dtype) {
    this.kind = NumberKind.of(dtype);
    this.order = dtype.byteOrder();
    this.words = new Words(Math.min(8, kind.size), order != ByteOrder.nativeOrder());
    this.floats = new float[kind.isFloat() && kind.size <= 4 ? Blocks.LENGTH : 0];
    this.ints = new int[!kind.isFloat() && kind.size <= 2 ? Blocks.LENGTH : 0];
    this.longs = new long[kind.isFloat() ? 0 : Blocks.LENGTH];
  }

  void doubles(double[] from, MemorySegment memory, long at, long stride, int count) {
    switch (kind) {
      case BOOL -> Conversions.truths(from, words.bytes, count);
      case INT8, UINT8 -> {
        X86.toInts(from, ints, longs, count);
        Conversions.narrow(ints, words.bytes, count);
      }
      case INT16, UINT16 -> {
        X86.toInts(from, ints, longs, count);
        Conversions.narrow(ints, words.shorts, count);
      }
      case INT32 -> X86.toInts(from, words.ints, longs, count);
      case UINT32 -> {
        X86.toLongs(from, longs, longs, count);
        Conversions.narrow(longs, words.ints, count);
      }
      case INT64 -> X86.toLongs(from, words.longs, longs, count);
      case UINT64 -> X86.toUnsignedLongs(from, words.longs, count);
      case FLOAT16 -> Conversions.toHalves(from, words.shorts, count);
      case FLOAT32 -> {
        Conversions.narrow(from, floats, count);
        storeFloats(memory, at, stride, count);
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

  /// Stores integers.
  ///
  /// @param unsigned whether a negative number stands for the bits of a uint64
  void longs(long[] from, boolean unsigned, MemorySegment memory, long at, long stride, int count) {
    switch (kind) {
      case BOOL -> Conversions.truths(from, words.bytes, count);
      case INT8, UINT8 -> {
        Conversions.narrow(from, ints, count);
        Conversions.narrow(ints, words.bytes, count);
      }
      case INT16, UINT16 -> {
        Conversions.narrow(from, ints, count);
        Conversions.narrow(ints, words.shorts, count);
      }
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
        storeFloats(memory, at, stride, count);
        return;
      }
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          Extended.set(memory, at + i * stride, order, from[i], unsigned);
        }
        return;
      }
      case FLOAT64 -> throw new IllegalStateException(kind + " is written from doubles");
    }
    words.store(memory, at, stride, count);
  }

  private void storeFloats(MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(floats, 0, memory, ValueLayout.JAVA_FLOAT_UNALIGNED, at, count);
      return;
    }
    MemorySegment.copy(floats, 0, words.segment, ValueLayout.JAVA_FLOAT, 0, count);
    words.store(memory, at, stride, count);
  }

  private void storeDoubles(double[] from, MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(from, 0, memory, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, count);
      return;
    }
    MemorySegment.copy(from, 0, words.segment, ValueLayout.JAVA_DOUBLE, 0, count);
    words.store(memory, at, stride, count);
  }

  private void storeLongs(long[] from, MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(from, 0, memory, ValueLayout.JAVA_LONG_UNALIGNED, at, count);
      return;
    }
    System.arraycopy(from, 0, words.longs, 0, count);
    words.store(memory, at, stride, count);
  }
}
