package io.mmaptable.internal.order;

import java.util.function.LongBinaryOperator;

/// The first positions in an order, as they are found: a heap whose root is the last of those kept,
/// which gives way to what is before it.
public final class TopPositions {
  private final long[] keys;
  private final long[] positions;
  private final LongBinaryOperator ties;
  private int size;

  /// Makes room.
  ///
  /// @param count how many positions are kept
  /// @param ties compares two positions with equal keys, as a comparator does, never as equal
  public TopPositions(int count, LongBinaryOperator ties) {
    this.keys = new long[count];
    this.positions = new long[count];
    this.ties = ties;
  }

  /// Offers elements that lie side by side.
  public void offer(long[] block, int count, long from) {
    int i = 0;
    while (i < count && size < keys.length) {
      offer(block[i], from + i);
      i++;
    }
    while (i < count) {
      long limit = keys[0];
      while (i < count && block[i] > limit) {
        i++;
      }
      if (i < count) {
        offer(block[i], from + i);
        i++;
      }
    }
  }

  /// Offers all that another one has kept.
  public void offer(TopPositions other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.keys[i], other.positions[i]);
    }
  }

  private void offer(long key, long position) {
    if (size < keys.length) {
      rise(key, position);
    } else if (isBefore(key, position, keys[0], positions[0])) {
      sink(key, position, size);
    }
  }

  private boolean isBefore(long key, long position, long otherKey, long otherPosition) {
    return key < otherKey || (key == otherKey && ties.applyAsLong(position, otherPosition) < 0);
  }

  private void rise(long key, long position) {
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isBefore(keys[parent], positions[parent], key, position)) {
        break;
      }
      keys[at] = keys[parent];
      positions[at] = positions[parent];
      at = parent;
    }
    keys[at] = key;
    positions[at] = position;
  }

  /// Puts something in the place of the root.
  private void sink(long key, long position, int end) {
    int at = 0;
    for (int child = 1; child < end; child = 2 * at + 1) {
      int right = child + 1;
      if (right < end && isBefore(keys[child], positions[child], keys[right], positions[right])) {
        child = right;
      }
      if (!isBefore(key, position, keys[child], positions[child])) {
        break;
      }
      keys[at] = keys[child];
      positions[at] = positions[child];
      at = child;
    }
    keys[at] = key;
    positions[at] = position;
  }

  /// Gives the positions that have been kept, the first in order first; none are kept after that.
  public long[] inOrder() {
    long[] ordered = new long[size];
    while (size > 0) {
      ordered[--size] = positions[0];
      sink(keys[size], positions[size], size);
    }
    return ordered;
  }
}
