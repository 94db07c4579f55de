package io.mmaptable.array;

/// Sums and products of the elements up to each.
final class Cumulation {
  private Cumulation() {}

  static NdArray cumSum(Expression expression) {
    return Pending.of("cumSum", expression);
  }

  static NdArray cumSum(Expression expression, int axis) {
    return Pending.of("cumSum", expression, axis);
  }

  static NdArray cumProd(Expression expression) {
    return Pending.of("cumProd", expression);
  }

  static NdArray cumProd(Expression expression, int axis) {
    return Pending.of("cumProd", expression, axis);
  }
}
