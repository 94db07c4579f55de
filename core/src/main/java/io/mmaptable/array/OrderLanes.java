package io.mmaptable.array;

import java.util.Arrays;

/// The lanes of an array along an axis, some at a time: as matrices whose rows are lanes.
final class OrderLanes {
  private final NdArray array;
  private final NdArray leading;
  private final long length;
  private final long stride;

  /// How many lanes there are along the last of the leading axes, and how many of them at a time.
  private final long inner;

  private final long most;

  /// Of an array with elements.
  ///
  /// @param capacity how many elements there may be at a time, unless one lane has more
  OrderLanes(NdArray array, int axis, long capacity) {
    this.array = array;
    this.length = array.length(axis);
    this.stride = array.stride(axis);
    this.leading =
        Runs.inIndexOrder(
            array.withLayout(
                without(array.lengths(), axis), without(array.steps(), axis), array.offset()));
    this.inner = leading.ndim() == 0 ? 1 : leading.length(leading.ndim() - 1);
    this.most = Math.clamp(capacity / length, 1, inner);
  }

  /// The axis that is meant, from 0.
  ///
  /// @throws IllegalArgumentException if there is no such axis
  static int axis(NdArray array, int axis) {
    int ndim = array.ndim();
    if (axis < -ndim || axis >= ndim) {
      throw new IllegalArgumentException(
          "axis (" + axis + ") of an array of " + ndim + " dimensions");
    }
    return axis < 0 ? axis + ndim : axis;
  }

  /// All but one value.
  static long[] without(long[] values, int axis) {
    long[] others = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, axis + 1, others, axis, others.length - axis);
    return others;
  }

  /// How many matrices there are.
  long count() {
    return leading.size() / inner * perRun();
  }

  private long perRun() {
    return (inner - 1) / most + 1;
  }

  /// The first lane of a matrix, counted in C order of the other axes.
  long first(long number) {
    return number / perRun() * inner + number % perRun() * most;
  }

  /// A matrix of lanes.
  NdArray matrix(long number) {
    long first = first(number);
    long lanes = Math.min(most, inner - number % perRun() * most);
    long step = leading.ndim() == 0 ? 0 : leading.stride(leading.ndim() - 1);
    return array.withLayout(
        new long[] {lanes, length}, new long[] {step, stride}, new Offsets(leading, first).next());
  }
}
