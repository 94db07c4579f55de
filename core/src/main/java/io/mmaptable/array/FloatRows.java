package io.mmaptable.array;

import io.mmaptable.internal.kernel.Kernels;

/// Rows as floats.
final class FloatRows extends RowBlocks {
  private final Blocks rows;
  private final Blocks vector;
  private final float[] block;
  private final float[][] pieces;
  private final boolean[] isLoaded;
  private float[] query;

  /// @param vector what the rows are compared with, as long as they are
  FloatRows(NdArray matrix, NdArray vector) {
    super(matrix.length(1), Float.BYTES);
    this.rows = new Blocks(matrix);
    this.vector = new Blocks(vector);
    this.block = new float[capacity()];
    this.pieces = new float[pieces()][capacity()];
    this.isLoaded = new boolean[pieces()];
    this.query = new float[0];
  }

  @Override
  void load(long from, int count) {
    rows.load(from, count, block);
  }

  @Override
  void loadVector(long from, int count) {
    int piece = pieceOf(from);
    query = pieces[piece];
    if (!isLoaded[piece]) {
      vector.load(from, count, query);
      repeat(count);
      isLoaded[piece] = isKept();
    }
  }

  /// Has the vector stand beside every row that is loaded at a time.
  private void repeat(int count) {
    for (int row = 1; row < rows(); row++) {
      System.arraycopy(query, 0, query, row * count, count);
    }
  }

  @Override
  void subtractVector(int count) {
    for (int i = 0; i < count; i++) {
      block[i] -= query[i];
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
