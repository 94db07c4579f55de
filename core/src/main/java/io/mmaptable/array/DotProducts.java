package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Dot products of floats.
final class DotProducts {

  /// How many elements of two vectors a thread multiplies at a time.
  private static final long CHUNK = 1 << 18;

  private DotProducts() {}

  /// @param dtype the dtype that the two are promoted to
  static NdArray of(NdArray array, NdArray vector, DType dtype) {
    boolean isFloat = RowBlocks.isFloat(dtype);
    NdArray result =
        array.ndim() == 1 ? ofVectors(array, vector, isFloat) : ofRows(array, vector, isFloat);
    return result.astype(isFloat ? DType.FLOAT32 : dtype);
  }

  private static NdArray ofVectors(NdArray first, NdArray second, boolean isFloat) {
    double[] sums = new double[Math.toIntExact(Math.ceilDiv(first.size(), CHUNK))];
    Parallelism.forEach(
        sums.length,
        chunk -> {
          long from = chunk * CHUNK;
          long to = Math.min(first.size(), from + CHUNK);
          NdArray one = first.rows(from, to);
          NdArray other = second.rows(from, to);
          Faults.run(List.of(one, other), () -> sums[(int) chunk] = chunk(one, other, isFloat));
        });
    double sum = 0;
    for (double chunk : sums) {
      sum += chunk;
    }
    NdArray result = NdArray.zeros(DType.FLOAT64);
    result.set(sum);
    return result;
  }

  private static double chunk(NdArray first, NdArray second, boolean isFloat) {
    NdArray row = Broadcasting.to(new long[] {1, first.size()}, first);
    double[] sum = new double[1];
    RowBlocks.of(row, second, isFloat).products(0, 1, sum);
    return sum[0];
  }

  private static NdArray ofRows(NdArray matrix, NdArray vector, boolean isFloat) {
    NdArray query = vector.astype(isFloat ? DType.FLOAT32 : DType.FLOAT64);
    long rows = matrix.length(0);
    long step = Nearness.chunkRows(matrix);
    NdArray result = NdArray.zeros(DType.FLOAT64, rows);
    Parallelism.forEach(
        Math.ceilDiv(rows, step),
        chunk -> {
          long from = chunk * step;
          long to = Math.min(rows, from + step);
          Faults.run(matrix, () -> store(RowBlocks.of(matrix, query, isFloat), from, to, result));
        });
    return result;
  }

  private static void store(RowBlocks rows, long from, long to, NdArray result) {
    double[] products = new double[rows.rows()];
    for (long row = from; row < to; row += rows.rows()) {
      int count = (int) Math.min(rows.rows(), to - row);
      rows.products(row, count, products);
      long at = result.offset() + row * Double.BYTES;
      Memory.store(products, result.segment(), ValueLayout.JAVA_DOUBLE_UNALIGNED, at, count);
    }
  }
}
