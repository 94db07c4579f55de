package io.mmaptable.array;

import io.mmaptable.internal.order.KeyCounts;
import io.mmaptable.internal.order.KeyForm;
import io.mmaptable.internal.order.RadixSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds the numbers that differ, and counts them: run by run, each sorted on the heap and reduced
/// to what differs in it, and then two and two together. So few that differ take little memory,
/// however many there are.
final class UniqueNumbers {

  /// How many numbers a run has at most.
  static final int LONGEST_RUN = 1 << 24;

  private final NdArray array;
  private final NdArray bits;
  private final KeyForm form;
  private final int run;

  UniqueNumbers(NdArray array, int run) {
    this.array = array;
    this.bits = Sorting.bits(array);
    this.form = KeyForm.of(array.dtype());
    this.run = Sorting.run(array.size(), run);
  }

  Unique find() {
    var runs = new KeyCounts[Math.toIntExact((array.size() - 1) / run + 1)];
    Parallelism.forEach(runs.length, i -> Faults.run(array, () -> runs[(int) i] = inRun(i * run)));
    return toArrays(merged(Arrays.asList(runs)));
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
    return KeyCounts.of(keys);
  }

  private static KeyCounts merged(List<KeyCounts> runs) {
    List<KeyCounts> left = runs;
    while (left.size() > 1) {
      var pairs = new KeyCounts[(left.size() + 1) / 2];
      List<KeyCounts> halves = left;
      Parallelism.forEach(
          pairs.length,
          i -> {
            int first = 2 * (int) i;
            pairs[(int) i] =
                first + 1 == halves.size()
                    ? halves.get(first)
                    : halves.get(first).merged(halves.get(first + 1));
          });
      left = new ArrayList<>(Arrays.asList(pairs));
    }
    return left.getFirst();
  }

  private Unique toArrays(KeyCounts unique) {
    long[] keys = unique.keys();
    long[] values = new long[keys.length];
    for (int i = 0; i < keys.length; i++) {
      boolean isMany = form.isMany() && (keys[i] == 0 || keys[i] == KeyForm.LAST);
      values[i] = isMany ? firstBits(keys[i]) : form.bits(keys[i]);
    }
    NdArray found = NdArray.zeros(array.dtype(), values.length);
    Copies.copy(Sorting.bits(found), Sorting.onHeap(values, values.length));
    return new Unique(found, Sorting.onHeap(unique.counts(), values.length));
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
