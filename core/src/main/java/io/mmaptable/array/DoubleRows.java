package io.mmaptable.array;

import io.mmaptable.internal.kernel.Kernels;

/// Rows as doubles.
final class DoubleRows extends RowBlocks {
  private final Blocks rows;
  private final Blocks vector;
  private final double[] block;
  private final double[] query;
  private boolean isLoaded;

  /// @param vector what the rows are compared with, as long as they are
  DoubleRows(NdArray matrix, NdArray vector) {
    super(matrix.length(1));
    this.rows = new Blocks(matrix);
    this.vector = new Blocks(vector);
    this.block = new double[capacity()];
    this.query = new double[piece()];
  }

  @Override
  void load(long from, int count) {
    rows.load(from, count, block);
  }

  /// A vector of one piece is loaded once.
  @Override
  void loadVector(long from, int count) {
    if (!isLoaded) {
      vector.load(from, count, query);
      isLoaded = isWhole();
    }
  }

  @Override
  void subtractVector(int rows, int length) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < length; i++) {
        block[row * length + i] -= query[i];
      }
    }
  }

  @Override
  void addProducts(int rows, int length, double[] into) {
    Kernels.BEST.addDots(block, query, 0, rows, length, into);
  }

  @Override
  void addSquares(int rows, int length, double[] into) {
    Kernels.BEST.addDots(block, block, length, rows, length, into);
  }
}
