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
    long word = word(memory, at, code);
    long value =
        switch (code) {
          case BOOL -> word == 0 ? 0 : 1;
          case INT8 -> word;
          case UINT8 -> word & 0xff;
          case INT16 -> word;
          case INT16 + SWAPPED -> Short.reverseBytes((short) word);
          case UINT16 -> word & 0xffff;
          case UINT16 + SWAPPED -> Short.reverseBytes((short) word) & 0xffff;
          case INT32 -> word;
          case INT32 + SWAPPED -> Integer.reverseBytes((int) word);
          case UINT32 -> word & 0xffff_ffffL;
          case UINT32 + SWAPPED -> Integer.reverseBytes((int) word) & 0xffff_ffffL;
          case INT64, UINT64, TIME -> word;
          case INT64 + SWAPPED, UINT64 + SWAPPED, TIME + SWAPPED -> Long.reverseBytes(word);
          case FLOAT16 -> bits(Float.float16ToFloat((short) word));
          case FLOAT16 + SWAPPED -> bits(Float.float16ToFloat(Short.reverseBytes((short) word)));
          case FLOAT32 -> bits(Float.intBitsToFloat((int) word));
          case FLOAT32 + SWAPPED -> bits(Float.intBitsToFloat(Integer.reverseBytes((int) word)));
          case FLOAT64 -> word;
          case FLOAT64 + SWAPPED -> Long.reverseBytes(word);
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

  /// The bytes of an element, as they lie, in a sign-extended word. The JDK's accessors are called
  /// here, and not [Memory]'s: they are inlined by force, where ours are not inlined for sizes that
  /// were rare when this was compiled.
  private static long word(MemorySegment memory, long at, int code) {
    if (Memory.NATIVE.isInstance(memory)) {
      MemorySegment known = Memory.NATIVE.cast(memory);
      return switch (code & ~SWAPPED) {
        case OTHER -> 0;
        case BOOL, INT8, UINT8 -> known.get(Memory.BYTE, at);
        case INT16, UINT16, FLOAT16 -> known.get(Memory.SHORT, at);
        case INT32, UINT32, FLOAT32 -> widened(known.get(Memory.INT, at));
        default -> known.get(Memory.LONG, at);
      };
    }
    return heapWord(memory, at, code);
  }

  private static long heapWord(MemorySegment memory, long at, int code) {
    return switch (code & ~SWAPPED) {
      case OTHER -> 0;
      case BOOL, INT8, UINT8 -> Memory.getByte(memory, at);
      case INT16, UINT16, FLOAT16 -> Memory.getShort(memory, at);
      case INT32, UINT32, FLOAT32 -> widened(Memory.getInt(memory, at));
      default -> Memory.getLong(memory, at);
    };
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /// Widens an int that has just been loaded, by a detour, as [Elements] does.
  private static long widened(int value) {
    return Long.reverseBytes(Integer.reverseBytes(value)) >> 32;
  }
}
