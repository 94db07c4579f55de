package io.mmaptable.internal.order;

/// Keys in order, each once, and how often each is there, if that was asked for.
public final class KeyCounts {

  /// No keys.
  public static final KeyCounts NONE = new KeyCounts(0, false);

  private final long[] keys;
  private final long[] counts;

  private KeyCounts(int distinct, boolean counted) {
    this.keys = new long[distinct];
    this.counts = new long[counted ? distinct : 0];
  }

  /// Counts keys that are in order.
  ///
  /// @param counted whether to keep how often each is there
  public static KeyCounts of(long[] sorted, boolean counted) {
    var found = new KeyCounts(distinct(sorted), counted);
    int at = -1;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        found.keys[++at] = sorted[i];
      }
      if (counted) {
        found.counts[at]++;
      }
    }
    return found;
  }

  private static int distinct(long[] sorted) {
    int distinct = Math.min(1, sorted.length);
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  /// The keys themselves, for those who need no others.
  public long[] keys() {
    return keys;
  }

  /// The counts themselves; none, if they were not asked for.
  public long[] counts() {
    return counts;
  }

  /// These and others together.
  public KeyCounts merged(KeyCounts other) {
    var all = new KeyCounts(distinct(other), counts.length == keys.length);
    int i = 0;
    int j = 0;
    for (int at = 0; at < all.keys.length; at++) {
      boolean mine = j == other.keys.length || (i < keys.length && keys[i] <= other.keys[j]);
      boolean its = i == keys.length || (j < other.keys.length && other.keys[j] <= keys[i]);
      all.keys[at] = mine ? keys[i] : other.keys[j];
      if (all.counts.length > 0) {
        all.counts[at] = (mine ? counts[i] : 0) + (its ? other.counts[j] : 0);
      }
      i += mine ? 1 : 0;
      j += its ? 1 : 0;
    }
    return all;
  }

  /// How many keys there are together.
  private int distinct(KeyCounts other) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < keys.length && j < other.keys.length) {
      long key = keys[i];
      long otherKey = other.keys[j];
      common += key == otherKey ? 1 : 0;
      i += key <= otherKey ? 1 : 0;
      j += otherKey <= key ? 1 : 0;
    }
    return Math.addExact(keys.length - common, other.keys.length);
  }
}
