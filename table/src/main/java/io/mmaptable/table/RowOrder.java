package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sorts rows by columns.
final class RowOrder {
  private RowOrder() {}

  /// The places of rows in the order of columns. Sorting is stable, so that it is done by the last
  /// column first.
  static NdArray of(TableSlice rows, String... names) {
    List<NdArray> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(key(rows, name));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(rows.parent().path() + ": no column to order rows by");
    }
    NdArray order = keys.removeLast().argSort();
    while (!keys.isEmpty()) {
      order = order.get(keys.removeLast().get(order).argSort());
    }
    return order;
  }

  private static NdArray key(TableSlice rows, String name) {
    NdArray key = rows.column(name);
    if (key.ndim() != 1) {
      throw new IllegalArgumentException(
          rows.parent().path()
              + ": column '"
              + name
              + "' has items of shape "
              + Arrays.toString(Arrays.copyOfRange(key.shape(), 1, key.ndim()))
              + ", which have no order");
    }
    return key;
  }
}
