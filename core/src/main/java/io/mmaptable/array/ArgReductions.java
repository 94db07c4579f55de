package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Where the smallest and largest elements are.
final class ArgReductions {
  private ArgReductions() {}

  static long whole(String name, Expression expression, Fold fold) {
    Node node = expression.node();
    requireElements(name, node, expression.size(), -1);
    long size = expression.size();
    long pieceSize = Math.max(Folding.PIECE, size >> 20);
    var pieces = new Extreme[(int) Math.ceilDiv(size, pieceSize)];
    Folding.forEach(
        node.arrays(),
        pieces.length,
        i -> {
          var extreme = Extreme.open(node, fold);
          extreme.search(i * pieceSize, Math.min(size, (i + 1) * pieceSize));
          pieces[(int) i] = extreme;
        });
    Extreme first = pieces[0];
    for (Extreme piece : pieces) {
      first = piece.isBefore(first) ? piece : first;
    }
    return first.position();
  }

  static NdArray along(String name, Expression expression, int axis, Fold fold) {
    Node node = expression.node();
    int ndim = node.shape().length;
    int at = ReducedAxes.axis(axis, ndim);
    if (ndim == 0) {
      requireElements(name, node, 1, at);
      return JavaArrays.scalar(DType.INT64, 0);
    }
    long length = node.shape()[at];
    requireElements(name, node, length, at);
    long[] shape = without(node.shape(), at);
    NdArray positions = NdArray.zeros(DType.INT64, shape);
    Node rows = node.map(array -> array.transpose(moved(ndim, at)));
    long perTask = Math.max(1, Folding.PIECE / length);
    Folding.forEach(
        node.arrays(),
        Math.ceilDiv(positions.size(), perTask),
        i -> search(rows, fold, length, i * perTask, perTask, positions));
    return positions;
  }

  private static void search(
      Node rows, Fold fold, long length, long from, long count, NdArray positions) {
    var extreme = Extreme.open(rows, fold);
    for (long row = from; row < Math.min(from + count, positions.size()); row++) {
      extreme.clear();
      extreme.search(row * length, (row + 1) * length);
      positions
          .segment()
          .set(ValueLayout.JAVA_LONG, row * Long.BYTES, extreme.position() - row * length);
    }
  }

  /// The axes with one of them last.
  private static int[] moved(int ndim, int axis) {
    return IntStream.concat(IntStream.range(0, ndim).filter(i -> i != axis), IntStream.of(axis))
        .toArray();
  }

  private static long[] without(long[] shape, int axis) {
    long[] rest = new long[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }

  private static void requireElements(String name, Node node, long length, int axis) {
    if (Lanes.of(node.dtype()) == Lanes.NONE) {
      throw ResultTypes.refused(name, node.dtype());
    }
    if (length == 0) {
      throw new IllegalArgumentException(
          name
              + " of no elements: an array of shape "
              + Arrays.toString(node.shape())
              + (axis < 0 ? "" : " along axis " + axis));
    }
  }
}
