package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something that holds an array and can be used as one: computed with, compared, indexed and
/// assigned to, and given where an operation takes an array.
///
/// Each call asks for [#array()] anew, so that it sees the elements there are then; a loop asks
/// once. What is not here, the array has.
public abstract non-sealed class ArrayLike extends Reducing<NdArray> {

  /// For who holds an array.
  protected ArrayLike() {}

  /// The array as it is now.
  ///
  /// @return a view, which stays as it is when more elements come
  public abstract NdArray array();

  /// The array whose elements are set.
  ///
  /// @return [#array()], unless this is overridden
  /// @throws UnsupportedOperationException if elements cannot be set; the message says why
  protected NdArray writable() {
    return array();
  }

  /// Whether all elements are in memory or mapped, so that [#array()] costs nothing. If not, one or
  /// some of them are asked for by [#get(Index...)].
  ///
  /// @return true, unless this is overridden together with that
  protected boolean isAtHand() {
    return true;
  }

  @Override
  public DType dtype() {
    return array().dtype();
  }

  @Override
  public long[] shape() {
    return array().shape();
  }

  @Override
  public final int ndim() {
    return shape().length;
  }

  @Override
  public final long size() {
    return Shapes.size(shape());
  }

  /// This as an expression: what is computed with it is not computed before its elements are asked
  /// for, block by block, with no array in between.
  ///
  /// @return that of [#array()], unless this is overridden by one whose elements are loaded as they
  ///   are needed
  @Override
  public Expression lazy() {
    return array().lazy();
  }

  @Override
  final NdArray result(Expression expression) {
    return expression.toNdArray();
  }

  /// What an index selects, as [NdArray#get(Index...)].
  ///
  /// @param index at most one part per dimension, but for new axes
  /// @return the view, or a copy in memory of its own
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if it is no index of such an array
  public NdArray get(Index... index) {
    return array().get(index);
  }

  /// What an index in NumPy's notation selects, as [NdArray#get(String)].
  ///
  /// @param index such as `5:10, ::-1`
  /// @return the view, or for lists of positions a copy
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if it is no index of such an array
  public final NdArray get(String index) {
    return get(Index.parse(index));
  }

  /// A view of the element, or of the sub-array, at positions along the first dimensions.
  ///
  /// @param first the position along the first dimension; a negative one counts from the end
  /// @param rest the positions along the next ones
  /// @return a view with as many dimensions less
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are more positions than dimensions
  public final NdArray get(long first, long... rest) {
    return isAtHand() ? array().get(first, rest) : get(Index.parts(first, rest));
  }

  /// A view of one field of each element of a structured array.
  ///
  /// @param name the field's name or title
  /// @return a view whose shape ends with the field's own
  /// @throws IllegalArgumentException if there is no such field; the message lists those there are
  /// @throws UnsupportedOperationException if the dtype is not structured
  public final NdArray field(String name) {
    return array().field(name);
  }

  /// Sets every element, as [NdArray#set(Object)].
  ///
  /// @param value an array, a Java array or a scalar; broadcast
  /// @throws IllegalArgumentException if the shape cannot be broadcast, the kinds do not match, or
  ///   a number does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public final void set(Object value) {
    writable().set(value);
  }

  /// Sets what an index selects, as [NdArray#set(Index, Object)].
  ///
  /// @param index as for [#get(Index...)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(Index...)]
  /// @throws IllegalArgumentException as for [#get(Index...)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public final void set(Index index, Object value) {
    writable().set(index, value);
  }

  /// Sets what an index of several parts selects, as [NdArray#set(Index\[\], Object)].
  ///
  /// @param index as for [#get(Index...)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(Index...)]
  /// @throws IllegalArgumentException as for [#get(Index...)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public final void set(Index[] index, Object value) {
    writable().set(index, value);
  }

  /// Sets what an index in NumPy's notation selects, as [NdArray#set(String, Object)].
  ///
  /// @param index as for [#get(String)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(String)]
  /// @throws IllegalArgumentException as for [#get(String)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public final void set(String index, Object value) {
    writable().set(index, value);
  }

  /// An element as a `double`, as [NdArray#getDouble(long...)].
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public final double getDouble(long... index) {
    return isAtHand() ? array().getDouble(index) : get(Index.parts(index)).getDouble();
  }

  /// An element as a `long`, as [NdArray#getLong(long...)].
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype has no such value
  public final long getLong(long... index) {
    return isAtHand() ? array().getLong(index) : get(Index.parts(index)).getLong();
  }

  /// An element of text or of bytes, as [NdArray#getString(long...)].
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the text
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is neither text nor bytes
  public final String getString(long... index) {
    return isAtHand() ? array().getString(index) : get(Index.parts(index)).getString();
  }

  /// An element as the Java value that is nearest to it, as [NdArray#item(long...)].
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value; null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if a time is out of range
  public final @Nullable Object item(long... index) {
    return isAtHand() ? array().item(index) : get(Index.parts(index)).item();
  }

  /// Copies the elements, in C order, as `double` values.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException as of [NdArray#toDoubles()]
  public final double[] toDoubles() {
    return array().toDoubles();
  }

  /// Copies the elements, in C order, as `long` values.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException as of [NdArray#toLongs()]
  public final long[] toLongs() {
    return array().toLongs();
  }

  /// Copies the elements, in C order, as texts.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException as of [NdArray#toStrings()]
  public final String[] toStrings() {
    return array().toStrings();
  }

  /// The elements, in C order, as [#getDouble(long...)] gives them.
  ///
  /// @return a stream without boxing
  /// @throws UnsupportedOperationException as of [NdArray#doubles()]
  public final DoubleStream doubles() {
    return array().doubles();
  }

  /// The elements, in C order, as [#getLong(long...)] gives them.
  ///
  /// @return a stream without boxing
  /// @throws UnsupportedOperationException as of [NdArray#longs()]
  public final LongStream longs() {
    return array().longs();
  }

  /// The elements, in C order, as [#getString(long...)] gives them.
  ///
  /// @return a stream
  /// @throws UnsupportedOperationException as of [NdArray#strings()]
  public final Stream<String> strings() {
    return array().strings();
  }

  /// The positions that would sort the elements along the last axis; equal elements keep their
  /// order.
  ///
  /// @return an array of int64, of this shape
  /// @throws IllegalArgumentException if the array is 0-d
  /// @throws UnsupportedOperationException if the dtype has no order
  public final NdArray argSort() {
    return array().argSort();
  }

  /// The elements that differ from each other, in order; NaN and NaT once, and last.
  ///
  /// @return a new 1-d array
  /// @throws UnsupportedOperationException if the dtype has no order
  public final NdArray unique() {
    return array().unique();
  }
}
