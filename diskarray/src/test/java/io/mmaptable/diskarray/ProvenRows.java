package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;

/// Rows of int64 that prove what they are: the row's index first, a checksum last, and numbers made
/// of the index between them. A row of zeros, of another place or of two halves is found out.
final class ProvenRows {
  static final int LEAST_WIDTH = 2;

  private static final long FACTOR = 1_000_003;

  /// How many elements are read at a time.
  private static final int CHUNK = 1 << 16;

  /// Python that defines `check(a, start)`, which holds for rows from `start` on.
  static final String PYTHON =
      """
      import numpy as np

      def check(a, start=0):
          a = a[start:]
          i = np.arange(start, start + len(a), dtype="i8")
          assert (a[:, 0] == i).all(), ("index", start, len(a))
          j = np.arange(1, a.shape[1] - 1, dtype="i8")
          assert (a[:, 1:-1] == i[:, None] * 1000003 + j).all(), ("content", start, len(a))
          assert (a[:, -1] == a[:, :-1].sum(axis=1) + 1).all(), ("checksum", start, len(a))
      """;

  private ProvenRows() {}

  static void fill(long[] row, long index) {
    fill(row, 0, row.length, index);
  }

  private static void fill(long[] rows, int from, int width, long index) {
    int last = from + width - 1;
    rows[from] = index;
    long sum = index;
    for (int i = from + 1; i < last; i++) {
      rows[i] = index * FACTOR + i - from;
      sum += rows[i];
    }
    rows[last] = sum + 1;
  }

  static long[] row(long index, int width) {
    long[] row = new long[width];
    fill(row, index);
    return row;
  }

  /// Rows from an index on, in C order.
  static NdArray block(long from, int count, int width) {
    long[] rows = new long[Math.multiplyExact(count, width)];
    for (int i = 0; i < count; i++) {
      fill(rows, i * width, width, from + i);
    }
    return NdArray.view(MemorySegment.ofArray(rows), DType.INT64, false, null, count, width);
  }

  /// Checks rows of an array, in any memory order.
  ///
  /// @param array an array of shape `(rows, width)`
  /// @param from the first row to check
  /// @throws AssertionError if one of them is not what it should be
  static void check(NdArray array, long from) {
    int width = Math.toIntExact(array.shape()[1]);
    long rows = array.shape()[0];
    long step = Math.max(1, CHUNK / width);
    long[] expected = new long[width];
    for (long start = from; start < rows; start += step) {
      long[] found = array.rows(start, Math.min(rows, start + step)).toLongs();
      for (int i = 0; i < found.length; i++) {
        if (i % width == 0) {
          fill(expected, start + i / width);
        }
        if (found[i] != expected[i % width]) {
          throw new AssertionError(
              "row %d of %d, element %d: expected %d, found %d"
                  .formatted(start + i / width, rows, i % width, expected[i % width], found[i]));
        }
      }
    }
  }
}
