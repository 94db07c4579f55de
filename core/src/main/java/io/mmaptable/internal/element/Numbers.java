package io.mmaptable.internal.element;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Reads single numbers by a code for dtype and byte order that an array keeps, in place of looking
/// at its dtype for each.
///
/// [#read] is too long to be inlined, and is to stay so: HotSpot throws a fault in a mapping when
/// the method that it happened in returns, and then it is still inside the `try` of the caller.
public final class Numbers {
  private static final int OTHER = 0;
  private static final int BOOL = 1;
  private static final int INT8 = 2;
  private static final int UINT8 = 3;
  private static final int INT16 = 4;
  private static final int UINT16 = 5;
  private static final int INT32 = 6;
  private static final int UINT32 = 7;
  private static final int INT64 = 8;
  private static final int UINT64 = 9;
  private static final int FLOAT16 = 10;
  private static final int FLOAT32 = 11;
  private static final int FLOAT64 = 12;
  private static final int TIME = 13;

  /// Added to the code of elements in the order that is not the machine's.
  private static final int SWAPPED = 16;

  private Numbers() {}

  /// The code of a dtype.
  public static int code(DType dtype) {
    int code =
        switch (dtype) {
          case DType.Bool _ -> BOOL;
          case DType.Int(int size, _) -> INT8 + 2 * Integer.numberOfTrailingZeros(size);
          case DType.UInt(int size, _) -> UINT8 + 2 * Integer.numberOfTrailingZeros(size);
          case DType.Floating(int size, _) ->
              size == 16 ? OTHER : FLOAT16 - 1 + Integer.numberOfTrailingZeros(size);
          case DType.DateTime _, DType.TimeDelta _ -> TIME;
          case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
              OTHER;
        };
    boolean swapped = code > UINT8 && dtype.byteOrder() != ByteOrder.nativeOrder();
    return swapped ? code + SWAPPED : code;
  }

  public static double getDouble(MemorySegment memory, long at, int code, DType dtype) {
    return Double.longBitsToDouble(read(memory, at, code, dtype, true));
  }

  public static long getLong(MemorySegment memory, long at, int code, DType dtype) {
    return read(memory, at, code, dtype, false);
  }

  /// An integer as a long, or any number as the bits of a double.
  private static long read(MemorySegment memory, long at, int code, DType dtype, boolean asDouble) {
    long value =
        switch (code) {
          case BOOL -> Memory.getByte(memory, at) == 0 ? 0 : 1;
          case INT8 -> Memory.getByte(memory, at);
          case UINT8 -> Memory.getByte(memory, at) & 0xff;
          case INT16 -> Memory.getShort(memory, at);
          case INT16 + SWAPPED -> Short.reverseBytes(Memory.getShort(memory, at));
          case UINT16 -> Memory.getShort(memory, at) & 0xffff;
          case UINT16 + SWAPPED -> Short.reverseBytes(Memory.getShort(memory, at)) & 0xffff;
          case INT32 -> widened(Memory.getInt(memory, at));
          case INT32 + SWAPPED -> Integer.reverseBytes(Memory.getInt(memory, at));
          case UINT32 -> widened(Memory.getInt(memory, at)) & 0xffff_ffffL;
          case UINT32 + SWAPPED -> Integer.reverseBytes(Memory.getInt(memory, at)) & 0xffff_ffffL;
          case INT64, UINT64, TIME -> Memory.getLong(memory, at);
          case INT64 + SWAPPED, UINT64 + SWAPPED, TIME + SWAPPED ->
              Long.reverseBytes(Memory.getLong(memory, at));
          case FLOAT16 -> bits(Float.float16ToFloat(Memory.getShort(memory, at)));
          case FLOAT16 + SWAPPED ->
              bits(Float.float16ToFloat(Short.reverseBytes(Memory.getShort(memory, at))));
          case FLOAT32 -> bits(Float.intBitsToFloat(Memory.getInt(memory, at)));
          case FLOAT32 + SWAPPED ->
              bits(Float.intBitsToFloat(Integer.reverseBytes(Memory.getInt(memory, at))));
          case FLOAT64 -> Memory.getLong(memory, at);
          case FLOAT64 + SWAPPED -> Long.reverseBytes(Memory.getLong(memory, at));
          default -> 0;
        };
    int kind = code & ~SWAPPED;
    if (kind < UINT64 && kind != OTHER) {
      return asDouble ? bits((double) value) : value;
    }
    if (asDouble ? kind >= FLOAT16 && kind <= FLOAT64 : kind == UINT64 || kind == TIME) {
      return value;
    }
    return asDouble
        ? Double.doubleToRawLongBits(Elements.getDouble(memory, at, dtype))
        : Elements.getLong(memory, at, dtype);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /// Widens an int that has just been loaded, by a detour, as [Elements] does.
  private static long widened(int value) {
    return Long.reverseBytes(Integer.reverseBytes(value)) >> 32;
  }
}
