package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;

/// Takes elements from one of two expressions.
final class Choice {
  private Choice() {}

  static Expression where(Expression condition, Expression x, Expression y) {
    Node first = x.node();
    Node second = y.node();
    DType dtype = Promotion.of(first, second);
    if (Lanes.of(condition.dtype()) == Lanes.NONE) {
      throw new UnsupportedOperationException(
          "condition must be of numbers or bool, not of " + condition.dtype());
    }
    if (Lanes.of(dtype) == Lanes.NONE) {
      return copied(condition, x, y, dtype);
    }
    return new Expression(
        Operations.of(
            dtype,
            cursors -> new ChoiceCursor(cursors.get(0), cursors.get(1), cursors.get(2)),
            condition.node(),
            Operands.as(first, dtype),
            Operands.as(second, dtype)));
  }

  /// Nothing is computed of text, bytes and structures: the chosen elements are copied at once.
  private static Expression copied(Expression condition, Expression x, Expression y, DType dtype) {
    Node operand = Operands.as(condition.node(), condition.dtype());
    Node mask = Operations.of(DType.BOOL, cursors -> new TruthsOf(cursors.getFirst()), operand);
    long[] shape = ComputedNode.shape(List.of(mask, x.node(), y.node()));
    var where = new Expression(mask.broadcastTo(shape));
    NdArray chosen = NdArray.zeros(dtype, shape);
    chosen.set(Casting.UNSAFE, y.toNdArray());
    chosen.set(where, Views.broadcast(x.toNdArray(), shape).get(where).astype(dtype));
    return chosen.lazy();
  }
}
