package io.mmaptable.zarr;

import io.mmaptable.dtype.DType;

/// How many rows are worked on at once.
final class RowBlocks {
  private static final long BLOCK_BYTES = 16 << 20;

  private RowBlocks() {}

  /// As many rows as make a block, in whole chunks if these are not larger.
  static long rows(DType dtype, long[] shape, long chunkRows) {
    long[] row = shape.clone();
    row[0] = 1;
    long rowBytes = Math.max(1, Shapes.byteSize(dtype, row));
    long rows = Math.max(1, BLOCK_BYTES / rowBytes);
    return rows < chunkRows
        ? Math.min(chunkRows, Math.max(1, shape[0]))
        : rows / chunkRows * chunkRows;
  }
}
