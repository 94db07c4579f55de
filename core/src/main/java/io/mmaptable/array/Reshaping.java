package io.mmaptable.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The same elements, in C order, in another shape.
final class Reshaping {
  private Reshaping() {}

  static NdArray reshape(NdArray array, long... wanted) {
    long[] shape = shape(array, wanted);
    long @Nullable [] strides = strides(Runs.inIndexOrder(array), shape, array.itemSize());
    if (strides != null) {
      return array.withLayout(shape, strides, array.offset());
    }
    NdArray copy = array.copy();
    return copy.withLayout(shape, Shapes.strides(array.itemSize(), shape, false), copy.offset());
  }

  /// The wanted shape with its unknown length, if it has one, and the right number of elements.
  private static long[] shape(NdArray array, long... wanted) {
    Shapes.requireDimensions(wanted.length);
    long[] shape = wanted.clone();
    int unknown = -1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == -1 && unknown < 0) {
        unknown = axis;
        shape[axis] = 1;
      } else if (shape[axis] < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(wanted) + ": at most one length may be -1, none less");
      }
    }
    Shapes.byteSize(array.dtype(), shape);
    long known = Shapes.size(shape);
    if (unknown >= 0 && known > 0) {
      shape[unknown] = array.size() / known;
    }
    if (unknown >= 0 ? known == 0 || array.size() % known != 0 : known != array.size()) {
      throw new IllegalArgumentException(
          "cannot reshape array of size "
              + array.size()
              + " into shape "
              + Arrays.toString(wanted));
    }
    return shape;
  }

  /// The strides with which a shape walks through the elements of a view whose dimensions were
  /// merged; null if no strides do. They do if each dimension stays inside one that was merged.
  private static long @Nullable [] strides(NdArray runs, long[] shape, int itemSize) {
    if (runs.size() == 0) {
      return Shapes.strides(itemSize, shape, false);
    }
    long[] strides = new long[shape.length];
    int run = runs.ndim() - 1;
    long stride = run < 0 ? itemSize : runs.stride(run);
    long left = run < 0 ? 1 : runs.length(run);
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (left == 1 && shape[axis] != 1 && run > 0) {
        stride = runs.stride(--run);
        left = runs.length(run);
      }
      if (left % shape[axis] != 0) {
        return null;
      }
      strides[axis] = stride;
      stride *= shape[axis];
      left /= shape[axis];
    }
    return strides;
  }
}
