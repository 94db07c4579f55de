package io.mmaptable.array;

/// What is computed of many elements: NumPy's reductions, whole and along axes. They read block by
/// block, and give the same bits for any number of threads.
///
/// @param <R> what a result of an element-wise operation is
abstract sealed class Reducing<R> extends Elementwise<R> permits ArrayView, Expression, ArrayLike {

  /// The sum. Floats are added pairwise, as NumPy adds them.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return int64 for bool and ints, uint64 for uints, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray sum(int... axes) {
    return sum(Reduction.over(axes));
  }

  /// The sum. Floats are added pairwise, as NumPy adds them.
  ///
  /// @param how over which axes, where, and so on
  /// @return int64 for bool and ints, uint64 for uints, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray sum(Reduction how) {
    return Reductions.sum(lazy(), how);
  }

  /// The product.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return int64 for bool and ints, uint64 for uints, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray prod(int... axes) {
    return prod(Reduction.over(axes));
  }

  /// The product.
  ///
  /// @param how over which axes, where, and so on
  /// @return int64 for bool and ints, uint64 for uints, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray prod(Reduction how) {
    return Reductions.prod(lazy(), how);
  }

  /// The mean; NaN of no elements.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return float64 for bool and integers, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray mean(int... axes) {
    return mean(Reduction.over(axes));
  }

  /// The mean; NaN of no elements.
  ///
  /// @param how over which axes, where, and so on
  /// @return float64 for bool and integers, else the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray mean(Reduction how) {
    return Reductions.mean(lazy(), how);
  }

  /// The variance: the mean of the squared distances from the mean.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return float64 for bool and integers, the parts' dtype for complex numbers, else the same
  ///   dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray var(int... axes) {
    return var(Reduction.over(axes));
  }

  /// The variance: the mean of the squared distances from the mean.
  ///
  /// @param how over which axes, where, and so on
  /// @return float64 for bool and integers, the parts' dtype for complex numbers, else the same
  ///   dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray var(Reduction how) {
    return Reductions.var(lazy(), how);
  }

  /// The standard deviation: the square root of the variance.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return as of [#var(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray std(int... axes) {
    return std(Reduction.over(axes));
  }

  /// The standard deviation: the square root of the variance.
  ///
  /// @param how over which axes, where, and so on
  /// @return as of [#var(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray std(Reduction how) {
    return Reductions.std(lazy(), how);
  }

  /// The smallest element; NaN and NaT win over all others.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray min(int... axes) {
    return min(Reduction.over(axes));
  }

  /// The smallest element; NaN and NaT win over all others.
  ///
  /// @param how over which axes, where, and so on
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray min(Reduction how) {
    return Reductions.min(lazy(), how);
  }

  /// The largest element; NaN and NaT win over all others.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray max(int... axes) {
    return max(Reduction.over(axes));
  }

  /// The largest element; NaN and NaT win over all others.
  ///
  /// @param how over which axes, where, and so on
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray max(Reduction how) {
    return Reductions.max(lazy(), how);
  }

  /// The distance from the smallest element to the largest.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return the dtype of a difference; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray ptp(int... axes) {
    return ptp(Reduction.over(axes));
  }

  /// The distance from the smallest element to the largest.
  ///
  /// @param how over which axes, where, and so on
  /// @return the dtype of a difference; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray ptp(Reduction how) {
    return Reductions.ptp(lazy(), how);
  }

  /// The sum of the elements that are not NaN.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return as of [#sum(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanSum(int... axes) {
    return nanSum(Reduction.over(axes));
  }

  /// The sum of the elements that are not NaN.
  ///
  /// @param how over which axes, where, and so on
  /// @return as of [#sum(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanSum(Reduction how) {
    return Reductions.nanSum(lazy(), how);
  }

  /// The mean of the elements that are not NaN; NaN if there is none.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return as of [#mean(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMean(int... axes) {
    return nanMean(Reduction.over(axes));
  }

  /// The mean of the elements that are not NaN; NaN if there is none.
  ///
  /// @param how over which axes, where, and so on
  /// @return as of [#mean(Reduction)]
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMean(Reduction how) {
    return Reductions.nanMean(lazy(), how);
  }

  /// The smallest element that is not NaN; NaN if all are.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMin(int... axes) {
    return nanMin(Reduction.over(axes));
  }

  /// The smallest element that is not NaN; NaN if all are.
  ///
  /// @param how over which axes, where, and so on
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMin(Reduction how) {
    return Reductions.nanMin(lazy(), how);
  }

  /// The largest element that is not NaN; NaN if all are.
  ///
  /// @param axes the axes, negative ones counted from the end; none for all elements
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMax(int... axes) {
    return nanMax(Reduction.over(axes));
  }

  /// The largest element that is not NaN; NaN if all are.
  ///
  /// @param how over which axes, where, and so on
  /// @return the same dtype; 0-d over all axes
  /// @throws IllegalArgumentException if there is no element to choose from, no such axis, or one
  ///   stands twice
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray nanMax(Reduction how) {
    return Reductions.nanMax(lazy(), how);
  }

  /// Whether an element is true, or not zero; NaN and NaT are not zero.
  ///
  /// @return false or true; of no elements, false
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final boolean any() {
    return any(Reduction.ALL).getBoolean();
  }

  /// Whether an element is true, or not zero; NaN and NaT are not zero.
  ///
  /// @param how over which axes, where, and so on
  /// @return an array of bool; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final NdArray any(Reduction how) {
    return Reductions.any(lazy(), how);
  }

  /// Whether all elements are true, or not zero; NaN and NaT are not zero.
  ///
  /// @return false or true; of no elements, true
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final boolean all() {
    return all(Reduction.ALL).getBoolean();
  }

  /// Whether all elements are true, or not zero; NaN and NaT are not zero.
  ///
  /// @param how over which axes, where, and so on
  /// @return an array of bool; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final NdArray all(Reduction how) {
    return Reductions.all(lazy(), how);
  }

  /// How many elements are not zero.
  ///
  /// @return a count; of true elements for bool
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final long countNonZero() {
    return countNonZero(Reduction.ALL).getLong();
  }

  /// How many elements are not zero.
  ///
  /// @param how over which axes, where, and so on
  /// @return an array of int64; 0-d over all axes
  /// @throws IllegalArgumentException if there is no such axis, or one stands twice
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final NdArray countNonZero(Reduction how) {
    return Reductions.countNonZero(lazy(), how);
  }

  /// Where elements are not zero: NumPy's `flatnonzero`.
  ///
  /// @return their positions in C order, as a new 1-d array of int64; of true elements for bool
  /// @throws UnsupportedOperationException if the dtype has no truth values
  public final NdArray flatNonZero() {
    return NonZeros.positions(lazy());
  }

  /// Where the smallest element is; the first one of several, and of NaN or NaT where there is one.
  ///
  /// @return its position in C order
  /// @throws IllegalArgumentException if there is no element
  /// @throws UnsupportedOperationException if the dtype has no order
  public final long argMin() {
    return Reductions.argMin(lazy());
  }

  /// Where the smallest elements along an axis are; the first of several, and of NaN or NaT.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return positions along the axis, as int64
  /// @throws IllegalArgumentException if there is no such axis, or no element along it
  /// @throws UnsupportedOperationException if the dtype has no order
  public final NdArray argMin(int axis) {
    return Reductions.argMin(lazy(), axis);
  }

  /// Where the largest element is; the first one of several, and of NaN or NaT where there is one.
  ///
  /// @return its position in C order
  /// @throws IllegalArgumentException if there is no element
  /// @throws UnsupportedOperationException if the dtype has no order
  public final long argMax() {
    return Reductions.argMax(lazy());
  }

  /// Where the largest elements along an axis are; the first of several, and of NaN or NaT.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return positions along the axis, as int64
  /// @throws IllegalArgumentException if there is no such axis, or no element along it
  /// @throws UnsupportedOperationException if the dtype has no order
  public final NdArray argMax(int axis) {
    return Reductions.argMax(lazy(), axis);
  }

  /// The sums of the elements up to each, in C order.
  ///
  /// @return a 1-d array
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray cumSum() {
    return Cumulation.cumSum(lazy());
  }

  /// The sums of the elements up to each, along an axis.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return an array of the same shape
  /// @throws IllegalArgumentException if there is no such axis
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray cumSum(int axis) {
    return Cumulation.cumSum(lazy(), axis);
  }

  /// The products of the elements up to each, in C order.
  ///
  /// @return a 1-d array
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray cumProd() {
    return Cumulation.cumProd(lazy());
  }

  /// The products of the elements up to each, along an axis.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return an array of the same shape
  /// @throws IllegalArgumentException if there is no such axis
  /// @throws UnsupportedOperationException if there is no such reduction of the dtype
  public final NdArray cumProd(int axis) {
    return Cumulation.cumProd(lazy(), axis);
  }
}
