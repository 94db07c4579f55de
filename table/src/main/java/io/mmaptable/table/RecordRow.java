package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One row of a table in memory of its own, its columns one after the other, into which records are
/// written before they are spread over the columns.
final class RecordRow {
  private final DType.Struct dtype;
  private final NdArray row;
  private final MemorySegment memory;
  private final int[] offsets;
  private @Nullable RowType<?> type;
  private @Nullable Rows<?> records;

  RecordRow(DType.Struct dtype) {
    this.dtype = dtype;
    // Native as mapped files are, so that copies between the two are plain loads and stores.
    this.row = NdArray.zeros(Arena.ofAuto(), dtype, 1);
    this.memory = row.asSegment();
    this.offsets = dtype.fields().stream().mapToInt(field -> field.offset()).toArray();
  }

  DType.Struct dtype() {
    return dtype;
  }

  @SuppressWarnings("unchecked") // the rows were made by the same type
  <T extends Record> void set(RowType<T> asked, T value) {
    Rows<T> target;
    if (records != null && type == asked) {
      target = (Rows<T>) records;
    } else {
      target = row.asRows(asked);
      type = asked;
      records = target;
    }
    target.set(0, value);
  }

  MemorySegment memory() {
    return memory;
  }

  /// Where a column's item begins.
  int offset(int column) {
    return offsets[column];
  }
}
