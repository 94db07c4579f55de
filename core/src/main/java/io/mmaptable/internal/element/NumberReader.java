package io.mmaptable.internal.element;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Loads runs of numbers of one dtype as doubles, floats or longs: a block of the dtype's own words
/// comes first, and a loop that the compiler vectorizes converts it.
public final class NumberReader {
  private final NumberKind kind;
  private final ByteOrder order;
  private final boolean unsigned;
  private final Words words;
  private final float[] floats;
  private final long[] truths;

  /// What is added to signed bytes and shorts; unsigned ones lose it when their sign is flipped.
  private final int bias;

  /// A reader whose longs may be the bits of uint64, where its numbers may be larger than any long.
  ///
  /// @param capacity how many numbers a run has at most
  public NumberReader(DType dtype, boolean unsigned, int capacity) {
    this.unsigned = unsigned;
    this.kind = NumberKind.of(dtype);
    this.order = dtype.byteOrder();
    this.words = new Words(Math.min(8, kind.size), order != ByteOrder.nativeOrder(), capacity);
    this.floats = new float[kind == NumberKind.FLOAT32 ? capacity : 0];
    this.truths = new long[kind == NumberKind.BOOL ? (capacity + 7) / 8 : 0];
    this.bias = kind == NumberKind.UINT8 ? 1 << 7 : kind == NumberKind.UINT16 ? 1 << 15 : 0;
  }

  public void doubles(
      MemorySegment memory, long at, long stride, int count, double[] into, int start) {
    switch (kind) {
      case BOOL, INT8, UINT8 ->
          Conversions.add(bytes(memory, at, stride, count), (double) bias, into, start, count);
      case INT16, UINT16 ->
          Conversions.add(shorts(memory, at, stride, count), (double) bias, into, start, count);
      case INT32 -> Conversions.copy(ints(memory, at, stride, count), into, start, count);
      case INT64 -> Conversions.copy(longs(memory, at, stride, count), into, start, count);
      case UINT32 -> Conversions.copyUnsigned(ints(memory, at, stride, count), into, start, count);
      case UINT64 -> Conversions.copyUnsigned(longs(memory, at, stride, count), into, start, count);
      case FLOAT16 -> Conversions.copyHalves(halves(memory, at, stride, count), into, start, count);
      case FLOAT32 -> {
        loadFloats(memory, at, stride, count, floats, 0);
        Conversions.copy(floats, into, start, count);
      }
      case FLOAT64 -> loadDoubles(memory, at, stride, count, into, start);
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          into[start + i] = Elements.real(memory, at + i * stride, 16, order);
        }
      }
    }
  }

  /// Loads numbers as floats, to which kinds of more bits are rounded.
  public void floats(
      MemorySegment memory, long at, long stride, int count, float[] into, int start) {
    switch (kind) {
      case BOOL, INT8, UINT8 ->
          Conversions.add(bytes(memory, at, stride, count), (float) bias, into, start, count);
      case INT16, UINT16 ->
          Conversions.add(shorts(memory, at, stride, count), (float) bias, into, start, count);
      case INT32 -> Conversions.copy(ints(memory, at, stride, count), into, start, count);
      case FLOAT16 -> Conversions.copyHalves(halves(memory, at, stride, count), into, start, count);
      case FLOAT32 -> loadFloats(memory, at, stride, count, into, start);
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          into[start + i] = Extended.getFloat(memory, at + i * stride, order);
        }
      }
      case INT64, UINT32, UINT64, FLOAT64 ->
          throw new IllegalStateException(kind + " is not read as floats");
    }
  }

  /// Loads integers; unsigned ones are extended with zeros. Floats become integers as in
  /// [FloatTruncation].
  public void longs(MemorySegment memory, long at, long stride, int count, long[] into, int start) {
    switch (kind) {
      case BOOL, INT8, UINT8 ->
          Conversions.add(bytes(memory, at, stride, count), (long) bias, into, start, count);
      case INT16, UINT16 ->
          Conversions.add(shorts(memory, at, stride, count), (long) bias, into, start, count);
      case INT32 -> Conversions.copy(ints(memory, at, stride, count), into, start, count);
      case INT64, UINT64 -> loadLongs(memory, at, stride, count, into, start);
      case UINT32 -> Conversions.copyUnsigned(ints(memory, at, stride, count), into, start, count);
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          into[start + i] = Extended.getLong(memory, at + i * stride, order, unsigned);
        }
      }
      case FLOAT16, FLOAT32, FLOAT64 ->
          throw new IllegalStateException(kind + " is not read as longs");
    }
  }

  private void loadDoubles(
      MemorySegment memory, long at, long stride, int count, double[] into, int start) {
    if (words.isPlain(stride)) {
      Memory.load(memory, Memory.DOUBLE, at, into, start, count);
      return;
    }
    RawBits.to(longs(memory, at, stride, count), into, start, count);
  }

  private void loadFloats(
      MemorySegment memory, long at, long stride, int count, float[] into, int start) {
    if (words.isPlain(stride)) {
      Memory.load(memory, Memory.FLOAT, at, into, start, count);
      return;
    }
    RawBits.to(ints(memory, at, stride, count), into, start, count);
  }

  private void loadLongs(
      MemorySegment memory, long at, long stride, int count, long[] into, int start) {
    if (words.isPlain(stride)) {
      Memory.load(memory, Memory.LONG, at, into, start, count);
      return;
    }
    System.arraycopy(longs(memory, at, stride, count), 0, into, start, count);
  }

  /// Loads bytes, of which unsigned ones are flipped and truth values are made 0 or 1.
  private byte[] bytes(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    if (kind == NumberKind.BOOL) {
      RawBits.of(words.bytes, truths, count);
      Conversions.truths(truths, truths.length);
      RawBits.to(truths, words.bytes, count);
    } else if (bias != 0) {
      Conversions.flip(words.bytes, count);
    }
    return words.bytes;
  }

  private short[] shorts(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    if (bias != 0) {
      Conversions.flip(words.shorts, count);
    }
    return words.shorts;
  }

  private short[] halves(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    return words.shorts;
  }

  private int[] ints(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    return words.ints;
  }

  private long[] longs(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    return words.longs;
  }
}
