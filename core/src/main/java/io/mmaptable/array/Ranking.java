package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.order.TopPositions;
import java.util.List;

/// Finds the largest or smallest elements without sorting the others: each part of the array keeps
/// its first ones, and those of all parts are put together.
final class Ranking {

  /// How many elements a part has at least.
  private static final long PART = 1 << 20;

  private final NdArray elements;
  private final boolean largest;
  private final int count;

  private Ranking(NdArray elements, boolean largest, int count) {
    this.elements = elements;
    this.largest = largest;
    this.count = count;
  }

  static Ranked top(NdArray array, long k, boolean largest) {
    if (k < 0) {
      throw new IllegalArgumentException("k (" + k + ") must not be negative");
    }
    int count = Math.toIntExact(Math.min(k, array.size()));
    if (count == 0) {
      return new Ranked(NdArray.zeros(array.dtype(), 0), NdArray.zeros(DType.INT64, 0));
    }
    // Keys of numbers are read in C order, whatever the strides; others need one dimension.
    NdArray elements = Sorting.isNumber(array.dtype()) ? array : array.reshape(-1);
    NdArray positions = NdArray.of(new Ranking(elements, largest, count).positions(PART));
    return new Ranked(array.flat().get(positions), positions);
  }

  private long[] positions(long leastPart) {
    long part = Math.max(leastPart, 8L * count);
    int parts = Math.toIntExact((elements.size() - 1) / part + 1);
    var tops = new TopPositions[parts];
    Parallelism.forEach(
        parts,
        i ->
            Faults.run(
                elements,
                () -> tops[(int) i] = inPart(i * part, Math.min(elements.size(), (i + 1) * part))));
    return Faults.guard(
        elements,
        () -> {
          for (int i = 1; i < parts; i++) {
            tops[0].offer(tops[i]);
          }
          return tops[0].inOrder();
        });
  }

  private TopPositions inPart(long from, long to) {
    List<OrderKey> keys = OrderKeys.of(elements);
    var top = new TopPositions(count, (left, right) -> compare(keys, left, right));
    long[] block = new long[Blocks.LENGTH];
    for (long at = from; at < to; at += block.length) {
      int length = (int) Math.min(block.length, to - at);
      if (!keys.isEmpty()) {
        load(keys.getFirst(), at, length, block);
      }
      top.offer(block, length, at);
    }
    return top;
  }

  private void load(OrderKey key, long from, int length, long[] block) {
    key.load(from, length, block);
    for (int i = 0; largest && i < length; i++) {
      block[i] = key.descending(block[i]);
    }
  }

  /// Compares elements whose first keys are equal.
  private int compare(List<OrderKey> keys, long left, long right) {
    int comparison = 0;
    for (int i = 1; comparison == 0 && i < keys.size(); i++) {
      OrderKey key = keys.get(i);
      long first = key.at(left);
      long second = key.at(right);
      comparison =
          largest
              ? Long.compare(key.descending(first), key.descending(second))
              : Long.compare(first, second);
    }
    return comparison != 0 ? comparison : Long.compare(left, right);
  }
}
