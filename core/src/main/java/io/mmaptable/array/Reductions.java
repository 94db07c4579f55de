package io.mmaptable.array;

/// Reduces expressions, whole and along axes.
final class Reductions {
  private Reductions() {}

  static NdArray sum(Expression expression, Reduction how) {
    return Pending.of("sum", expression, how);
  }

  static NdArray prod(Expression expression, Reduction how) {
    return Pending.of("prod", expression, how);
  }

  static NdArray mean(Expression expression, Reduction how) {
    return Pending.of("mean", expression, how);
  }

  static NdArray var(Expression expression, Reduction how) {
    return Pending.of("var", expression, how);
  }

  static NdArray std(Expression expression, Reduction how) {
    return Pending.of("std", expression, how);
  }

  static NdArray min(Expression expression, Reduction how) {
    return Pending.of("min", expression, how);
  }

  static NdArray max(Expression expression, Reduction how) {
    return Pending.of("max", expression, how);
  }

  static NdArray ptp(Expression expression, Reduction how) {
    return Pending.of("ptp", expression, how);
  }

  static NdArray nanSum(Expression expression, Reduction how) {
    return Pending.of("nanSum", expression, how);
  }

  static NdArray nanMean(Expression expression, Reduction how) {
    return Pending.of("nanMean", expression, how);
  }

  static NdArray nanMin(Expression expression, Reduction how) {
    return Pending.of("nanMin", expression, how);
  }

  static NdArray nanMax(Expression expression, Reduction how) {
    return Pending.of("nanMax", expression, how);
  }

  static NdArray any(Expression expression, Reduction how) {
    return Pending.of("any", expression, how);
  }

  static NdArray all(Expression expression, Reduction how) {
    return Pending.of("all", expression, how);
  }

  static NdArray countNonZero(Expression expression, Reduction how) {
    return Pending.of("countNonZero", expression, how);
  }

  static long argMin(Expression expression) {
    return Pending.<Long>of("argMin", expression);
  }

  static NdArray argMin(Expression expression, int axis) {
    return Pending.of("argMin", expression, axis);
  }

  static long argMax(Expression expression) {
    return Pending.<Long>of("argMax", expression);
  }

  static NdArray argMax(Expression expression, int axis) {
    return Pending.of("argMax", expression, axis);
  }
}
