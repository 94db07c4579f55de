package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;

/// Compares the rows of a matrix with a vector: checks the two, and divides the rows into chunks,
/// whose results do not depend on who computes them.
final class Nearness {

  /// How many elements a chunk has, if it has more than one row.
  private static final long CHUNK = 1 << 20;

  private Nearness() {}

  static Neighbors nearest(NdArray matrix, NdArray query, int k, Metric metric) {
    requireReal(matrix, "this");
    requireReal(query, "query");
    if (matrix.ndim() != 2) {
      throw new IllegalArgumentException("expected a matrix, found shape " + shape(matrix));
    }
    if (query.ndim() != 1 || query.length(0) != matrix.length(1)) {
      throw new IllegalArgumentException(
          "query: expected shape [" + matrix.length(1) + "] as a row, found " + shape(query));
    }
    if (k < 0) {
      throw new IllegalArgumentException("k (" + k + ") must not be negative");
    }
    boolean isFloat = RowBlocks.isFloat(matrix.dtype());
    NdArray vector = query.astype(isFloat ? DType.FLOAT32 : DType.FLOAT64);
    NearestRows nearest = nearest(matrix, new Scoring(vector, metric, isFloat), k);
    nearest.sort();
    return nearest.toNeighbors(metric, vector.dtype());
  }

  private static NearestRows nearest(NdArray matrix, Scoring scoring, int k) {
    long rows = matrix.length(0);
    long step = chunkRows(matrix);
    var chunks = new NearestRows[Math.toIntExact(Math.ceilDiv(rows, step))];
    Parallelism.forEach(
        chunks.length,
        chunk -> {
          long from = chunk * step;
          long to = Math.min(rows, from + step);
          var best = new NearestRows((int) Math.min(k, to - from));
          Faults.run(matrix, () -> scoring.offer(matrix, from, to, best));
          chunks[(int) chunk] = best;
        });
    var nearest = new NearestRows((int) Math.min(k, rows));
    for (NearestRows chunk : chunks) {
      nearest.offerAll(chunk);
    }
    return nearest;
  }

  /// How many rows a chunk has, of which there are not more than an array of them can have.
  static long chunkRows(NdArray matrix) {
    long rows = Math.max(1, CHUNK / Math.max(1, matrix.length(1)));
    return Math.max(rows, Math.ceilDiv(matrix.length(0), CHUNK));
  }

  static NdArray dot(NdArray array, NdArray vector) {
    requireReal(array, "this");
    requireReal(vector, "vector");
    if (array.ndim() < 1 || array.ndim() > 2) {
      throw new IllegalArgumentException(
          "expected a vector or a matrix, found shape " + shape(array));
    }
    long length = array.length(array.ndim() - 1);
    if (vector.ndim() != 1 || vector.length(0) != length) {
      throw new IllegalArgumentException(
          "vector: expected shape [" + length + "], found " + shape(vector));
    }
    DType dtype = Promotion.of(array.dtype(), vector.dtype());
    return dtype instanceof DType.Floating
        ? DotProducts.of(array, vector, dtype)
        : exact(array, vector, dtype);
  }

  /// Of integers, which wrap around, and of bools.
  private static NdArray exact(NdArray array, NdArray vector, DType dtype) {
    Expression products = Expression.of(array).mul(vector);
    int last = array.ndim() - 1;
    return dtype instanceof DType.Bool
        ? products.any(Reduction.over(last))
        : products.sum(last).astype(dtype);
  }

  private static void requireReal(NdArray array, String name) {
    if (!Promotion.isNumber(array.dtype()) || array.dtype() instanceof DType.Complex) {
      throw new UnsupportedOperationException(
          name + ": expected real numbers, found " + array.dtype());
    }
  }

  private static String shape(NdArray array) {
    return Arrays.toString(array.lengths());
  }
}
