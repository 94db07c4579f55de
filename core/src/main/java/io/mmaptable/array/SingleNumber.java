package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;

/// Sets one element to one of Java's numbers, without the arrays that [WeakValues] makes of it.
final class SingleNumber {

  /// Integers up to here are doubles, and so are rounded once on their way to any float.
  private static final long LARGEST_EXACT = 1L << 53;

  private SingleNumber() {}

  /// Sets the element of an array of one.
  ///
  /// @return whether this was a case for it; if not, nothing has happened
  /// @throws IllegalArgumentException if the dtype does not hold the number
  static boolean set(NdArray target, Number value) {
    DType dtype = target.dtype();
    return switch (value) {
      case Double _, Float _ ->
          dtype instanceof DType.Floating real && set(target, real, value.doubleValue());
      case Long _, Integer _, Short _, Byte _ -> {
        long integer = value.longValue();
        if (dtype instanceof DType.Floating real) {
          yield Math.abs(integer) <= LARGEST_EXACT && set(target, real, (double) integer);
        }
        yield Fitting.hasLongs(dtype) && !(dtype instanceof DType.Bool) && set(target, integer);
      }
      default -> false;
    };
  }

  private static boolean set(NdArray target, DType.Floating dtype, double value) {
    Faults.run(target, () -> Elements.setDouble(target.segment(), target.offset(), dtype, value));
    return true;
  }

  private static boolean set(NdArray target, long value) {
    DType dtype = target.dtype();
    Fitting.requireFits(dtype, value, false);
    Faults.run(
        target,
        () ->
            Elements.setBits(
                target.segment(), target.offset(), dtype.itemSize(), dtype.byteOrder(), value));
    return true;
  }
}
