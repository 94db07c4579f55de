package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.NpyWriter;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.nio.file.Path;

/// Tables as arrays of records: one structured element a row, whose fields are the columns, as
/// pandas' `to_records` has them.
public final class Records {
  private static final int BLOCK_BYTES = 1 << 20;

  private Records() {}

  /// Copies a table's rows into a structured array.
  ///
  /// @param rows the rows and columns, such as `table.select(table.columnNames())`
  /// @return a 1-d array in memory of its own, with the slice's [dtype][TableSlice#dtype]
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column's file cannot be mapped
  public static NdArray of(TableSlice rows) throws IOException {
    return rows.toRecords();
  }

  /// Writes a table's rows as one structured `.npy` file, in one pass that holds a few megabytes of
  /// it at a time.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes, or its description
  ///   longer than `numpy.load` accepts
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file) throws IOException {
    DType.Struct dtype = rows.dtype();
    long blockRows = Math.max(1, BLOCK_BYTES / Math.max(1, dtype.itemSize()));
    NpyWriter.write(
        file,
        dtype,
        rows.shape(),
        writer -> {
          for (TableSlice block : rows.rowChunks(blockRows)) {
            writer.write(block.toRecords());
          }
        });
  }
}
