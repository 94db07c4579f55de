package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;

/// Arithmetic on shapes and strides.
final class Shapes {
  private static final int MAX_NDIM = 64;

  private Shapes() {}

  static long size(long[] shape) {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    return size;
  }

  /// The bytes of an array, checked.
  static long byteSize(DType dtype, long[] shape) {
    long size = Math.max(1, dtype.itemSize());
    boolean empty = dtype.itemSize() == 0;
    try {
      for (long length : shape) {
        if (length < 0) {
          throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " is negative");
        }
        empty |= length == 0;
        size = Math.multiplyExact(size, Math.max(1, length));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " of " + dtype + " is larger than 2^63 - 1 bytes", e);
    }
    return empty ? 0 : size;
  }

  static long[] strides(long itemSize, long[] shape, boolean fortranOrder) {
    long[] strides = new long[shape.length];
    long stride = itemSize;
    for (int i = 0; i < shape.length; i++) {
      int axis = fortranOrder ? i : shape.length - 1 - i;
      strides[axis] = stride;
      stride *= Math.max(1, shape[axis]);
    }
    return strides;
  }

  static boolean isContiguous(long[] shape, long[] strides, long itemSize) {
    if (size(shape) == 0) {
      return true;
    }
    long expected = itemSize;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /// Checks a number of dimensions against NumPy's limit.
  static void requireDimensions(int ndim) {
    if (ndim > MAX_NDIM) {
      throw new IllegalArgumentException(
          "an array has at most " + MAX_NDIM + " dimensions, not " + ndim);
    }
  }

  /// The number of a dimension, which may count from the end.
  static int axis(int axis, int ndim) {
    if (axis < -ndim || axis >= ndim) {
      throw new IndexOutOfBoundsException(
          "axis " + axis + " is out of bounds for array of dimension " + ndim);
    }
    return axis < 0 ? axis + ndim : axis;
  }

  /// The shape that two shapes are broadcast to.
  ///
  /// @param what whose shapes they are, as a failure names it
  /// @throws IllegalArgumentException if they cannot be broadcast together
  static long[] broadcast(String what, long[] first, long[] second) {
    boolean swap = first.length < second.length;
    long[] longer = swap ? second : first;
    long[] shorter = swap ? first : second;
    long[] both = longer.clone();
    int missing = longer.length - shorter.length;
    for (int axis = missing; axis < both.length; axis++) {
      long length = shorter[axis - missing];
      if (both[axis] == 1) {
        both[axis] = length;
      } else if (length != 1 && length != both[axis]) {
        throw new IllegalArgumentException(
            what
                + " could not be broadcast together with shapes "
                + Arrays.toString(first)
                + " and "
                + Arrays.toString(second));
      }
    }
    return both;
  }

  static long[] concat(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static long[] reversed(long[] values) {
    long[] reversed = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
