package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.order.KeyForm;
import java.lang.foreign.MemorySegment;

/// Sorts along an axis. Lanes are taken to the heap, sorted there and written back; short ones many
/// at a time, and those that are too long for the heap in runs, which are merged.
final class Sorting {

  /// How many elements of short lanes are sorted at a time.
  static final long BATCH = 1 << 16;

  /// A lane of fewer elements is not divided among threads.
  private static final long SHARED = 1 << 18;

  private Sorting() {}

  static void sort(NdArray array, int axis) {
    sort(array, axis, longestRun());
  }

  /// How many elements a run has at most: two longs for each take a quarter of the heap.
  static int longestRun() {
    return (int) Math.clamp(Runtime.getRuntime().maxMemory() / 64, BATCH, 1 << 28);
  }

  /// How many elements the runs of a lane have, so that each thread has one.
  static int run(long length, int longest) {
    int threads = Parallelism.threads();
    if (threads == 1 || length < SHARED) {
      return longest;
    }
    return (int) Math.min((length - 1) / threads + 1, Math.max(1, longest / threads));
  }

  static void sort(NdArray array, int axis, int longest) {
    int at = OrderLanes.axis(array, axis);
    if (array.size() == 0 || array.itemSize() == 0 || array.length(at) == 1) {
      return;
    }
    int run = run(array.length(at), longest);
    var lanes = new OrderLanes(array, at, Math.min(run, BATCH));
    if (!isNumber(array.dtype())) {
      Parallelism.forEach(
          lanes.count(), i -> Faults.run(array, () -> sortAny(lanes.matrix(i), run)));
    } else if (array.length(at) > run) {
      for (long i = 0; i < lanes.count(); i++) {
        new RunSort(only(lanes.matrix(i)), run).sort();
      }
    } else {
      Parallelism.forEach(
          lanes.count(), i -> Faults.run(array, () -> sortNumbers(lanes.matrix(i))));
    }
  }

  /// The only lane of a matrix.
  static NdArray only(NdArray matrix) {
    return matrix.withLayout(
        new long[] {matrix.length(1)}, new long[] {matrix.stride(1)}, matrix.offset());
  }

  static NdArray sorted(NdArray array, int axis) {
    OrderLanes.axis(array, axis);
    NdArray copy = array.copy();
    sort(copy, axis);
    return copy;
  }

  static NdArray argSort(NdArray array, int axis) {
    return ArgSort.positions(array, axis, longestRun());
  }

  /// Whether elements are single numbers of at most eight bytes, and so have keys of one long.
  static boolean isNumber(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> true;
      case DType.Floating(int size, _) -> size <= 8;
      case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> false;
    };
  }

  /// The bits of numbers, as integers.
  static NdArray bits(NdArray numbers) {
    return numbers.withDType(
        KeyForm.bitsOf(numbers.dtype()), numbers.lengths(), numbers.steps(), numbers.offset());
  }

  /// Longs on the heap as an array.
  static NdArray onHeap(long[] values, long... shape) {
    return NdArray.view(MemorySegment.ofArray(values), DType.INT64, false, null, shape);
  }

  private static void sortNumbers(NdArray matrix) {
    KeyForm form = KeyForm.of(matrix.dtype());
    NdArray bits = bits(matrix);
    int length = (int) matrix.length(1);
    long[] values = new long[(int) matrix.size()];
    long[] spare = new long[length];
    NdArray heap = onHeap(values, matrix.lengths());
    Copies.copy(heap, bits);
    for (int from = 0; from < values.length; from += length) {
      form.sort(values, from, from + length, spare);
    }
    Copies.copy(bits, heap);
  }

  /// Sorts elements of several keys by their positions.
  private static void sortAny(NdArray matrix, int run) {
    // As bytes, so that whatever a structured element holds, its padding too, moves with it.
    NdArray raw =
        matrix.withDType(
            new DType.Opaque(matrix.itemSize()), matrix.lengths(), matrix.steps(), matrix.offset());
    NdArray copy = raw.copy();
    NdArray elements =
        copy.withDType(matrix.dtype(), matrix.lengths(), copy.steps(), copy.offset());
    for (long lane = 0; lane < matrix.length(0); lane++) {
      NdArray positions = ArgSort.positions(elements.get(lane), 0, run);
      Copies.copy(raw.get(lane), copy.get(lane).get(positions));
    }
  }
}
