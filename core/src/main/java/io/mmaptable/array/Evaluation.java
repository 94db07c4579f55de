package io.mmaptable.array;

/// Computes all elements of an expression.
final class Evaluation {
  private Evaluation() {}

  static NdArray toNdArray(Expression expression) {
    return Pending.of("toNdArray", expression);
  }

  static NdArray into(Expression expression, NdArray out) {
    return Pending.of("into", expression, out);
  }
}
