package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// An array that has not been computed: what operations make of arrays, element by element.
///
/// Nothing is computed before its elements are asked for: by a reduction, by [#toNdArray()], by
/// assigning it to an array, or as an index. Then it goes block by block, with no array in between:
/// `x.gt(0.5).countNonZero()` makes no mask as long as `x`, and `out.set(a.lazy().mul(b).add(c))`
/// reads each of the three once.
///
/// An expression reads its arrays each time anew, and ends with them. It may be used by many
/// threads at once.
public final class Expression extends Reducing<Expression> implements Index {
  private final Node node;

  Expression(Node node) {
    this.node = node;
  }

  /// A Java value as an expression, for what begins with one: `Expression.of(1).sub(x)`.
  ///
  /// @param value a number, which takes on the dtype of the array that it meets; or an array, or
  ///   what [NdArray#asArray(Object)] takes
  /// @return the expression
  /// @throws IllegalArgumentException if it is something else
  public static Expression of(Object value) {
    return Operands.of(value);
  }

  /// Elements that are loaded, some rows of them at a time, each time that they are computed with;
  /// by each thread those that it computes with. Results have the same bits as those of an array
  /// with these elements in C order.
  ///
  /// All of them are loaded at once where they are transposed, as for a reduction along the first
  /// axis of several that are not next to each other, or repeated along a dimension, or where
  /// nothing is computed of them, as of text.
  ///
  /// @param source what loads them
  /// @return the expression
  /// @throws IllegalArgumentException if the source has no dimension, no rows in a block, or more
  ///   than 2^63 - 1 bytes
  public static Expression ofRows(RowSource source) {
    return new Expression(LoadedNode.of(source));
  }

  /// Elements of one where a condition holds, and of another where it does not.
  ///
  /// @param condition an array or expression; what is not zero is true
  /// @param x what to take where it holds
  /// @param y what to take where it does not
  /// @return the expression, of the dtype that NumPy promotes `x` and `y` to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if the dtypes have none in common
  public static Expression where(Object condition, Object x, Object y) {
    return Choice.where(of(condition), of(x), of(y));
  }

  Node node() {
    return node;
  }

  @Override
  public DType dtype() {
    return node.dtype();
  }

  @Override
  public long[] shape() {
    return node.shape().clone();
  }

  @Override
  public int ndim() {
    return node.shape().length;
  }

  @Override
  public long size() {
    return Shapes.size(node.shape());
  }

  @Override
  public Expression lazy() {
    return this;
  }

  @Override
  Expression result(Expression expression) {
    return expression;
  }

  /// Computes all elements.
  ///
  /// @return an array in memory of its own
  public NdArray toNdArray() {
    return Evaluation.toNdArray(this);
  }

  /// Computes all elements into an array: NumPy's `out`. They are cast by `same_kind`, where
  /// integers wrap around; [NdArray#set(Object)] refuses those that do not fit.
  ///
  /// @param out the array, of this shape or one that this can be broadcast to; it may be one of
  ///   those that are read
  /// @return `out`
  /// @throws IllegalArgumentException if the shape or the dtype does not allow it
  /// @throws UnsupportedOperationException if the array is read-only
  public NdArray into(NdArray out) {
    return Evaluation.into(this, out);
  }

  /// The computed elements, as [NdArray#toString()] prints them.
  ///
  /// @return one or more lines
  @Override
  public String toString() {
    return toNdArray().toString();
  }
}
