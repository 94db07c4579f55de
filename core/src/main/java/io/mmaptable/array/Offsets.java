package io.mmaptable.array;

/// Walks the byte offsets of an array's elements in C order, and begins anew after the last.
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
    if (last >= 0) {
      advance(1);
    }
    return current;
  }

  /// The offsets of the next elements, after which the walk moves on.
  void next(long[] into, int count) {
    int done = 0;
    while (done < count) {
      int run = last < 0 ? 1 : (int) Math.min(count - done, array.length(last) - position[last]);
      long stride = last < 0 ? 0 : array.stride(last);
      for (int i = 0; i < run; i++) {
        into[done + i] = offset + i * stride;
      }
      done += run;
      if (last >= 0) {
        advance(run);
      }
    }
  }

  /// Moves on along the last dimension, to its end at most.
  private void advance(long count) {
    position[last] += count;
    offset += count * array.stride(last);
    for (int axis = last; position[axis] == array.length(axis); axis--) {
      offset -= position[axis] * array.stride(axis);
      position[axis] = 0;
      if (axis == 0) {
        break;
      }
      position[axis - 1]++;
      offset += array.stride(axis - 1);
    }
  }
}
