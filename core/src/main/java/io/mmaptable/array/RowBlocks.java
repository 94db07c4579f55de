package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;

/// Loads rows of a matrix, some at a time, and multiplies them with a vector and with themselves.
/// Rows that are longer than a block are taken in pieces. Used by one thread.
abstract class RowBlocks {

  /// As many elements as stay in the cache nearest to a core, beside a vector.
  private static final int CAPACITY = 4096;

  private final long length;

  RowBlocks(long length) {
    this.length = length;
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
    return (int) Math.max(1, CAPACITY / Math.max(1, length));
  }

  /// How many elements of a row are taken at a time.
  final int piece() {
    return (int) Math.min(CAPACITY, length);
  }

  final boolean isWhole() {
    return length <= CAPACITY;
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
      subtractVector(count, taken);
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

  abstract void subtractVector(int rows, int length);

  abstract void addProducts(int rows, int length, double[] into);

  abstract void addSquares(int rows, int length, double[] into);
}
