package io.mmaptable.zarr;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Lengths of dimensions, and dimensions in another order.
final class Shapes {
  private Shapes() {}

  /// The number of elements.
  ///
  /// @throws IllegalArgumentException if there are more than 2^63 - 1
  static long size(long[] shape) {
    return product(1, shape);
  }

  /// @throws IllegalArgumentException if there are more than 2^63 - 1 bytes
  static long byteSize(DType dtype, long[] shape) {
    return product(dtype.itemSize(), shape);
  }

  private static long product(long first, long[] shape) {
    long product = first;
    try {
      for (long length : shape) {
        product = Math.multiplyExact(product, length);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " has more than 2^63 - 1 elements or bytes", e);
    }
    return product;
  }

  static int[] identity(int ndim) {
    return IntStream.range(0, ndim).toArray();
  }

  static IntUnaryOperator at(int[] values) {
    return i -> values[i];
  }

  /// The values in the order in which they are stored.
  static long[] permuted(long[] values, int[] order) {
    return Arrays.stream(order).mapToLong(axis -> values[axis]).toArray();
  }

  /// The values in the order in which they were before.
  static long[] unpermuted(long[] values, int[] order) {
    long[] before = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      before[order[axis]] = values[axis];
    }
    return before;
  }

  static long[] with(long[] shape, long last) {
    long[] longer = Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = last;
    return longer;
  }

  static boolean divides(long[] parts, long[] shape) {
    return IntStream.range(0, shape.length)
        .allMatch(axis -> parts[axis] > 0 && shape[axis] % parts[axis] == 0);
  }

  /// How many chunks cover a shape along each dimension.
  static long[] grid(long[] shape, long[] chunkShape) {
    long[] grid = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      grid[axis] = Math.ceilDiv(shape[axis], chunkShape[axis]);
    }
    return grid;
  }

  /// The number of a cell in C order.
  static long number(long[] cell, long[] grid) {
    long number = 0;
    for (int axis = 0; axis < cell.length; axis++) {
      number = number * grid[axis] + cell[axis];
    }
    return number;
  }

  /// The cell that has a number.
  static long[] cell(long number, long[] grid) {
    long[] cell = new long[grid.length];
    long rest = number;
    for (int axis = grid.length - 1; axis >= 0; axis--) {
      cell[axis] = rest % grid[axis];
      rest /= grid[axis];
    }
    return cell;
  }
}
