package io.mmaptable.array;

import java.util.Arrays;

/// Views that repeat elements along the dimensions they lack.
final class Broadcasting {
  private Broadcasting() {}

  /// A view of an array in another shape, by NumPy's rule for assignment: dimensions of length one
  /// are repeated, and such ones in front may be dropped.
  ///
  /// @throws IllegalArgumentException if the shapes do not go together
  static NdArray to(long[] shape, NdArray source) {
    int missing = shape.length - source.ndim();
    long[] strides = new long[shape.length];
    boolean fits = true;
    for (int axis = 0; axis < source.ndim(); axis++) {
      int at = axis + missing;
      if (at >= 0 && source.length(axis) == shape[at]) {
        strides[at] = source.stride(axis);
      } else {
        fits &= source.length(axis) == 1;
      }
    }
    if (!fits) {
      throw refused(source, shape);
    }
    return source.withLayout(shape, strides, source.offset());
  }

  static IllegalArgumentException refused(NdArray source, long... shape) {
    return new IllegalArgumentException(
        "could not broadcast from shape "
            + Arrays.toString(source.shape())
            + " into shape "
            + Arrays.toString(shape));
  }
}
