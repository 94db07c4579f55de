package io.mmaptable.table;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.ArrayList;
import java.util.List;

/// A row of several columns as one structured element.
final class RowFields {
  private RowFields() {}

  /// A packed dtype, with a field for each column.
  static DType.Struct dtype(List<MmapColumn> columns) {
    var fields = new ArrayList<Field>();
    long offset = 0;
    for (MmapColumn column : columns) {
      var field =
          new Field(column.name(), null, column.dtype(), column.itemShape(), exactInt(offset));
      fields.add(field);
      offset += field.byteSize();
    }
    return new DType.Struct(fields, exactInt(offset));
  }

  private static int exactInt(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a row is larger than 2^31 - 1 bytes");
    }
    return (int) bytes;
  }

  /// The size of a row.
  static long byteSize(List<MmapColumn> columns) {
    long bytes = 0;
    for (MmapColumn column : columns) {
      bytes = Math.addExact(bytes, column.rowBytes());
    }
    return bytes;
  }
}
