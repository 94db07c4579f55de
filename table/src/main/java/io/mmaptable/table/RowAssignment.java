package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Sets rows of several columns: every value is checked before the first is written.
final class RowAssignment {
  private final TableSlice target;
  private final List<Change> checked = new ArrayList<>();

  /// What is to be set in a column.
  ///
  /// @param column all of its rows
  /// @param values what goes into those of the slice, of the column's dtype
  private record Change(NdArray column, NdArray values) {
    Change apartFromFiles() {
      return values.base().isMapped() ? new Change(column, values.copy()) : this;
    }
  }

  RowAssignment(TableSlice target) {
    target.parent().requireWritable();
    this.target = target;
  }

  void set(NdArray records) {
    if (!(records.dtype() instanceof DType.Struct struct)) {
      throw new IllegalArgumentException(
          name() + ": rows are set from a structured array, not from one of " + records.dtype());
    }
    if (records.ndim() > 1) {
      throw new IllegalArgumentException(
          name() + ": records of shape " + Arrays.toString(records.shape()) + " for rows");
    }
    requireColumns(struct.fields().stream().map(Field::name).toList());
    requireRows(records.ndim() == 0 ? 1 : records.size());
    for (MmapColumn column : target.columns()) {
      check(column, records.field(column.name()));
    }
    write();
  }

  void set(TableSlice rows) {
    requireColumns(rows.columnNames());
    requireRows(rows.rowCount());
    for (MmapColumn column : target.columns()) {
      check(column, rows.column(column.name()));
    }
    write();
  }

  void set(Map<String, ?> values) {
    var unknown = new TreeSet<String>(values.keySet());
    unknown.removeAll(target.columnNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          name() + ": values for columns that the slice lacks: " + unknown);
    }
    for (MmapColumn column : target.columns()) {
      if (values.containsKey(column.name())) {
        check(column, given(column, values.get(column.name())));
      }
    }
    if (checked.size() > 1) {
      // A column may be given to another one, and is read before it is set.
      checked.replaceAll(Change::apartFromFiles);
    }
    write();
  }

  private void check(MmapColumn column, Object value) {
    try {
      NdArray source = NdArray.asArray(value, column.dtype());
      NdArray _ = source.broadcastTo(shape(column));
      checked.add(new Change(target.items(column).writable(), source));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name() + ": column '" + column.name() + "': " + e.getMessage(), e);
    }
  }

  private Object given(MmapColumn column, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name() + ": no values for column '" + column.name() + "'");
    }
    return value;
  }

  private long[] shape(MmapColumn column) {
    long[] shape = column.shape();
    shape[0] = target.rowCount();
    return shape;
  }

  private void write() {
    checked.forEach(change -> target.selection().set(change.column(), change.values()));
  }

  private void requireRows(long count) {
    if (count != target.rowCount() && count != 1) {
      throw new IllegalArgumentException(
          name() + ": " + count + " rows for a slice of " + target.rowCount());
    }
  }

  private void requireColumns(List<String> given) {
    var missing = new TreeSet<String>(target.columnNames());
    var unknown = new TreeSet<String>(given);
    given.forEach(missing::remove);
    target.columnNames().forEach(unknown::remove);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          name()
              + ": rows"
              + (missing.isEmpty() ? "" : " lack the columns " + missing)
              + (unknown.isEmpty() ? "" : " have columns that the slice lacks: " + unknown));
    }
  }

  private String name() {
    return target.parent().path().toString();
  }
}
