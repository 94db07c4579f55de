package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Copies rows from columns into structured elements. Records are put together on the heap, as many
/// as stay in the processor's cache while one column after the other is written into them, and
/// copied from there at once.
final class RecordBlocks {
  private static final int BLOCK_BYTES = 64 << 10;

  /// How many blocks a thread puts together at a time, where there are several.
  private static final int TASK_BLOCKS = 64;

  private final RowSelection rows;
  private final DType.Struct dtype;
  private final List<ColumnItems> columns;
  private final int blockRows;
  private byte[] items = new byte[0];
  private byte[] records = new byte[0];

  RecordBlocks(TableSlice slice) {
    this(slice.selection(), slice.dtype(), slice.columns().stream().map(slice::items).toList());
  }

  private RecordBlocks(RowSelection rows, DType.Struct dtype, List<ColumnItems> columns) {
    this.rows = rows;
    this.dtype = dtype;
    this.columns = columns;
    int most = Math.clamp(rows.count(), 1, BLOCK_BYTES);
    this.blockRows = Math.clamp(BLOCK_BYTES / Math.max(1, dtype.itemSize()), 1, most);
  }

  long rowCount() {
    return rows.count();
  }

  /// How many rows are put together at once, at most.
  int blockRows() {
    return blockRows;
  }

  /// Copies all rows, by as many threads as compute in the current scope.
  NdArray copy() {
    NdArray copy = NdArray.zeros(dtype, rows.count());
    long taskRows = (long) TASK_BLOCKS * blockRows;
    Parallelism.forEach(
        Math.ceilDiv(rows.count(), taskRows),
        task -> {
          long from = task * taskRows;
          long to = from + Math.min(taskRows, rows.count() - from);
          new RecordBlocks(rows, dtype, columns).copyAll(from, to, copy);
        });
    return copy;
  }

  private void copyAll(long start, long end, NdArray copy) {
    for (long from = start; from < end; from += blockRows) {
      long to = from + Math.min(blockRows, end - from);
      copy(from, to, copy.rows(from, to));
    }
  }

  /// Copies rows.
  ///
  /// @param from the first row
  /// @param to the row after the last, at most [#blockRows()] further
  /// @param target as many records in C order
  void copy(long from, long to, NdArray target) {
    RowSelection part = rows.select(new Slice.Range(from, to - from, 1));
    if (dtype.itemSize() > BLOCK_BYTES) {
      copyWide(part, target);
      return;
    }
    int count = (int) part.count();
    int length = count * dtype.itemSize();
    records = room(records, length);
    for (int i = 0; i < columns.size(); i++) {
      Field field = dtype.fields().get(i);
      int size = field.byteSize();
      items = room(items, count * size);
      NdArray column = columns.get(i).of(part);
      (column.isContiguous() ? column : column.copy()).copyBytes(0, items, count * size);
      ItemScatter.scatter(items, size, count, records, field.offset(), dtype.itemSize());
    }
    MemorySegment.copy(records, 0, target.asSegment(), ValueLayout.JAVA_BYTE, 0, length);
  }

  /// Copies a row that is too wide for the heap, where the pieces are long enough by themselves.
  private void copyWide(RowSelection row, NdArray target) {
    for (int i = 0; i < columns.size(); i++) {
      target.field(dtype.fields().get(i).name()).set(columns.get(i).of(row));
    }
  }

  private static byte[] room(byte[] room, int length) {
    return room.length >= length ? room : new byte[length];
  }
}
