package io.mmaptable.array;

import java.util.Arrays;

/// The dimensions that one array of an index stands for, taken as one in C order, and how positions
/// along them become distances in bytes.
final class IndexedAxes {
  private final NdArray merged;
  private final long length;
  private final String name;

  private IndexedAxes(NdArray axes, String name) {
    this.merged = Runs.inIndexOrder(axes);
    this.length = axes.size();
    this.name = name;
  }

  /// Some dimensions of an array that are side by side.
  static IndexedAxes of(NdArray array, int first, int count) {
    int end = first + count;
    NdArray axes =
        array.withLayout(
            Arrays.copyOfRange(array.lengths(), first, end),
            Arrays.copyOfRange(array.steps(), first, end),
            0);
    return new IndexedAxes(axes, "axis " + first + " with size " + axes.size());
  }

  /// All dimensions of an array, as its `flat` takes them.
  static IndexedAxes flat(NdArray array) {
    NdArray axes = array.withLayout(array.lengths(), array.steps(), 0);
    return new IndexedAxes(axes, "size " + axes.size());
  }

  long length() {
    return length;
  }

  /// Whether the positions are elements side by side.
  boolean isRun(int itemSize) {
    return merged.ndim() == 1 && merged.stride(0) == itemSize;
  }

  /// The distances of all positions, in order.
  Offsets all() {
    return new Offsets(merged, 0);
  }

  /// The distance of one position, checked.
  long distance(long position) {
    if (position < -length || position >= length) {
      throw outside(position);
    }
    return unchecked(position < 0 ? position + length : position);
  }

  /// Adds the distances of positions, checked, to sums.
  void addDistances(long[] positions, int count, long[] sums) {
    if (merged.ndim() > 1) {
      for (int i = 0; i < count; i++) {
        sums[i] += distance(positions[i]);
      }
      return;
    }
    long stride = merged.ndim() == 0 ? 0 : merged.stride(0);
    for (int i = 0; i < count; i++) {
      long position = positions[i];
      if (position < -length || position >= length) {
        throw outside(position);
      }
      sums[i] += (position + (position >> 63 & length)) * stride;
    }
  }

  private long unchecked(long position) {
    long distance = 0;
    long rest = position;
    for (int axis = merged.ndim() - 1; axis >= 0 && rest > 0; axis--) {
      distance += rest % merged.length(axis) * merged.stride(axis);
      rest /= merged.length(axis);
    }
    return distance;
  }

  private IndexOutOfBoundsException outside(long position) {
    return new IndexOutOfBoundsException("index " + position + " is out of bounds for " + name);
  }
}
