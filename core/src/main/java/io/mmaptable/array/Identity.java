package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;

/// What changes nothing when it is folded into a result: it takes the place of elements that do not
/// count.
///
/// @param real as a double or a float, or the real part
/// @param imaginary the imaginary part
/// @param integer as a long; of uint64, its bits
record Identity(double real, double imaginary, long integer) {

  static Identity of(Fold fold, DType dtype) {
    return switch (fold) {
      case SUM -> new Identity(0, 0, 0);
      case PROD -> new Identity(1, 0, 1);
      case MIN ->
          new Identity(
              Double.POSITIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              Long.MAX_VALUE - bias(fold, dtype));
      case MAX ->
          new Identity(
              Double.NEGATIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              Long.MIN_VALUE - bias(fold, dtype));
    };
  }

  /// What is added to integers so that their order becomes that of longs: uint64 has its sign
  /// flipped, and NaT, the smallest long, is made the largest one where that has to win.
  static long bias(Fold fold, DType dtype) {
    if (fold == Fold.SUM || fold == Fold.PROD) {
      return 0;
    }
    return switch (dtype) {
      case DType.UInt(int size, _) -> size == 8 ? Long.MIN_VALUE : 0;
      case DType.DateTime _, DType.TimeDelta _ -> fold == Fold.MAX ? -1 : 0;
      case DType.Bool _,
          DType.Int _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          0;
    };
  }
}
