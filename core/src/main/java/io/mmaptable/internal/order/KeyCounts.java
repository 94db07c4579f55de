package io.mmaptable.internal.order;

import java.util.Arrays;

/// Keys in order, each once, and how often each is there.
@SuppressWarnings("ArrayRecordComponent") // made to be taken apart, and never compared
public record KeyCounts(long[] keys, long[] counts) {

  /// Counts keys that are in order.
  public static KeyCounts of(long[] sorted) {
    int distinct = distinct(sorted);
    long[] keys = new long[distinct];
    long[] counts = new long[distinct];
    int at = -1;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        keys[++at] = sorted[i];
      }
      counts[at]++;
    }
    return new KeyCounts(keys, counts);
  }

  private static int distinct(long[] sorted) {
    int distinct = Math.min(1, sorted.length);
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  /// These and others together.
  public KeyCounts merged(KeyCounts other) {
    int most = Math.addExact(keys.length, other.keys.length);
    long[] allKeys = new long[most];
    long[] allCounts = new long[most];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < keys.length && j < other.keys.length) {
      long key = keys[i];
      long otherKey = other.keys[j];
      allKeys[count] = Math.min(key, otherKey);
      allCounts[count++] =
          (key <= otherKey ? counts[i] : 0) + (otherKey <= key ? other.counts[j] : 0);
      i += key <= otherKey ? 1 : 0;
      j += otherKey <= key ? 1 : 0;
    }
    count = append(i, allKeys, allCounts, count);
    count = other.append(j, allKeys, allCounts, count);
    return count == most
        ? new KeyCounts(allKeys, allCounts)
        : new KeyCounts(Arrays.copyOf(allKeys, count), Arrays.copyOf(allCounts, count));
  }

  private int append(int from, long[] allKeys, long[] allCounts, int at) {
    System.arraycopy(keys, from, allKeys, at, keys.length - from);
    System.arraycopy(counts, from, allCounts, at, keys.length - from);
    return at + keys.length - from;
  }
}
