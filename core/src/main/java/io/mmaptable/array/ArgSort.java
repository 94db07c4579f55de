package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds the positions that would sort lanes.
final class ArgSort {
  private ArgSort() {}

  /// The positions along an axis; as NumPy's for a 0-d array the one there is.
  ///
  /// @param longest how many elements are sorted at once at most
  static NdArray positions(NdArray array, int axis, int longest) {
    if (array.ndim() == 0 && (axis == 0 || axis == -1)) {
      return NdArray.zeros(DType.INT64, 1);
    }
    int at = OrderLanes.axis(array, axis);
    NdArray moved = last(array, at);
    NdArray positions = NdArray.zeros(DType.INT64, moved.lengths());
    if (array.size() > 0) {
      fill(array, at, positions.reshape(-1, array.length(at)), longest);
    }
    return at == array.ndim() - 1 ? positions : first(positions, at).copy();
  }

  /// A view with an axis moved to the end.
  private static NdArray last(NdArray array, int axis) {
    int[] axes = new int[array.ndim()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < axis ? i : i + 1;
    }
    axes[axes.length - 1] = axis;
    return array.transpose(axes);
  }

  /// A view with the last axis moved.
  private static NdArray first(NdArray array, int axis) {
    int[] axes = new int[array.ndim()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < axis ? i : i == axis ? axes.length - 1 : i - 1;
    }
    return array.transpose(axes);
  }

  private static void fill(NdArray array, int axis, NdArray positions, int longest) {
    long length = array.length(axis);
    int run = Sorting.run(length, longest);
    var lanes = new OrderLanes(array, axis, Math.min(run, Sorting.BATCH));
    if (length > run) {
      for (long i = 0; i < lanes.count(); i++) {
        merge(Sorting.only(lanes.matrix(i)), positions.get(lanes.first(i)), run);
      }
      return;
    }
    Parallelism.forEach(
        lanes.count(),
        i -> {
          NdArray matrix = lanes.matrix(i);
          long first = lanes.first(i);
          NdArray target = positions.rows(first, first + matrix.length(0));
          Faults.run(array, () -> sort(matrix, target));
        });
  }

  private static void sort(NdArray matrix, NdArray positions) {
    int length = (int) matrix.length(1);
    NdArray flat = matrix.length(0) == 1 ? Sorting.only(matrix) : matrix.copy().reshape(-1);
    long[] into = new long[(int) matrix.size()];
    var sort = new PositionSort(OrderKeys.of(flat), length);
    for (int from = 0; from < into.length; from += length) {
      sort.sort(from, length, into, from);
    }
    Copies.copy(positions, Sorting.onHeap(into, positions.lengths()));
  }

  /// Sorts runs, and merges them.
  private static void merge(NdArray lane, NdArray positions, int run) {
    long count = (lane.size() - 1) / run + 1;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment runs = arena.allocate(Math.multiplyExact(8, lane.size()), 8);
      Parallelism.forEach(count, i -> Faults.run(lane, () -> sortRun(lane, runs, i * run, run)));
      Faults.run(lane, () -> merge(lane, runs, positions, run));
    }
  }

  private static void sortRun(NdArray lane, MemorySegment runs, long from, int run) {
    int length = (int) Math.min(run, lane.size() - from);
    long[] into = new long[length];
    new PositionSort(OrderKeys.of(lane), length).sort(from, length, into, 0);
    for (int i = 0; i < length; i++) {
      into[i] += from;
    }
    MemorySegment.copy(into, 0, runs, ValueLayout.JAVA_LONG, 8 * from, length);
  }

  private static void merge(NdArray lane, MemorySegment runs, NdArray positions, int run) {
    var merge = new PositionMerge(lane, runs, run);
    long[] block = new long[Blocks.LENGTH];
    NdArray heap = Sorting.onHeap(block, block.length);
    for (long from = 0; from < lane.size(); from += block.length) {
      int length = (int) Math.min(block.length, lane.size() - from);
      for (int i = 0; i < length; i++) {
        block[i] = merge.next();
      }
      Copies.copy(positions.rows(from, from + length), heap.rows(0, length));
    }
  }
}
