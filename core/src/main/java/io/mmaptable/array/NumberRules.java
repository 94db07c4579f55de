package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// The strictest rule that allows a cast to a number.
///
/// Source: <https://numpy.org/doc/stable/reference/arrays.promotion.html>.
final class NumberRules {
  private NumberRules() {}

  static Casting least(DType from, DType to) {
    if (kind(from) < 0) {
      return Casting.UNSAFE;
    }
    if (holds(to, from)) {
      return Casting.SAFE;
    }
    return kind(from) <= kind(to) ? Casting.SAME_KIND : Casting.UNSAFE;
  }

  /// The order of the kinds of numbers; negative for what is no number.
  private static int kind(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> 0;
      case DType.UInt _ -> 1;
      case DType.Int _ -> 2;
      case DType.Floating _ -> 3;
      case DType.Complex _ -> 4;
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          -1;
    };
  }

  /// Whether a numeric dtype holds every number of another; NumPy lets float64 pass for integers of
  /// 64 bits.
  private static boolean holds(DType to, DType from) {
    int size = from.itemSize();
    return switch (to) {
      case DType.Int(int width, _) ->
          from instanceof DType.Bool
              || (from instanceof DType.Int && size <= width)
              || (from instanceof DType.UInt && size < width);
      case DType.UInt(int width, _) ->
          from instanceof DType.Bool || (from instanceof DType.UInt && size <= width);
      case DType.Floating(int width, _) ->
          !(from instanceof DType.Complex) && floatSize(from) <= width;
      case DType.Complex(int width, _) -> floatSize(from) <= width / 2;
      case DType.Bool _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          false;
    };
  }

  /// The size of the smallest float that holds a number or its parts.
  private static int floatSize(DType from) {
    return switch (from) {
      case DType.Int(int size, _) -> Math.min(8, 2 * size);
      case DType.UInt(int size, _) -> Math.min(8, 2 * size);
      case DType.Floating(int size, _) -> size;
      case DType.Complex(int size, _) -> size / 2;
      case DType.Bool _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          0;
    };
  }
}
