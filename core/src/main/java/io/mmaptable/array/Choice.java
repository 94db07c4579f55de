package io.mmaptable.array;

import io.mmaptable.dtype.DType;

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
      throw new UnsupportedOperationException("there is no choice of elements of " + dtype);
    }
    return new Expression(
        Operations.of(
            dtype,
            cursors -> new ChoiceCursor(cursors.get(0), cursors.get(1), cursors.get(2)),
            condition.node(),
            Operands.as(first, dtype),
            Operands.as(second, dtype)));
  }
}
