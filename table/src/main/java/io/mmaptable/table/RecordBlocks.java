package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import java.util.List;

/// Copies rows from columns into structured elements, some at a time, so that what is written field
/// by field is in the processor's cache until its row is whole.
final class RecordBlocks {
  private static final int BLOCK_BYTES = 128 << 10;

  private final RowSelection rows;
  private final DType.Struct dtype;
  private final List<String> names;
  private final List<NdArray> columns;

  RecordBlocks(TableSlice slice) {
    this.rows = slice.selection();
    this.dtype = slice.dtype();
    this.names = slice.columnNames();
    this.columns = slice.columns().stream().map(slice::whole).toList();
  }

  long rowCount() {
    return rows.count();
  }

  /// How many rows a block has at most.
  long blockRows() {
    return Math.clamp(BLOCK_BYTES / Math.max(1, dtype.itemSize()), 1, Math.max(1, rows.count()));
  }

  /// Room for a block of rows.
  NdArray block() {
    return NdArray.zeros(dtype, blockRows());
  }

  /// Copies all rows.
  NdArray copy() {
    NdArray records = NdArray.zeros(dtype, rows.count());
    List<NdArray> fields = names.stream().map(records::field).toList();
    long step = blockRows();
    for (long from = 0; from < rows.count(); from += step) {
      copy(from, from + Math.min(step, rows.count() - from), fields, from);
    }
    return records;
  }

  /// Copies rows to the beginning of a block.
  void copy(long from, long to, NdArray block) {
    copy(from, to, names.stream().map(block::field).toList(), 0);
  }

  private void copy(long from, long to, List<NdArray> fields, long at) {
    RowSelection part = rows.select(new Slice.Range(from, to - from, 1));
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).rows(at, at + to - from).set(part.of(columns.get(i)));
    }
  }
}
