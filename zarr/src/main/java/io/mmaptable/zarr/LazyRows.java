package io.mmaptable.zarr;

import io.mmaptable.array.Expression;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowSource;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Rows of an array, which are decoded when they are computed with.
///
/// @param array the array
/// @param first the first of the rows
/// @param count how many there are
/// @param blockRows how many are decoded well at once
record LazyRows(ZarrArray array, long first, long count, long blockRows) implements RowSource {

  /// How many decoded bytes are taken at once, where chunks are not larger: few enough for the
  /// processor's cache, and for threads not to decode much that is another's.
  private static final long BLOCK_BYTES = 1 << 16;

  /// Chunks that are larger are taken in parts, and kept meanwhile.
  private static final long MOST_BYTES = 1 << 18;

  /// Rows as an expression. Those of chunks that are too large to be kept are decoded now, all of
  /// them.
  ///
  /// @param cacheBytes how many decoded bytes are kept
  static Expression expression(ZarrArray array, long from, long to, long cacheBytes)
      throws IOException {
    long[] row = array.shape();
    row[0] = 1;
    long rowBytes = Math.max(1, Shapes.byteSize(array.dtype(), row));
    long chunkRows = Math.max(1, Math.min(array.chunkShape()[0], array.rowCount()));
    long chunkBytes = rowBytes * chunkRows; // of all chunks that hold the rows
    long blockRows;
    if (chunkBytes <= MOST_BYTES) {
      blockRows = chunkRows * Math.max(1, BLOCK_BYTES / chunkBytes);
    } else if (chunkBytes <= cacheBytes / 2) {
      blockRows = Math.max(1, MOST_BYTES / rowBytes);
    } else {
      return array.rows(from, to).lazy();
    }
    return Expression.ofRows(new LazyRows(array, from, to - from, blockRows));
  }

  @Override
  public DType dtype() {
    return array.dtype();
  }

  @Override
  public long[] shape() {
    long[] shape = array.shape();
    shape[0] = count;
    return shape;
  }

  @Override
  public NdArray rows(long from, long to) {
    try {
      return array.rows(first + from, first + to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
