package io.mmaptable.array;

import io.mmaptable.internal.order.RadixSort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Sorts positions of elements by the elements' keys; equal ones keep their order.
///
/// A key and the position share a long, which a radix sort puts in order. Where a key has more bits
/// than there is room for, its upper ones come first, and those that are equal are sorted again by
/// what is left, and then by the next key.
final class PositionSort {

  /// So few are sorted by inserting one after the other.
  private static final int FEW = 12;

  private final List<OrderKey> keys;
  private final int[] order;
  private final long[] packed;
  private final long[] spare;
  private final long[] block;
  private final Deque<Group> groups = new ArrayDeque<>();
  private long first;

  /// Elements that are equal in all keys before one.
  private record Group(int from, int to, int key) {}

  /// Makes room.
  ///
  /// @param capacity how many elements there are at most
  PositionSort(List<OrderKey> keys, int capacity) {
    this.keys = keys;
    this.order = new int[capacity];
    this.packed = new long[capacity];
    this.spare = new long[capacity];
    this.block = new long[Math.min(Blocks.LENGTH, capacity)];
  }

  /// Sorts elements.
  ///
  /// @param first the position of the first of them
  /// @param into where their positions are put, after `first`
  void sort(long first, int count, long[] into, int start) {
    this.first = first;
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    loadAll(count);
    refine(0, count, 0);
    while (!groups.isEmpty()) {
      Group group = groups.removeLast();
      load(group.from, group.to, group.key);
      refine(group.from, group.to, group.key);
    }
    for (int i = 0; i < count; i++) {
      into[start + i] = order[i];
    }
  }

  /// Loads the first keys of all.
  private void loadAll(int count) {
    for (int from = 0; from < count && !keys.isEmpty(); from += block.length) {
      int length = Math.min(block.length, count - from);
      keys.getFirst().load(first + from, length, block);
      System.arraycopy(block, 0, packed, from, length);
    }
  }

  private void load(int from, int to, int key) {
    OrderKey by = keys.get(key);
    for (int i = from; i < to; i++) {
      packed[i] = by.at(first + order[i]);
    }
  }

  /// Sorts a group by the keys that have been loaded, and notes which parts of it are equal.
  private void refine(int from, int to, int firstKey) {
    int key = firstKey;
    long least = least(from, to);
    long range = greatest(from, to) - least;
    while (range == 0) {
      if (++key >= keys.size()) {
        return;
      }
      load(from, to, key);
      least = least(from, to);
      range = greatest(from, to) - least;
    }
    int positionBits = 64 - Long.numberOfLeadingZeros(to - from - 1);
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(range) - (63 - positionBits));
    for (int i = from; i < to; i++) {
      packed[i] = (packed[i] - least) >>> shift << positionBits | (i - from);
    }
    RadixSort.sortAbove(positionBits, packed, from, to, spare);
    reorder(from, to, (1L << positionBits) - 1);
    note(from, to, positionBits, shift > 0 ? key : key + 1);
  }

  private void reorder(int from, int to, long mask) {
    for (int i = from; i < to; i++) {
      spare[i] = order[from + (int) (packed[i] & mask)];
    }
    for (int i = from; i < to; i++) {
      order[i] = (int) spare[i];
    }
  }

  /// Sorts small groups of equal elements, and leaves larger ones for later.
  private void note(int from, int to, int positionBits, int key) {
    if (key >= keys.size()) {
      return;
    }
    for (int start = from; start < to; ) {
      long same = packed[start] >>> positionBits;
      int end = start + 1;
      while (end < to && packed[end] >>> positionBits == same) {
        end++;
      }
      if (end - start > FEW) {
        groups.addLast(new Group(start, end, key));
      } else {
        insert(start, end, key);
      }
      start = end;
    }
  }

  private void insert(int from, int to, int key) {
    for (int i = from + 1; i < to; i++) {
      int position = order[i];
      int at = i;
      while (at > from && compare(order[at - 1], position, key) > 0) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = position;
    }
  }

  private int compare(int left, int right, int firstKey) {
    for (int i = firstKey; i < keys.size(); i++) {
      OrderKey key = keys.get(i);
      int comparison = Long.compare(key.at(first + left), key.at(first + right));
      if (comparison != 0) {
        return comparison;
      }
    }
    return 0;
  }

  private long least(int from, int to) {
    long least = Long.MAX_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, packed[i]);
    }
    return least;
  }

  private long greatest(int from, int to) {
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, packed[i]);
    }
    return greatest;
  }
}
