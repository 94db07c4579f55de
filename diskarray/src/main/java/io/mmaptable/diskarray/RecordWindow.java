package io.mmaptable.diskarray;

import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import io.mmaptable.internal.store.RowFile;
import org.jspecify.annotations.Nullable;

/// The capacity of an array as Java records, so that no view is made for each that is appended.
final class RecordWindow {
  private @Nullable RowType<?> type;
  private @Nullable Rows<?> rows;
  private @Nullable RowFile file;
  private long first;

  /// Writes a record into a row that there is room for.
  <T extends Record> void set(RowFile file, long row, RowType<T> type, T value) {
    Rows<T> window = over(file, row, type);
    window.set(row - first, value);
  }

  @SuppressWarnings("unchecked") // the rows were made by the same type
  private <T extends Record> Rows<T> over(RowFile now, long row, RowType<T> asked) {
    if (rows != null && type == asked && file == now && row - first < rows.size()) {
      return (Rows<T>) rows;
    }
    Rows<T> window = now.rows(row, now.allocatedRows()).asRows(asked);
    first = row;
    type = asked;
    file = now;
    rows = window;
    return window;
  }
}
