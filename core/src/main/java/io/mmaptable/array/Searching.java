package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.List;

/// Searches in sorted arrays by halves, so that of a large one little is read. Elements and values
/// are compared as the dtype that NumPy promotes theirs to.
final class Searching {

  /// How many values are searched for at a time.
  private static final long PART = 1 << 14;

  private final NdArray sorted;
  private final List<OrderKey> keys;
  private final Side side;

  /// What values become before they are compared.
  private final DType dtype;

  private Searching(NdArray sorted, List<OrderKey> keys, DType dtype, Side side) {
    this.sorted = sorted;
    this.keys = keys;
    this.dtype = dtype;
    this.side = side;
  }

  static NdArray positions(NdArray sorted, NdArray values, Side side) {
    if (sorted.ndim() != 1) {
      throw new IllegalArgumentException(
          "searchSorted takes a 1-d array, not one of shape " + Arrays.toString(sorted.shape()));
    }
    Searching search = of(sorted, values.dtype(), side);
    NdArray positions = NdArray.zeros(DType.INT64, values.lengths());
    NdArray from = values.reshape(-1);
    NdArray into = positions.reshape(-1);
    Parallelism.forEach(
        (values.size() + PART - 1) / PART,
        i -> {
          long first = i * PART;
          long last = Math.min(values.size(), first + PART);
          search.find(from.rows(first, last), into.rows(first, last));
        });
    return positions;
  }

  private static Searching of(NdArray sorted, DType values, Side side) {
    DType own = Layouts.inNativeOrder(sorted.dtype());
    DType other = Layouts.inNativeOrder(values);
    if (own.equals(other) || areTexts(own, other)) {
      return new Searching(sorted, OrderKeys.of(sorted), own, side);
    }
    DType common = Promotion.of(own, other);
    if (common.equals(own)) {
      return new Searching(sorted, OrderKeys.of(sorted), own, side);
    }
    if (isPlain(own) && isPlain(other) && isPlain(common)) {
      DType compared = common instanceof DType.Floating ? DType.FLOAT64 : common;
      return new Searching(sorted, List.of(new CastKey(sorted, compared)), compared, side);
    }
    NdArray cast = sorted.astype(common);
    return new Searching(cast, OrderKeys.of(cast), common, side);
  }

  /// Whether both are text, or both bytes, of whatever widths.
  private static boolean areTexts(DType own, DType other) {
    return (own instanceof DType.Text && other instanceof DType.Text)
        || (own instanceof DType.Bytes && other instanceof DType.Bytes);
  }

  /// Whether elements are single numbers, and no times, which have units.
  private static boolean isPlain(DType dtype) {
    return Sorting.isNumber(dtype)
        && !(dtype instanceof DType.DateTime)
        && !(dtype instanceof DType.TimeDelta);
  }

  private void find(NdArray values, NdArray into) {
    NdArray cast = values.astype(dtype);
    List<OrderKey> wanted = OrderKeys.of(cast);
    long[] positions = new long[(int) values.size()];
    boolean mayBeCut = values.itemSize() > cast.itemSize() && areTexts(dtype, values.dtype());
    boolean[] right = new boolean[positions.length];
    for (int i = 0; i < positions.length; i++) {
      // What is longer than all elements can be comes after the one that it begins with.
      boolean isCut = mayBeCut && !values.getString(i).equals(cast.getString(i));
      right[i] = side == Side.RIGHT || isCut;
    }
    Faults.run(
        sorted,
        () -> {
          for (int i = 0; i < positions.length; i++) {
            positions[i] = find(wanted, i, right[i]);
          }
        });
    Copies.copy(into, Sorting.onHeap(positions, positions.length));
  }

  private long find(List<OrderKey> wanted, long value, boolean right) {
    long from = 0;
    long to = sorted.size();
    while (from < to) {
      long middle = (from + to) >>> 1;
      int comparison = compare(middle, wanted, value);
      if (comparison < 0 || (comparison == 0 && right)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int compare(long position, List<OrderKey> wanted, long value) {
    for (int i = 0; i < keys.size(); i++) {
      int comparison = Long.compare(keys.get(i).at(position), wanted.get(i).at(value));
      if (comparison != 0) {
        return comparison;
      }
    }
    return 0;
  }
}
