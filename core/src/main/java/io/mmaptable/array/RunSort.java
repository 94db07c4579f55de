package io.mmaptable.array;

import io.mmaptable.internal.order.KeyForm;
import io.mmaptable.internal.order.RunMerge;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Sorts a long lane of numbers in place: by runs, which are sorted on the heap and kept outside of
/// it, and then merged into the lane. Nothing is written before all has been read.
final class RunSort {
  private final NdArray lane;
  private final NdArray bits;
  private final KeyForm form;
  private final int run;

  RunSort(NdArray lane, int run) {
    this.lane = lane;
    this.bits = Sorting.bits(lane);
    this.form = KeyForm.of(lane.dtype());
    this.run = run;
  }

  void sort() {
    long count = (lane.size() - 1) / run + 1;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment runs = arena.allocate(Math.multiplyExact(8, lane.size()), 8);
      Parallelism.forEach(count, i -> Faults.run(lane, () -> sortRun(runs, i * run)));
      Faults.run(lane, () -> merge(runs));
    }
  }

  private void sortRun(MemorySegment runs, long from) {
    int length = (int) Math.min(run, lane.size() - from);
    long[] values = new long[length];
    Copies.copy(Sorting.onHeap(values, length), part(from, length));
    form.sort(values, 0, length, new long[length]);
    MemorySegment.copy(values, 0, runs, ValueLayout.JAVA_LONG, 8 * from, length);
  }

  private void merge(MemorySegment runs) {
    var merge = new RunMerge(runs, run, form);
    long[] block = new long[RunMerge.BLOCK];
    NdArray heap = Sorting.onHeap(block, block.length);
    for (long from = 0; from < lane.size(); from += block.length) {
      int length = (int) Math.min(block.length, lane.size() - from);
      merge.next(block, length);
      Copies.copy(part(from, length), heap.rows(0, length));
    }
  }

  private NdArray part(long from, long length) {
    return bits.withLayout(
        new long[] {length}, bits.steps(), bits.offset() + from * bits.stride(0));
  }
}
