package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// What reductions give, by NumPy's rules; all in the machine's byte order.
final class ResultTypes {
  private ResultTypes() {}

  static DType ofSum(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _ -> DType.INT64;
      case DType.UInt _ -> DType.UINT64;
      case DType.Floating _, DType.Complex _, DType.TimeDelta _ -> Layouts.inNativeOrder(dtype);
      case DType.DateTime _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw refused("sum", dtype);
    };
  }

  static DType ofProduct(DType dtype) {
    if (dtype instanceof DType.TimeDelta) {
      throw refused("prod", dtype);
    }
    return ofSum(dtype);
  }

  static DType ofExtreme(String name, DType dtype) {
    return switch (dtype) {
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.DateTime _,
          DType.TimeDelta _ ->
          Layouts.inNativeOrder(dtype);
      case DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw refused(name, dtype);
    };
  }

  /// What is added up for a mean: exact integers where they cannot overflow, and halves as singles.
  static DType ofMeanSum(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> DType.INT64;
      case DType.Int(int size, _) -> size == 8 ? DType.FLOAT64 : DType.INT64;
      case DType.UInt(int size, _) -> size == 8 ? DType.FLOAT64 : DType.INT64;
      case DType.Floating(int size, _) -> size == 2 ? DType.FLOAT32 : Layouts.inNativeOrder(dtype);
      case DType.Complex _, DType.TimeDelta _ -> Layouts.inNativeOrder(dtype);
      case DType.DateTime _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw refused("mean", dtype);
    };
  }

  static DType ofMean(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _ -> DType.FLOAT64;
      case DType.Floating _, DType.Complex _, DType.TimeDelta _ -> Layouts.inNativeOrder(dtype);
      case DType.DateTime _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw refused("mean", dtype);
    };
  }

  static DType ofVariance(String name, DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _ -> DType.FLOAT64;
      case DType.Floating _ -> Layouts.inNativeOrder(dtype);
      case DType.Complex(int size, _) -> size == 8 ? DType.FLOAT32 : DType.FLOAT64;
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw refused(name, dtype);
    };
  }

  static UnsupportedOperationException refused(String name, DType dtype) {
    return new UnsupportedOperationException("there is no " + name + " of " + dtype);
  }
}
