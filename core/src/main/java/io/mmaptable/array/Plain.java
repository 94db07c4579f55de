package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.nio.ByteOrder;

/// Elements that a bulk copy takes as they are: side by side, in the machine's byte order, and of a
/// primitive type of Java's.
enum Plain {
  DOUBLES,
  FLOATS,
  LONGS,
  NONE;

  static Plain of(NdArray array) {
    DType dtype = array.dtype();
    if (dtype.byteOrder() != ByteOrder.nativeOrder() || !array.isContiguous()) {
      return NONE;
    }
    return switch (dtype) {
      case DType.Floating(int size, _) -> size == 8 ? DOUBLES : size == 4 ? FLOATS : NONE;
      case DType.Int(int size, _) -> size == 8 ? LONGS : NONE;
      case DType.UInt(int size, _) -> size == 8 ? LONGS : NONE;
      case DType.DateTime _, DType.TimeDelta _ -> LONGS;
      case DType.Bool _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          NONE;
    };
  }
}
