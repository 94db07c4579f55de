package io.mmaptable.array;

/// Takes elements from one of two expressions.
final class Choice {
  private Choice() {}

  static Expression where(Expression condition, Expression x, Expression y) {
    return Pending.of("where", condition, x, y);
  }
}
