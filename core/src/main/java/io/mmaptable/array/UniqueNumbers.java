package io.mmaptable.array;

import io.mmaptable.internal.order.KeyCounts;
import io.mmaptable.internal.order.KeyForm;
import io.mmaptable.internal.order.RadixSort;
import java.util.Arrays;

/// Finds the numbers that differ, and counts them: run by run, each sorted on the heap and reduced
/// to what differs in it, and then two and two together. So what differs is on the heap, twice, and
/// few that differ take little memory, however many numbers there are.
final class UniqueNumbers {

  /// How many numbers a run has at most.
  static final int LONGEST_RUN = 1 << 24;

  private final NdArray array;
  private final NdArray bits;
  private final KeyForm form;
  private final int run;
  private final boolean counted;

  UniqueNumbers(NdArray array, int run, boolean counted) {
    this.array = array;
    this.bits = Sorting.bits(array);
    this.form = KeyForm.of(array.dtype());
    this.run = Sorting.run(array.size(), run);
    this.counted = counted;
  }

  Unique find() {
    var runs = new KeyCounts[Math.toIntExact((array.size() - 1) / run + 1)];
    Parallelism.forEach(runs.length, i -> Faults.run(array, () -> runs[(int) i] = inRun(i * run)));
    return toArrays(merged(runs));
  }

  private KeyCounts inRun(long from) {
    int length = (int) Math.min(run, array.size() - from);
    long[] keys = new long[length];
    var blocks = new Blocks(bits);
    long[] block = new long[Math.min(length, Blocks.LENGTH)];
    for (int done = 0; done < length; done += block.length) {
      int count = Math.min(block.length, length - done);
      blocks.load(from + done, count, block);
      form.keys(block, 0, count);
      System.arraycopy(block, 0, keys, done, count);
    }
    RadixSort.sort(keys, 0, length, new long[length], 0);
    return KeyCounts.of(keys, counted);
  }

  /// Puts runs together, two and two, until one is left. Those that are done with are let go.
  private static KeyCounts merged(KeyCounts[] runs) {
    for (int left = runs.length; left > 1; left = (left + 1) / 2) {
      int even = left & ~1;
      Parallelism.forEach(even / 2, i -> merge(runs, 2 * (int) i));
      for (int i = 0; i < left; i += 2) {
        runs[i / 2] = runs[i];
      }
      Arrays.fill(runs, (left + 1) / 2, left, KeyCounts.NONE);
    }
    return runs[0];
  }

  private static void merge(KeyCounts[] runs, int first) {
    runs[first] = runs[first].merged(runs[first + 1]);
    runs[first + 1] = KeyCounts.NONE;
  }

  private Unique toArrays(KeyCounts unique) {
    long[] values = unique.keys();
    for (int i = 0; i < values.length; i++) {
      boolean isMany = form.isMany() && (values[i] == 0 || values[i] == KeyForm.LAST);
      values[i] = isMany ? firstBits(values[i]) : form.bits(values[i]);
    }
    NdArray found = NdArray.zeros(array.dtype(), values.length);
    Copies.copy(Sorting.bits(found), Sorting.onHeap(values, values.length));
    return new Unique(found, Sorting.onHeap(unique.counts(), unique.counts().length));
  }

  /// The bits of the first element that has a key.
  private long firstBits(long key) {
    return Faults.guard(
        array,
        () -> {
          var blocks = new Blocks(bits);
          long[] block = new long[Blocks.LENGTH];
          for (long from = 0; ; from += block.length) {
            int count = (int) Math.min(block.length, array.size() - from);
            blocks.load(from, count, block);
            for (int i = 0; i < count; i++) {
              if (form.key(block[i]) == key) {
                return block[i];
              }
            }
          }
        });
  }
}
