package io.mmaptable.zarr;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;

/// The rows that a part of an index selects, in its order.
final class RowPositions {
  private RowPositions() {}

  /// @throws IndexOutOfBoundsException if one is outside
  /// @throws IllegalArgumentException if a mask has another length
  static long[] of(Index part, long rows) {
    if (part instanceof Slice slice) {
      Slice.Range range = slice.over(rows);
      long[] positions = new long[Math.toIntExact(range.count())];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = range.first() + i * range.step();
      }
      return positions;
    }
    NdArray array = (NdArray) part;
    return array.dtype() instanceof DType.Bool ? ofMask(array, rows) : ofList(array, rows);
  }

  private static long[] ofMask(NdArray mask, long rows) {
    if (mask.size() != rows) {
      throw new IllegalArgumentException(
          "a mask of " + mask.size() + " truth values for " + rows + " rows");
    }
    return NdArray.arange(rows).get(mask).toLongs();
  }

  private static long[] ofList(NdArray list, long rows) {
    long[] positions = list.toLongs();
    for (int i = 0; i < positions.length; i++) {
      long position = positions[i];
      if (position < -rows || position >= rows) {
        throw new IndexOutOfBoundsException(
            "index " + position + " is out of bounds for axis 0 with size " + rows);
      }
      positions[i] = position < 0 ? position + rows : position;
    }
    return positions;
  }
}
