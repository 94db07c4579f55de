package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The elements of an array in C order, by one position: NumPy's `flat`. Nothing is copied but what
/// an [Index] selects.
public final class Flat implements Iterable<NdArray> {
  private final NdArray array;
  private final IndexedAxes axes;

  Flat(NdArray array) {
    this.array = array;
    this.axes = IndexedAxes.flat(array);
  }

  /// The number of elements.
  ///
  /// @return the array's size
  public long size() {
    return array.size();
  }

  /// A view of one element.
  ///
  /// @param index its position; a negative one counts from the end
  /// @return a 0-d view
  /// @throws IndexOutOfBoundsException if there is no such element
  public NdArray get(long index) {
    return at(axes.distance(index));
  }

  private NdArray at(long distance) {
    return array.withLayout(new long[0], new long[0], array.offset() + distance);
  }

  /// An element as a `double`, as by [NdArray#getDouble].
  ///
  /// @param index its position; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if there is no such element
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public double getDouble(long index) {
    return get(index).getDouble();
  }

  /// An element as a `long`, as by [NdArray#getLong].
  ///
  /// @param index its position; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if there is no such element
  /// @throws UnsupportedOperationException if the dtype has no such value
  public long getLong(long index) {
    return get(index).getLong();
  }

  /// A copy of some elements.
  ///
  /// @param index a position, a [Slice], the ellipsis, a 1-d mask as long as the array is large, or
  ///   an array of integers
  /// @return an array of the shape of the index, in memory of its own
  /// @throws IndexOutOfBoundsException if there is no such element, or the mask has another length
  /// @throws IllegalArgumentException if the index is of another kind
  public NdArray get(Index index) {
    return selection(index).get();
  }

  /// Sets one element.
  ///
  /// @param index its position; a negative one counts from the end
  /// @param value a scalar, as for [NdArray#set(Object)]
  /// @throws IndexOutOfBoundsException if there is no such element
  /// @throws IllegalArgumentException as for [NdArray#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(long index, Object value) {
    get(index).set(value);
  }

  /// Sets some elements. As in NumPy the value's elements, in C order, begin anew when there are
  /// too few of them; those that are too many are left, and a value without elements sets nothing.
  ///
  /// @param index as for [#get(Index)]
  /// @param value an array or a scalar, as for [NdArray#set(Object)]
  /// @throws IndexOutOfBoundsException as for [#get(Index)]
  /// @throws IllegalArgumentException as for [#get(Index)], or if the kinds do not match, or a
  ///   number does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Index index, Object value) {
    array.requireWritable();
    Selection selection = selection(Indexing.apartFrom(array, index)[0]);
    NdArray source = Indexing.source(array, value);
    if (source.size() > 0) {
      selection.setRepeating(source);
    }
  }

  /// Sets all elements, as by [#set(Index, Object)].
  ///
  /// @param value an array or a scalar, as for [NdArray#set(Object)]
  /// @throws IllegalArgumentException if the kinds do not match, or a number does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Object value) {
    set(Slice.ALL, value);
  }

  /// Views of the elements, in order.
  ///
  /// @return an iterator of [#size()] 0-d views
  @Override
  public Iterator<NdArray> iterator() {
    return new Iterator<>() {
      private final Offsets distances = axes.all();
      private long done;

      @Override
      public boolean hasNext() {
        return done < size();
      }

      @Override
      public NdArray next() {
        if (!hasNext()) {
          throw new NoSuchElementException("all " + size() + " elements have been given");
        }
        done++;
        return at(distances.next());
      }
    };
  }

  private Selection selection(Index index) {
    return new Selection(array, positions(index), at(0), 0);
  }

  private Positions positions(Index index) {
    return switch (index) {
      case Index.At(long position) -> taken(NdArray.asArray(position));
      case Slice slice -> new RangePositions(slice, axes);
      case Index.Ellipsis _ -> new RangePositions(Slice.ALL, axes);
      case NdArray array when array.dtype() instanceof DType.Bool -> mask(array, array.lengths());
      case NdArray array -> taken(array);
      case Expression mask when mask.dtype() instanceof DType.Bool ->
          mask(mask, mask.node().shape());
      case Expression expression -> taken(IndexPlan.computed(expression));
      case Index.NewAxis _, Index.Field _, Index.Fields _ ->
          throw new IllegalArgumentException("index " + index + " of flat elements");
    };
  }

  private Positions mask(Index mask, long[] shape) {
    if (shape.length != 1) {
      throw new IllegalArgumentException(
          "a mask of " + shape.length + " dimensions for flat elements, which have one");
    }
    IndexPlan.requireLength(shape[0], 0, axes.length());
    return new MaskPositions(MaskBytes.of(mask), axes);
  }

  private Positions taken(NdArray positions) {
    IndexPlan.requireIntegers(positions.dtype());
    return new TakenPositions(List.of(new TakenPositions.Part(positions, axes)));
  }
}
