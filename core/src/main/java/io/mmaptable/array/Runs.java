package io.mmaptable.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The elements of an array in the order of its memory, as NumPy's iterator walks over them.
final class Runs {
  private Runs() {}

  /// A view of the same elements with positive strides, the longest first, in as few dimensions as
  /// can be.
  static NdArray inMemoryOrder(NdArray array) {
    long offset = array.offset();
    var axes = new ArrayList<Axis>();
    for (int i = 0; i < array.ndim(); i++) {
      long length = array.length(i);
      long stride = array.stride(i);
      if (stride < 0 && length > 0) {
        offset += (length - 1) * stride;
        stride = -stride;
      }
      if (length != 1) {
        axes.add(new Axis(length, stride));
      }
    }
    axes.sort(Comparator.comparingLong(Axis::stride).reversed());
    List<Axis> merged = merged(axes);
    return array.withLayout(
        merged.stream().mapToLong(Axis::length).toArray(),
        merged.stream().mapToLong(Axis::stride).toArray(),
        offset);
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
