package io.mmaptable.array;

import java.util.List;
import java.util.stream.IntStream;

/// The order of axes in which several arrays of one shape are walked over at best: NumPy's order
/// `K`, which results have too.
final class MemoryOrder {
  private MemoryOrder() {}

  /// Finds the order, the axis with the longest strides first. Where arrays disagree, C order wins
  /// (`npyiter_find_best_axis_ordering` in `numpy/_core/src/multiarray/nditer_constr.c`).
  ///
  /// @return the axes, for [NdArray#transpose(int...)]
  static int[] of(List<NdArray> arrays, int ndim) {
    int[] axes = IntStream.range(0, ndim).map(i -> ndim - 1 - i).toArray();
    for (int i = 1; i < ndim; i++) {
      int axis = axes[i];
      int place = i;
      for (int j = i - 1; j >= 0; j--) {
        int order = compare(arrays, axis, axes[j]);
        if (order > 0) {
          break;
        }
        place = order < 0 ? j : place;
      }
      System.arraycopy(axes, place, axes, place + 1, i - place);
      axes[place] = axis;
    }
    return IntStream.range(0, ndim).map(i -> axes[ndim - 1 - i]).toArray();
  }

  /// Whether an axis belongs inside another that stands inside of it now: -1 if so, 1 if not, 0 if
  /// no array tells.
  private static int compare(List<NdArray> arrays, int axis, int other) {
    int order = 0;
    for (NdArray array : arrays) {
      long outer = step(array, axis);
      long inner = step(array, other);
      if (outer != 0 && inner != 0) {
        if (inner <= outer) {
          order = 1;
        } else if (order == 0) {
          order = -1;
        }
      }
    }
    return order;
  }

  private static long step(NdArray array, int axis) {
    return array.length(axis) == 1 ? 0 : Math.abs(array.stride(axis));
  }

  /// Whether the order is that of the indices.
  static boolean isIndexOrder(int... axes) {
    return IntStream.range(0, axes.length).allMatch(i -> axes[i] == i);
  }

  /// The order that undoes another one.
  static int[] inverse(int... axes) {
    int[] inverse = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      inverse[axes[i]] = i;
    }
    return inverse;
  }
}
