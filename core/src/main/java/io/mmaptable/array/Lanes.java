package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// What elements are while they are computed with, block by block. So kernels grow with four kinds
/// of numbers, and not with the dtypes.
enum Lanes {
  /// Bool: bits in words of 64.
  TRUTHS,
  /// All integers, extended by sign or zeros, and times; results wrap to their dtype.
  LONGS,
  /// Float32, and float16, whose results are rounded again.
  FLOATS,
  /// Float64, and long doubles, which become such.
  DOUBLES,
  /// Complex numbers: pairs of doubles, one after the other.
  COMPLEX,
  /// Text and bytes, which can be compared only, and opaque or structured elements, which cannot.
  NONE;

  /// What elements of a dtype are computed as.
  static Lanes of(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> TRUTHS;
      case DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> LONGS;
      case DType.Floating(int size, _) -> size <= 4 ? FLOATS : DOUBLES;
      case DType.Complex _ -> COMPLEX;
      case DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> NONE;
    };
  }
}
