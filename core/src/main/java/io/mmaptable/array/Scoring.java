package io.mmaptable.array;

/// How near rows are to a vector.
///
/// @param vector as float32 or float64, on the heap
/// @param isFloat whether it is computed with floats
record Scoring(NdArray vector, Metric metric, boolean isFloat) {

  /// Offers rows of a matrix; the larger their scores, the nearer they are.
  void offer(NdArray matrix, long from, long to, NearestRows best) {
    RowBlocks rows = RowBlocks.of(matrix, vector, isFloat);
    double[] scores = new double[rows.rows()];
    double[] squares = new double[rows.rows()];
    double norm = norm();
    for (long row = from; row < to; row += rows.rows()) {
      int count = (int) Math.min(rows.rows(), to - row);
      switch (metric) {
        case DOT -> rows.products(row, count, scores);
        case COSINE -> {
          rows.productsAndSquares(row, count, scores, squares);
          divide(scores, squares, norm, count);
        }
        case L2 -> {
          rows.squaredDistances(row, count, scores);
          negateRoots(scores, count);
        }
      }
      round(scores, count);
      best.offer(row, count, scores);
    }
  }

  private double norm() {
    NdArray row = Broadcasting.to(new long[] {1, vector.size()}, vector);
    double[] square = new double[1];
    RowBlocks.of(row, vector, isFloat).products(0, 1, square);
    return Math.sqrt(square[0]);
  }

  private static void divide(double[] products, double[] squares, double norm, int count) {
    for (int i = 0; i < count; i++) {
      products[i] /= Math.sqrt(squares[i]) * norm;
    }
  }

  private static void negateRoots(double[] squares, int count) {
    for (int i = 0; i < count; i++) {
      squares[i] = -Math.sqrt(squares[i]);
    }
  }

  /// Rows are as near as their scores say that are returned.
  private void round(double[] scores, int count) {
    for (int i = 0; isFloat && i < count; i++) {
      scores[i] = (float) scores[i];
    }
  }
}
