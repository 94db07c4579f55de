package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// Rows to append, column by column.
final class RowBlocks {
  private RowBlocks() {}

  /// Pairs each column with its new items, and checks that they fit it.
  static Map<MmapColumn, NdArray> of(Path table, ColumnSet columns, Map<String, ?> rows) {
    var unknown = new TreeSet<String>(rows.keySet());
    var missing = new TreeSet<String>(columns.names());
    missing.removeAll(rows.keySet());
    unknown.removeAll(columns.names());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "rows for "
              + table
              + (missing.isEmpty() ? "" : " lack the columns " + missing)
              + (unknown.isEmpty() ? "" : " have columns that it lacks: " + unknown));
    }
    var blocks = new LinkedHashMap<MmapColumn, NdArray>();
    for (MmapColumn column : columns.inOrder()) {
      Object values = rows.get(column.name());
      if (values == null) {
        throw new IllegalArgumentException("no rows for column '" + column.name() + "'");
      }
      NdArray block =
          values instanceof NdArray array ? array : NdArray.asArray(values, column.dtype());
      long[] shape = block.shape();
      if (shape.length == 0
          || !Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), column.itemShape())) {
        throw new IllegalArgumentException(
            "rows of shape "
                + Arrays.toString(shape)
                + " for column '"
                + column.name()
                + "' with items of shape "
                + Arrays.toString(column.itemShape()));
      }
      blocks.put(column, block);
    }
    return blocks;
  }

  /// The number of rows, which must be the same for all columns.
  static long length(Path table, Map<MmapColumn, NdArray> blocks) {
    long[] lengths =
        blocks.values().stream().mapToLong(block -> block.shape()[0]).distinct().toArray();
    if (lengths.length > 1) {
      throw new IllegalArgumentException(
          "rows for " + table + " differ in number by column: " + Arrays.toString(lengths));
    }
    return lengths.length == 0 ? 0 : lengths[0];
  }
}
