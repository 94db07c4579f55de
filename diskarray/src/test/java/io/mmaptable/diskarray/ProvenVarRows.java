package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/// Rows of different length that prove what they are.
final class ProvenVarRows {
  private static final long FACTOR = 1_000_003;

  private ProvenVarRows() {}

  /// A row of its index, elements made of it, and the sum of all that.
  static long[] row(long index, int longest) {
    long[] row = new long[2 + (int) (index * 31 % longest)];
    row[0] = index;
    long sum = index;
    for (int i = 1; i < row.length - 1; i++) {
      row[i] = index * FACTOR + i;
      sum += row[i];
    }
    row[row.length - 1] = sum;
    return row;
  }

  static List<long[]> rows(long from, int count, int longest) {
    var rows = new ArrayList<long[]>();
    for (int i = 0; i < count; i++) {
      rows.add(row(from + i, longest));
    }
    return rows;
  }

  static void check(DiskVarArray array, int longest) {
    long index = 0;
    for (NdArray row : array) {
      assertArrayEquals(row(index, longest), row.toLongs());
      index++;
    }
    assertEquals(array.rowCount(), index);
  }
}
