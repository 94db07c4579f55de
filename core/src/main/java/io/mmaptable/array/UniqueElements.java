package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.order.LongList;
import java.util.List;

/// Finds the elements that differ where one takes several keys: by their positions in order.
final class UniqueElements {
  private final List<OrderKey> keys;
  private final boolean isComplex;
  private final LongList firsts = new LongList();
  private final LongList counts = new LongList();
  private long previous = -1;
  private boolean previousIsNaN;

  private UniqueElements(NdArray elements) {
    this.keys = OrderKeys.of(elements);
    this.isComplex = elements.dtype() instanceof DType.Complex;
  }

  static Unique find(NdArray array, int longest) {
    NdArray elements = array.reshape(-1);
    NdArray order = ArgSort.positions(elements, 0, longest);
    var unique = new UniqueElements(elements);
    Faults.run(array, () -> Blocks.eachLongs(order, unique::add));
    NdArray positions = NdArray.of(unique.firsts.toArray());
    return new Unique(elements.get(positions), NdArray.of(unique.counts.toArray()));
  }

  private void add(long[] positions, long from, int count) {
    for (int i = 0; i < count; i++) {
      add(positions[i]);
    }
  }

  private void add(long position) {
    // All complex numbers that are NaN in a part are one to NumPy, although they have an order.
    boolean isNaN = isComplex && keys.getFirst().at(position) != 0;
    boolean same = previous >= 0 && ((isNaN && previousIsNaN) || isEqual(previous, position));
    if (same) {
      counts.addToLast(1);
      if (isNaN) {
        firsts.setLast(Math.min(firsts.last(), position));
      }
    } else {
      firsts.add(position);
      counts.add(1);
    }
    previous = position;
    previousIsNaN = isNaN;
  }

  private boolean isEqual(long left, long right) {
    for (OrderKey key : keys) {
      if (key.at(left) != key.at(right)) {
        return false;
      }
    }
    return true;
  }
}
