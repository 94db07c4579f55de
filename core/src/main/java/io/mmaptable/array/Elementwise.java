package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import io.mmaptable.internal.kernel.Quality;
import io.mmaptable.internal.kernel.Relation;
import io.mmaptable.internal.kernel.Unary;
import org.jspecify.annotations.Nullable;

/// What is computed element by element: NumPy's universal functions, for arrays at once and for
/// expressions when their elements are asked for.
///
/// Java's numbers take on the dtype of the array beside them, as Python's do in NumPy 2: an array
/// of uint8 plus 1 is of uint8. Integers wrap around.
///
/// @param <R> what a result is
abstract sealed class Elementwise<R> permits Reducing {

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public abstract DType dtype();

  /// The length of each dimension.
  ///
  /// @return a copy
  public abstract long[] shape();

  /// The number of dimensions.
  ///
  /// @return 0 to 64
  public abstract int ndim();

  /// The number of elements.
  ///
  /// @return the product of the shape; 1 for no dimensions
  public abstract long size();

  /// This as an expression: what is computed with it is not computed before its elements are asked
  /// for, block by block, with no array in between.
  ///
  /// @return the expression
  public abstract Expression lazy();

  abstract R result(Expression expression);

  // Arithmetic

  /// Adds, element by element.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R add(Object other) {
    return result(Arithmetic.binary(Binary.ADD, lazy(), other));
  }

  /// Subtracts, element by element.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R sub(Object other) {
    return result(Arithmetic.binary(Binary.SUB, lazy(), other));
  }

  /// Multiplies, element by element.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R mul(Object other) {
    return result(Arithmetic.binary(Binary.MUL, lazy(), other));
  }

  /// Divides, element by element: integers too become floats.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R div(Object other) {
    return result(Arithmetic.binary(Binary.DIV, lazy(), other));
  }

  /// Divides and rounds down; an integer divided by zero is 0, as in NumPy.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R floorDiv(Object other) {
    return result(Arithmetic.binary(Binary.FLOOR_DIV, lazy(), other));
  }

  /// What is left by [#floorDiv], with the divisor's sign, as Python's `%`; for integers, 0 where
  /// the divisor is.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R mod(Object other) {
    return result(Arithmetic.binary(Binary.MOD, lazy(), other));
  }

  /// Raises to a power, element by element.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  /// @throws IllegalArgumentException if integers are raised to a negative one
  public final R pow(Object other) {
    return result(Arithmetic.binary(Binary.POW, lazy(), other));
  }

  /// The smaller of each two elements; NaN and NaT win over all others.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R minimum(Object other) {
    return result(Arithmetic.binary(Binary.MINIMUM, lazy(), other));
  }

  /// The larger of each two elements; NaN and NaT win over all others.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R maximum(Object other) {
    return result(Arithmetic.binary(Binary.MAXIMUM, lazy(), other));
  }

  /// The elements with the other sign. The smallest integer has none, and stays.
  ///
  /// @return the result
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R neg() {
    return result(Arithmetic.unary(Unary.NEG, lazy()));
  }

  /// The magnitudes. The smallest integer has none, and stays; complex numbers become floats.
  ///
  /// @return the result
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R abs() {
    return result(Arithmetic.unary(Unary.ABS, lazy()));
  }

  /// The largest whole numbers that are not larger. Integers stay what they are.
  ///
  /// @return the result
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R floor() {
    return result(Arithmetic.unary(Unary.FLOOR, lazy()));
  }

  /// The smallest whole numbers that are not smaller. Integers stay what they are.
  ///
  /// @return the result
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R ceil() {
    return result(Arithmetic.unary(Unary.CEIL, lazy()));
  }

  /// The square roots, NaN of negative numbers. Integers become floats.
  ///
  /// @return the result: float16 for bool and integers of one byte, float32 for those of two,
  ///   float64 for longer ones
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R sqrt() {
    return result(Arithmetic.unary(Unary.SQRT, lazy()));
  }

  /// The nearest whole numbers; from halfway the even one, as in NumPy.
  ///
  /// @return the result, of the same dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R round() {
    return round(0);
  }

  /// Rounds to some decimals, as NumPy does: what is multiplied by a power of ten is rounded to the
  /// nearest whole number, from halfway to the even one.
  ///
  /// @param decimals how many; negative ones round to tens, hundreds and so on
  /// @return the result, of the same dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R round(int decimals) {
    return result(Arithmetic.round(lazy(), decimals));
  }

  /// The elements, but not below one bound and not above another.
  ///
  /// @param low an array or a number, or null for no bound; broadcast
  /// @param high an array or a number, or null for no bound; where `low` is larger, this one counts
  /// @return the result, as the dtype that NumPy promotes them to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R clip(@Nullable Object low, @Nullable Object high) {
    return result(Arithmetic.clip(lazy(), low, high));
  }

  // Bits and truth values

  /// Both: bit by bit for integers, and for bool.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R and(Object other) {
    return result(Arithmetic.binary(Binary.AND, lazy(), other));
  }

  /// Either: bit by bit for integers, and for bool.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R or(Object other) {
    return result(Arithmetic.binary(Binary.OR, lazy(), other));
  }

  /// One of both, but not the other: bit by bit for integers, and for bool.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return the result, as the dtype that NumPy promotes the two to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes
  public final R xor(Object other) {
    return result(Arithmetic.binary(Binary.XOR, lazy(), other));
  }

  /// The opposite: bit by bit for integers, and for bool.
  ///
  /// @return the result
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  public final R not() {
    return result(Arithmetic.unary(Unary.NOT, lazy()));
  }

  // Comparisons

  /// Where elements are equal to others; false where either is NaN or NaT. Text is compared by code
  /// points, bytes as they are.
  ///
  /// A Java number takes on the precision of floats that it is compared with; compared with
  /// integers it counts as what it is, even where it does not fit the dtype.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression eq(Object other) {
    return Comparisons.compare(Relation.EQ, lazy(), other);
  }

  /// Where elements are not equal to others; true where either is NaN or NaT. Text is compared by
  /// code points, bytes as they are.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression ne(Object other) {
    return Comparisons.compare(Relation.NE, lazy(), other);
  }

  /// Where elements are less than others; false where either is NaN or NaT. Text is compared by
  /// code points, bytes as they are.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression lt(Object other) {
    return Comparisons.compare(Relation.LT, lazy(), other);
  }

  /// Where elements are less than or equal to others; false where either is NaN or NaT. Text is
  /// compared by code points, bytes as they are.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression le(Object other) {
    return Comparisons.compare(Relation.LE, lazy(), other);
  }

  /// Where elements are greater than others; false where either is NaN or NaT. Text is compared by
  /// code points, bytes as they are.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression gt(Object other) {
    return Comparisons.compare(Relation.GT, lazy(), other);
  }

  /// Where elements are greater than or equal to others; false where either is NaN or NaT. Text is
  /// compared by code points, bytes as they are.
  ///
  /// @param other an array, an expression, a number or another Java value; broadcast
  /// @return a lazy mask: an expression of bool
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public final Expression ge(Object other) {
    return Comparisons.compare(Relation.GE, lazy(), other);
  }

  /// Where elements are NaN; NaT is not a number either.
  ///
  /// @return a lazy mask: an expression of bool
  /// @throws UnsupportedOperationException if there is no such question for the dtype
  public final Expression isNaN() {
    return Comparisons.classify(Quality.NAN, lazy());
  }

  /// Where elements are neither infinite nor NaN nor NaT.
  ///
  /// @return a lazy mask: an expression of bool
  /// @throws UnsupportedOperationException if there is no such question for the dtype
  public final Expression isFinite() {
    return Comparisons.classify(Quality.FINITE, lazy());
  }

  /// Where elements are infinite.
  ///
  /// @return a lazy mask: an expression of bool
  /// @throws UnsupportedOperationException if there is no such question for the dtype
  public final Expression isInf() {
    return Comparisons.classify(Quality.INFINITE, lazy());
  }

  /// Where times are NaT.
  ///
  /// @return a lazy mask: an expression of bool
  /// @throws UnsupportedOperationException if there is no such question for the dtype
  public final Expression isNaT() {
    return Comparisons.classify(Quality.NAT, lazy());
  }
}
