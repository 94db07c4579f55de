package io.mmaptable.zarr;

import io.mmaptable.dtype.DType;

/// How many rows are worked on at once: some megabytes, and fewer where the heap is small.
final class RowBlocks {
  private static final long LEAST_BYTES = 1 << 20;
  private static final long MOST_BYTES = 16 << 20;

  /// Which part of the largest heap a block is at most, of which there are a few at a time.
  private static final long PART = 32;

  private RowBlocks() {}

  /// How large a block is, in decoded bytes.
  static long byteSize() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / PART, LEAST_BYTES, MOST_BYTES);
  }

  /// As many rows as make a block, in whole chunks if these are not larger.
  static long rows(DType dtype, long[] shape, long chunkRows) {
    long[] row = shape.clone();
    row[0] = 1;
    long rowBytes = Math.max(1, Shapes.byteSize(dtype, row));
    long rows = Math.max(1, byteSize() / rowBytes);
    return rows < chunkRows
        ? Math.min(chunkRows, Math.max(1, shape[0]))
        : rows / chunkRows * chunkRows;
  }
}
