package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Loads runs of numbers of one dtype as doubles, floats or longs: a block of the dtype's own words
/// comes first, and a loop that the compiler vectorizes converts it. A run has 512 numbers at most.
final class NumberReader {
  private final NumberKind kind;
  private final ByteOrder order;
  private final boolean unsigned;
  private final Words words;
  private final float[] floats;

  NumberReader(DType dtype) {
    this(dtype, false);
  }

  /// A reader whose longs are the bits of uint64, where its numbers may be larger than any long.
  NumberReader(DType dtype, boolean unsigned) {
    this.unsigned = unsigned;
    this.kind = NumberKind.of(dtype);
    this.order = dtype.byteOrder();
    this.words = new Words(Math.min(8, kind.size), order != ByteOrder.nativeOrder());
    this.floats = new float[kind == NumberKind.FLOAT32 ? Blocks.LENGTH : 0];
  }

  void doubles(MemorySegment memory, long at, long stride, int count, double[] into, int start) {
    switch (kind) {
      case BOOL -> Conversions.truths(bytes(memory, at, stride, count), into, start, count);
      case INT8 -> Conversions.copy(bytes(memory, at, stride, count), into, start, count);
      case INT16 -> Conversions.copy(shorts(memory, at, stride, count), into, start, count);
      case INT32 -> Conversions.copy(ints(memory, at, stride, count), into, start, count);
      case INT64 -> Conversions.copy(longs(memory, at, stride, count), into, start, count);
      case UINT8 -> Conversions.copyUnsigned(bytes(memory, at, stride, count), into, start, count);
      case UINT16 ->
          Conversions.copyUnsigned(shorts(memory, at, stride, count), into, start, count);
      case UINT32 -> Conversions.copyUnsigned(ints(memory, at, stride, count), into, start, count);
      case UINT64 -> Conversions.copyUnsigned(longs(memory, at, stride, count), into, start, count);
      case FLOAT16 -> Conversions.copyHalves(shorts(memory, at, stride, count), into, start, count);
      case FLOAT32 -> Conversions.copy(singles(memory, at, stride, count), into, start, count);
      case FLOAT64 -> loadDoubles(memory, at, stride, count, into, start);
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          into[start + i] = Elements.real(memory, at + i * stride, 16, order);
        }
      }
    }
  }

  /// Loads integers; unsigned ones are extended with zeros. Floats become integers as in [X86].
  void longs(MemorySegment memory, long at, long stride, int count, long[] into, int start) {
    switch (kind) {
      case BOOL -> Conversions.truths(bytes(memory, at, stride, count), into, start, count);
      case INT8 -> Conversions.copy(bytes(memory, at, stride, count), into, start, count);
      case INT16 -> Conversions.copy(shorts(memory, at, stride, count), into, start, count);
      case INT32 -> Conversions.copy(ints(memory, at, stride, count), into, start, count);
      case INT64, UINT64 -> loadLongs(memory, at, stride, count, into, start);
      case UINT8 -> Conversions.copyUnsigned(bytes(memory, at, stride, count), into, start, count);
      case UINT16 ->
          Conversions.copyUnsigned(shorts(memory, at, stride, count), into, start, count);
      case UINT32 -> Conversions.copyUnsigned(ints(memory, at, stride, count), into, start, count);
      case FLOAT80 -> {
        for (int i = 0; i < count; i++) {
          into[start + i] = Extended.getLong(memory, at + i * stride, order, unsigned);
        }
      }
      case FLOAT16, FLOAT32, FLOAT64 ->
          throw new IllegalStateException(kind + " is read as doubles");
    }
  }

  private void loadDoubles(
      MemorySegment memory, long at, long stride, int count, double[] into, int start) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE_UNALIGNED, at, into, start, count);
      return;
    }
    words.load(memory, at, stride, count);
    MemorySegment.copy(words.segment, ValueLayout.JAVA_DOUBLE, 0, into, start, count);
  }

  private void loadLongs(
      MemorySegment memory, long at, long stride, int count, long[] into, int start) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(memory, ValueLayout.JAVA_LONG_UNALIGNED, at, into, start, count);
      return;
    }
    words.load(memory, at, stride, count);
    System.arraycopy(words.longs, 0, into, start, count);
  }

  private float[] singles(MemorySegment memory, long at, long stride, int count) {
    if (words.isPlain(stride)) {
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, at, floats, 0, count);
    } else {
      words.load(memory, at, stride, count);
      MemorySegment.copy(words.segment, ValueLayout.JAVA_FLOAT, 0, floats, 0, count);
    }
    return floats;
  }

  private byte[] bytes(MemorySegment memory, long at, long stride, int count) {
    words.load(memory, at, stride, count);
    return words.bytes;
  }

  private short[] shorts(MemorySegment memory, long at, long stride, int count) {
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
