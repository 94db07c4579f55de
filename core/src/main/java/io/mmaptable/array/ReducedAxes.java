package io.mmaptable.array;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Which axes are reduced, and which are kept.
final class ReducedAxes {
  private final long[] shape;
  private final boolean[] reduced;

  /// Checks axes, none of which stand for all.
  ///
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  ReducedAxes(long[] shape, int... axes) {
    this.shape = shape;
    this.reduced = new boolean[shape.length];
    Arrays.fill(reduced, axes.length == 0);
    for (int given : axes) {
      int axis = axis(given, shape.length);
      if (axis >= 0 && axis < shape.length) {
        if (reduced[axis]) {
          throw new IllegalArgumentException(
              "axes " + Arrays.toString(axes) + " name axis " + axis + " twice");
        }
        reduced[axis] = true;
      }
    }
  }

  /// The number of an axis, which may count from the end. A 0-d array is taken as one of a single
  /// element along axis 0, as NumPy takes it.
  static int axis(int axis, int ndim) {
    int axes = Math.max(1, ndim);
    if (axis < -axes || axis >= axes) {
      throw new IllegalArgumentException(
          "axis " + axis + " is out of bounds for an array of " + ndim + " dimensions");
    }
    return axis < 0 ? axis + axes : axis;
  }

  boolean isReduced(int axis) {
    return reduced[axis];
  }

  /// Whether there is more than one position along an axis.
  boolean isLong(int axis) {
    return shape[axis] != 1;
  }

  /// How many elements become one.
  long reducedSize() {
    return size(true);
  }

  /// How many results there are.
  long keptSize() {
    return size(false);
  }

  private long size(boolean which) {
    long size = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      size = reduced[axis] == which ? Math.multiplyExact(size, shape[axis]) : size;
    }
    return size;
  }

  /// Results that were computed for the kept axes in some order, with the axes in their own order.
  ///
  /// @param order the kept axes, in the order of the results' dimensions
  /// @param keepDims whether reduced axes stay, with a length of one
  NdArray arrange(NdArray results, int[] order, boolean keepDims) {
    long[] strides = new long[shape.length];
    for (int i = 0; i < order.length; i++) {
      strides[order[i]] = results.stride(i);
    }
    int[] axes =
        IntStream.range(0, shape.length).filter(axis -> keepDims || !reduced[axis]).toArray();
    return results.withLayout(
        Arrays.stream(axes).mapToLong(axis -> reduced[axis] ? 1 : shape[axis]).toArray(),
        Arrays.stream(axes)
            .mapToLong(axis -> reduced[axis] ? results.itemSize() : strides[axis])
            .toArray(),
        results.offset());
  }
}
