package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.PriorityQueue;

/// Merges runs of positions that are in the order of an array's elements; of equal elements the
/// first one comes first.
final class PositionMerge {
  private final MemorySegment runs;
  private final List<OrderKey> keys;
  private final PriorityQueue<Head> heads;

  /// Merges what lies side by side.
  ///
  /// @param runs the positions, a long each
  /// @param run how many a run has; the last one may have fewer
  PositionMerge(NdArray lane, MemorySegment runs, long run) {
    this.runs = runs;
    this.keys = OrderKeys.of(lane);
    this.heads = new PriorityQueue<>(this::compare);
    for (long from = 0; from < lane.size(); from += run) {
      var head = new Head(from, Math.min(lane.size(), from + run));
      head.load();
      heads.add(head);
    }
  }

  /// What is left of a run.
  private final class Head {
    long next;
    final long to;
    long position;
    long key;

    Head(long from, long to) {
      this.next = from;
      this.to = to;
    }

    boolean load() {
      if (next == to) {
        return false;
      }
      position = runs.get(ValueLayout.JAVA_LONG, 8 * next++);
      key = keys.isEmpty() ? 0 : keys.getFirst().at(position);
      return true;
    }
  }

  /// The next position.
  long next() {
    Head head = heads.remove();
    long position = head.position;
    if (head.load()) {
      heads.add(head);
    }
    return position;
  }

  private int compare(Head left, Head right) {
    int comparison = Long.compare(left.key, right.key);
    for (int i = 1; comparison == 0 && i < keys.size(); i++) {
      OrderKey key = keys.get(i);
      comparison = Long.compare(key.at(left.position), key.at(right.position));
    }
    return comparison != 0 ? comparison : Long.compare(left.position, right.position);
  }
}
