package io.mmaptable.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The same elements in as few dimensions as can be.
final class Runs {
  private Runs() {}

  /// A view with the longest strides first, as NumPy's iterator walks over memory. An axis that
  /// runs backwards still does.
  static NdArray inMemoryOrder(NdArray array) {
    if (isOne(array)) {
      return array;
    }
    List<Axis> axes = axes(array);
    axes.sort(Comparator.comparingLong((Axis axis) -> Math.abs(axis.stride())).reversed());
    return merged(array, axes);
  }

  /// A view of the same elements in the same order.
  static NdArray inIndexOrder(NdArray array) {
    return isOne(array) ? array : merged(array, axes(array));
  }

  /// Whether the array is one run as it is.
  private static boolean isOne(NdArray array) {
    return array.ndim() == 0 || (array.ndim() == 1 && array.length(0) != 1);
  }

  private record Axis(long length, long stride) {
    /// Whether the next axis runs through exactly what lies between two positions on this one.
    boolean continues(Axis next) {
      return stride == next.length * next.stride;
    }
  }

  private static List<Axis> axes(NdArray array) {
    var axes = new ArrayList<Axis>();
    for (int i = 0; i < array.ndim(); i++) {
      long length = array.length(i);
      if (length != 1) {
        axes.add(new Axis(length, array.stride(i)));
      }
    }
    return axes;
  }

  private static NdArray merged(NdArray array, List<Axis> axes) {
    var merged = new ArrayList<Axis>();
    for (Axis axis : axes) {
      if (!merged.isEmpty() && merged.getLast().continues(axis)) {
        axis = new Axis(merged.removeLast().length() * axis.length(), axis.stride());
      }
      merged.add(axis);
    }
    return array.withLayout(
        merged.stream().mapToLong(Axis::length).toArray(),
        merged.stream().mapToLong(Axis::stride).toArray(),
        array.offset());
  }
}
