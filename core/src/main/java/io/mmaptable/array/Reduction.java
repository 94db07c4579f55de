package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import org.jspecify.annotations.Nullable;

/// How elements are reduced: along which axes, where, and what becomes of the axes.
///
/// `x.std(Reduction.over(0).ddof(1))`, `x.sum(Reduction.ALL.where(x.gt(0)))`.
public final class Reduction {

  /// Of all elements.
  public static final Reduction ALL = new Reduction(new int[0], false, null, 0);

  private final int[] axes;
  private final boolean keepDims;
  private final @Nullable Expression where;
  private final double ddof;

  private Reduction(int[] axes, boolean keepDims, @Nullable Expression where, double ddof) {
    this.axes = axes;
    this.keepDims = keepDims;
    this.where = where;
    this.ddof = ddof;
  }

  /// Along some axes.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return how to reduce
  public static Reduction over(int... axes) {
    return axes.length == 0 ? ALL : new Reduction(axes.clone(), false, null, 0);
  }

  /// The same, but the axes stay, with a length of one, so that the result can be broadcast against
  /// what was reduced: NumPy's `keepdims`.
  ///
  /// @return how to reduce
  public Reduction keepDims() {
    return new Reduction(axes, true, where, ddof);
  }

  /// The same, but only of elements where a mask is true: NumPy's `where`.
  ///
  /// @param mask an array or an expression of bool, broadcast
  /// @return how to reduce
  /// @throws IllegalArgumentException if it is of another dtype
  public Reduction where(Object mask) {
    Expression expression = Expression.of(mask);
    if (!(expression.dtype() instanceof DType.Bool)) {
      throw new IllegalArgumentException("mask must be of bool, not of " + expression.dtype());
    }
    return new Reduction(axes, keepDims, expression, ddof);
  }

  /// The same, but variances are divided by so much less than the number of elements: NumPy's
  /// `ddof`, "delta degrees of freedom". Other reductions do not mind it.
  ///
  /// @param ddof what is taken away; 0 unless given, 1 for the variance of a sample
  /// @return how to reduce
  public Reduction ddof(double ddof) {
    return new Reduction(axes, keepDims, where, ddof);
  }

  int[] axes() {
    return axes;
  }

  boolean keepsDims() {
    return keepDims;
  }

  @Nullable Expression mask() {
    return where;
  }

  double ddof() {
    return ddof;
  }
}
