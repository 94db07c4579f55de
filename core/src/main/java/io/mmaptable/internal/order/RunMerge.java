package io.mmaptable.internal.order;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Merges sorted runs of numbers, given as their bits, in order; equal ones as their runs follow
/// each other.
public final class RunMerge {

  /// How many numbers of a run are loaded at a time.
  public static final int BLOCK = 1 << 13;

  private final MemorySegment runs;
  private final KeyForm form;
  private final Head[] heads;
  private int left;

  /// Merges what lies side by side.
  ///
  /// @param runs the numbers, a long each
  /// @param run how many a run has; the last one may have fewer
  public RunMerge(MemorySegment runs, long run, KeyForm form) {
    this.runs = runs;
    this.form = form;
    long count = runs.byteSize() / 8;
    this.left = Math.toIntExact((count - 1) / run + 1);
    this.heads = new Head[left];
    for (int i = 0; i < left; i++) {
      heads[i] = new Head(i, i * run, Math.min(count, (i + 1) * run));
      heads[i].load();
    }
    for (int i = left / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  /// What is left of a run, of which a block is on the heap.
  private final class Head {
    final int number;
    final long[] bits = new long[BLOCK];
    final long[] keys = new long[BLOCK];
    long from;
    final long to;
    int next;
    int loaded;

    Head(int number, long from, long to) {
      this.number = number;
      this.from = from;
      this.to = to;
    }

    boolean load() {
      loaded = (int) Math.min(BLOCK, to - from);
      MemorySegment.copy(runs, ValueLayout.JAVA_LONG, 8 * from, bits, 0, loaded);
      System.arraycopy(bits, 0, keys, 0, loaded);
      form.keys(keys, 0, loaded);
      from += loaded;
      next = 0;
      return loaded > 0;
    }

    boolean isBefore(Head other) {
      long key = keys[next];
      long otherKey = other.keys[other.next];
      return key < otherKey || (key == otherKey && number < other.number);
    }
  }

  /// Gives the next numbers, of which there are as many.
  public void next(long[] into, int count) {
    for (int done = 0; done < count; ) {
      if (left == 2) {
        done = pair(heads[0], heads[1], into, done, count);
      } else {
        Head head = heads[0];
        into[done++] = head.bits[head.next++];
        if (head.next < head.loaded || head.load()) {
          sink(0);
        } else {
          drop(0);
        }
      }
    }
  }

  /// Merges two runs until one's block ends.
  private int pair(Head first, Head second, long[] into, int from, int to) {
    Head a = first.number < second.number ? first : second;
    Head b = a == first ? second : first;
    int i = a.next;
    int j = b.next;
    int at = from;
    while (at < to && i < a.loaded && j < b.loaded) {
      boolean takesA = a.keys[i] <= b.keys[j];
      into[at++] = takesA ? a.bits[i] : b.bits[j];
      int taken = takesA ? 1 : 0;
      i += taken;
      j += 1 - taken;
    }
    a.next = i;
    b.next = j;
    if (i == a.loaded && !a.load()) {
      drop(a == first ? 0 : 1);
    } else if (j == b.loaded && !b.load()) {
      drop(b == first ? 0 : 1);
    }
    return at;
  }

  /// Takes a run that has ended from the heap.
  private void drop(int at) {
    heads[at] = heads[--left];
    sink(at);
  }

  /// Puts a run where it belongs: each before the two that are twice as far on.
  private void sink(int start) {
    for (int at = start; 2 * at + 1 < left; ) {
      int child = 2 * at + 1;
      if (child + 1 < left && heads[child + 1].isBefore(heads[child])) {
        child++;
      }
      if (!heads[child].isBefore(heads[at])) {
        return;
      }
      Head head = heads[at];
      heads[at] = heads[child];
      heads[child] = head;
      at = child;
    }
  }
}
