package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import java.util.Arrays;

/// Sums and products of the elements up to each, added one after the other, as NumPy does.
final class Cumulation {
  private Cumulation() {}

  static NdArray cumSum(Expression expression) {
    return whole(expression, Fold.SUM, sumType(expression));
  }

  static NdArray cumSum(Expression expression, int axis) {
    return along(expression, axis, Fold.SUM, sumType(expression));
  }

  static NdArray cumProd(Expression expression) {
    return whole(expression, Fold.PROD, ResultTypes.ofProduct(expression.dtype()));
  }

  static NdArray cumProd(Expression expression, int axis) {
    return along(expression, axis, Fold.PROD, ResultTypes.ofProduct(expression.dtype()));
  }

  private static DType sumType(Expression expression) {
    return ResultTypes.ofSum(expression.dtype());
  }

  private static NdArray whole(Expression expression, Fold fold, DType result) {
    NdArray out = NdArray.zeros(result, expression.size());
    run(expression.node(), fold, out, 1, expression.size(), 1);
    return out;
  }

  private static NdArray along(Expression expression, int axis, Fold fold, DType result) {
    Node node = expression.node();
    long[] shape = node.shape();
    int at = ReducedAxes.axis(axis, shape.length);
    if (shape.length == 0) {
      return whole(expression, fold, result);
    }
    NdArray out = NdArray.zeros(result, shape);
    long outer = Shapes.size(Arrays.copyOf(shape, at));
    run(node, fold, out, outer, shape[at], out.size() == 0 ? 1 : out.size() / outer / shape[at]);
    return out;
  }

  private static void run(Node node, Fold fold, NdArray out, long outer, long length, long inner) {
    if (out.size() == 0) {
      return;
    }
    int width = (int) Math.min(inner, Blocks.LENGTH);
    long bands = Math.ceilDiv(inner, width);
    long perTask = Math.max(1, Folding.PIECE / Math.multiplyExact(length, width));
    long tables = Math.multiplyExact(outer, bands);
    Folding.forEach(
        node.arrays(),
        Math.ceilDiv(tables, perTask),
        task -> {
          Prefixes prefixes = Prefixes.open(node, fold, out);
          for (long i = task * perTask; i < Math.min(tables, (task + 1) * perTask); i++) {
            long first = i / bands * length * inner + i % bands * width;
            int columns = (int) Math.min(width, inner - i % bands * width);
            prefixes.run(first, length, inner, columns);
          }
        });
  }
}
