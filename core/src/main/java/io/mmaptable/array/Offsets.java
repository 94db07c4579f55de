package io.mmaptable.array;

/// Walks the byte offsets of an array's elements in C order.
final class Offsets {
  private final NdArray array;
  private final long[] position;
  private final int last;
  private long offset;

  /// Starts at an element, counted in C order.
  Offsets(NdArray array, long from) {
    this.array = array;
    this.position = new long[array.ndim()];
    this.last = array.ndim() - 1;
    this.offset = array.offset();
    long rest = from;
    for (int axis = last; axis >= 0 && rest > 0; axis--) {
      position[axis] = rest % array.length(axis);
      rest /= array.length(axis);
      offset += position[axis] * array.stride(axis);
    }
  }

  /// The offset of the current element, after which the walk moves on.
  long next() {
    long current = offset;
    for (int axis = last; axis >= 0; axis--) {
      offset += array.stride(axis);
      if (++position[axis] < array.length(axis)) {
        break;
      }
      offset -= position[axis] * array.stride(axis);
      position[axis] = 0;
    }
    return current;
  }
}
