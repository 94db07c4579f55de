package io.mmaptable.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The elements of an array in the order of its memory, as NumPy's iterator walks over them.
final class Runs {
  private Runs() {}

  /// A view of the same elements with the longest strides first, in as few dimensions as can be. An
  /// axis that runs backwards still does.
  static NdArray inMemoryOrder(NdArray array) {
    List<Axis> axes = axes(array);
    axes.sort(Comparator.comparingLong((Axis axis) -> Math.abs(axis.stride())).reversed());
    return merged(array, axes);
  }

  /// A view of the same elements in the same order, in as few dimensions as can be.
  static NdArray inIndexOrder(NdArray array) {
    return merged(array, axes(array));
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
    List<Axis> merged = merged(axes);
    return array.withLayout(
        merged.stream().mapToLong(Axis::length).toArray(),
        merged.stream().mapToLong(Axis::stride).toArray(),
        array.offset());
  }

  private record Axis(long length, long stride) {
    /// Whether the next axis runs through exactly what lies between two positions on this one.
    boolean continues(Axis next) {
      return stride == next.length * next.stride;
    }
  }

  private static List<Axis> merged(List<Axis> axes) {
    var merged = new ArrayList<Axis>();
    for (Axis axis : axes) {
      if (!merged.isEmpty() && merged.getLast().continues(axis)) {
        axis = new Axis(merged.removeLast().length() * axis.length(), axis.stride());
      }
      merged.add(axis);
    }
    return merged;
  }
}
