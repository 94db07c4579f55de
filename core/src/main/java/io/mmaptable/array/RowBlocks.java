package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;

/// Loads rows of a matrix, some at a time, and multiplies them with a vector and with themselves.
/// Rows that are longer than a block are taken in pieces. Used by one thread.
abstract class RowBlocks {

  /// How many bytes are taken at a time: few enough for the processor's first cache.
  private static final int BYTES = 1 << 14;

  /// Vectors that are longer are read again for every row.
  private static final long LONGEST_KEPT = 1 << 20;

  private final long length;
  private final int most;

  /// @param length of a row
  /// @param itemSize the bytes of an element as it is computed with
  RowBlocks(long length, int itemSize) {
    this.length = length;
    this.most = BYTES / itemSize;
  }

  static RowBlocks of(NdArray matrix, NdArray vector, boolean isFloat) {
    return isFloat ? new FloatRows(matrix, vector) : new DoubleRows(matrix, vector);
  }

  /// Whether floats hold all elements.
  static boolean isFloat(DType dtype) {
    return dtype instanceof DType.Floating floating && floating.itemSize() <= Float.BYTES;
  }

  /// How many rows are taken at a time.
  final int rows() {
    return (int) Math.max(1, most / Math.max(1, length));
  }

  /// How many elements of a row are taken at a time.
  final int piece() {
    return (int) Math.min(most, length);
  }

  /// How many pieces the vector is kept as.
  final int pieces() {
    return length <= LONGEST_KEPT ? (int) Math.ceilDiv(length, most) : 1;
  }

  /// Which of them an element lies in.
  final int pieceOf(long at) {
    return pieces() == 1 ? 0 : (int) (at / most);
  }

  /// Whether a piece that has been loaded stays the same.
  final boolean isKept() {
    return length <= LONGEST_KEPT;
  }

  /// How many elements all rows that are taken at a time have.
  final int capacity() {
    return rows() * piece();
  }

  /// The rows' dot products with the vector.
  ///
  /// @param from the first row
  /// @param count how many, [#rows()] at most
  /// @param into where they go
  final void products(long from, int count, double[] into) {
    Arrays.fill(into, 0, count, 0);
    for (long at = 0; at < length; at += piece()) {
      int taken = take(from, count, at);
      addProducts(count, taken, into);
    }
  }

  /// The rows' dot products with the vector, and with themselves.
  final void productsAndSquares(long from, int count, double[] products, double[] squares) {
    Arrays.fill(products, 0, count, 0);
    Arrays.fill(squares, 0, count, 0);
    for (long at = 0; at < length; at += piece()) {
      int taken = take(from, count, at);
      addProducts(count, taken, products);
      addSquares(count, taken, squares);
    }
  }

  /// The squares of the rows' distances to the vector.
  final void squaredDistances(long from, int count, double[] into) {
    Arrays.fill(into, 0, count, 0);
    for (long at = 0; at < length; at += piece()) {
      int taken = take(from, count, at);
      subtractVector(count * taken);
      addSquares(count, taken, into);
    }
  }

  private int take(long from, int count, long at) {
    int taken = (int) Math.min(piece(), length - at);
    load(from * length + at, count * taken);
    loadVector(at, taken);
    return taken;
  }

  abstract void load(long from, int count);

  abstract void loadVector(long from, int count);

  /// Subtracts the vector from each row.
  abstract void subtractVector(int count);

  abstract void addProducts(int rows, int length, double[] into);

  abstract void addSquares(int rows, int length, double[] into);
}
