package io.mmaptable.internal.element;

import io.mmaptable.dtype.DType;

/// The kinds of numbers that elements are kept as. Times are integers of 64 bits.
public enum NumberKind {
  BOOL(1),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  FLOAT16(2),
  FLOAT32(4),
  FLOAT64(8),
  /// x86's extended precision, padded to 16 bytes.
  FLOAT80(16);

  public final int size;

  NumberKind(int size) {
    this.size = size;
  }

  public boolean isFloat() {
    return compareTo(FLOAT16) >= 0;
  }

  /// Whether a `double` does not hold every such integer.
  public boolean isLong() {
    return this == INT64 || this == UINT64;
  }

  /// Whether [NumberReader#floats] loads such numbers: a `float` is the nearest to each.
  public boolean isReadAsFloats() {
    return switch (this) {
      case BOOL, INT8, INT16, INT32, UINT8, UINT16, FLOAT16, FLOAT32 -> true;
      case INT64, UINT32, UINT64, FLOAT64, FLOAT80 -> false;
    };
  }

  /// Whether [NumberWriter#floats] stores such numbers.
  public boolean isWrittenFromFloats() {
    return switch (this) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, FLOAT16, FLOAT32 -> true;
      case BOOL, UINT32, UINT64, FLOAT64, FLOAT80 -> false;
    };
  }

  /// Whether such elements mean the same, or wrap to it, as those of another kind with their bytes.
  public boolean hasBytesOf(NumberKind other) {
    boolean integers = !isFloat() && !other.isFloat() && this != BOOL && other != BOOL;
    return this == other || (integers && size == other.size);
  }

  public static boolean isKindOf(DType dtype) {
    return switch (dtype) {
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.DateTime _,
          DType.TimeDelta _ ->
          true;
      case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> false;
    };
  }

  public static NumberKind of(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> BOOL;
      case DType.Int(int size, _) ->
          size == 1 ? INT8 : size == 2 ? INT16 : size == 4 ? INT32 : INT64;
      case DType.UInt(int size, _) ->
          size == 1 ? UINT8 : size == 2 ? UINT16 : size == 4 ? UINT32 : UINT64;
      case DType.Floating(int size, _) ->
          size == 2 ? FLOAT16 : size == 4 ? FLOAT32 : size == 8 ? FLOAT64 : FLOAT80;
      case DType.DateTime _, DType.TimeDelta _ -> INT64;
      case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw new UnsupportedOperationException("an element of " + dtype + " is not a number");
    };
  }
}
