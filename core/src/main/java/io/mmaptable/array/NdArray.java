package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A strided n-dimensional view over memory: NumPy's `ndarray`.
///
/// Slicing, taking a field and transposing copy nothing: the views share the memory, and end with
/// whoever owns it. An array over a file ends when the file is closed; one made by [#zeros] or `of`
/// lives as long as it is referenced. Reading is safe from any thread; writing is as safe as
/// writing to memory is.
///
/// Every element access throws `IllegalStateException` when the memory's owner has been closed, and
/// `UncheckedIOException` with a [io.mmaptable.file.StorageException] when somebody has cut the
/// file under the view.
public final class NdArray {
  private final MemorySegment segment;
  private final DType dtype;
  private final long[] shape;
  private final long[] strides;
  private final long offset;
  private final @Nullable Path path;

  NdArray(
      MemorySegment segment,
      DType dtype,
      long[] shape,
      long[] strides,
      long offset,
      @Nullable Path path) {
    this.segment = segment;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.path = path;
  }

  /// A view over memory that somebody else owns.
  ///
  /// @param segment the memory, which begins with the first element
  /// @param dtype the dtype
  /// @param fortranOrder whether the first index varies fastest, instead of the last
  /// @param path the file that the memory maps, for messages; null if it maps none
  /// @param shape the length of each dimension
  /// @return the view
  /// @throws IllegalArgumentException if a dimension is negative or the elements do not fit into
  ///   the memory
  public static NdArray view(
      MemorySegment segment,
      DType dtype,
      boolean fortranOrder,
      @Nullable Path path,
      long... shape) {
    long bytes = Shapes.byteSize(dtype, shape);
    if (bytes > segment.byteSize()) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " of "
              + dtype
              + " takes "
              + bytes
              + " bytes, and the memory has "
              + segment.byteSize());
    }
    long[] strides = Shapes.strides(dtype.itemSize(), shape, fortranOrder);
    return new NdArray(segment, dtype, shape.clone(), strides, 0, path);
  }

  /// An array of zeros in memory of its own, in C order.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension; none for a 0-d array
  /// @return the array
  /// @throws IllegalArgumentException if a dimension is negative or the array is larger than 2^63 -
  ///   1 bytes
  public static NdArray zeros(DType dtype, long... shape) {
    MemorySegment segment = Arena.ofAuto().allocate(Shapes.byteSize(dtype, shape), 64);
    return view(segment, dtype, false, null, shape);
  }

  /// A 1-d array of float64.
  ///
  /// @param values the elements, which are copied
  /// @return the array
  public static NdArray of(double... values) {
    return JavaArrays.toNdArray(values);
  }

  /// A 1-d array of int64.
  ///
  /// @param values the elements, which are copied
  /// @return the array
  public static NdArray of(long... values) {
    return JavaArrays.toNdArray(values);
  }

  /// A 1-d array of text, as wide as the longest element.
  ///
  /// @param values the elements, which are copied
  /// @return the array
  public static NdArray of(String... values) {
    return JavaArrays.toNdArray(values);
  }

  /// A 1-d array of a Java array's elements, which are copied: `boolean` to bool, `byte` to int8
  /// and so on to `double`, `String` to text as wide as the longest, `LocalDate` to
  /// `datetime64[D]`, `Instant` to `datetime64[ns]`; null dates are NaT.
  ///
  /// @param array a one-dimensional Java array, a scalar of one of these types, or an `NdArray`,
  ///   which is returned as it is
  /// @return the array; 0-d for a scalar
  /// @throws IllegalArgumentException if it is something else
  public static NdArray asArray(Object array) {
    return JavaArrays.toNdArray(array);
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public DType dtype() {
    return dtype;
  }

  /// The length of each dimension.
  ///
  /// @return a copy
  public long[] shape() {
    return shape.clone();
  }

  /// The distance in bytes from one element to the next along each dimension.
  ///
  /// @return a copy; negative for a dimension that runs backwards
  public long[] strides() {
    return strides.clone();
  }

  /// The number of dimensions.
  ///
  /// @return 0 to 64
  public int ndim() {
    return shape.length;
  }

  /// The number of elements.
  ///
  /// @return the product of the shape; 1 for a 0-d array
  public long size() {
    return Shapes.size(shape);
  }

  /// The size of one element.
  ///
  /// @return a number of bytes
  public int itemSize() {
    return dtype.itemSize();
  }

  /// The size of all elements.
  ///
  /// @return a number of bytes, which a view does not occupy by itself
  public long nbytes() {
    return size() * itemSize();
  }

  /// Whether elements may not be set.
  ///
  /// @return true for a view over a file that was opened for reading
  public boolean isReadOnly() {
    return segment.isReadOnly();
  }

  /// A view of what an index selects. Nothing is copied.
  ///
  /// @param index at most one part per dimension; dimensions without one are taken whole
  /// @return the view
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are more parts than dimensions, or two ellipses
  public NdArray get(Index... index) {
    return Indexing.select(this, index);
  }

  /// A view of what an index in NumPy's notation selects, for example `get("5:10, ::-1")`. Nothing
  /// is copied.
  ///
  /// @param index integers, slices and `...`, separated by commas
  /// @return the view
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if the text is no index; the message points at the character
  public NdArray get(String index) {
    return get(IndexParser.parse(index));
  }

  /// A view of rows `from` to before `to`. Nothing is copied.
  ///
  /// @param from index of the first row, `0 <= from <= to`
  /// @param to index after the last row, at most the length of the first dimension
  /// @return a view of shape `(to - from, ...)`
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside the first dimension, or the
  ///   array is 0-d
  public NdArray rows(long from, long to) {
    Objects.checkFromToIndex(from, to, shape.length == 0 ? 0 : shape[0]);
    return get(Slice.of(from, to));
  }

  /// A view of one field of each element of a structured array. Nothing is copied.
  ///
  /// @param name the field's name or title
  /// @return a view whose shape ends with the field's own
  /// @throws IllegalArgumentException if there is no such field; the message lists those there are
  /// @throws UnsupportedOperationException if the dtype is not structured
  public NdArray field(String name) {
    if (!(dtype instanceof DType.Struct struct)) {
      throw new UnsupportedOperationException(
          "an array of " + dtype + " has no field '" + name + "'");
    }
    Field field = struct.field(name);
    long[] inner = field.shape();
    return new NdArray(
        segment,
        field.dtype(),
        Shapes.concat(shape, inner),
        Shapes.concat(strides, Shapes.strides(field.dtype().itemSize(), inner, false)),
        offset + field.offset(),
        path);
  }

  /// A view with the dimensions in the opposite order. Nothing is copied.
  ///
  /// @return the transposed view
  public NdArray transpose() {
    return new NdArray(
        segment, dtype, Shapes.reversed(shape), Shapes.reversed(strides), offset, path);
  }

  /// An element as a `double`: a bool as 0 or 1, integers rounded to the nearest, long double
  /// likewise, a complex number's real part only if it has no imaginary one.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public double getDouble(long... index) {
    long at = byteOffset(index);
    return Faults.guard(this, () -> Elements.getDouble(segment, at, dtype));
  }

  /// An element as a `long`: bool, integers, and the count of units in a datetime or timedelta (NaT
  /// is `Long.MIN_VALUE`).
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value; the bits of a uint64 past 2^63 - 1, which Java takes for negative
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype has no such value
  public long getLong(long... index) {
    long at = byteOffset(index);
    return Faults.guard(this, () -> Elements.getLong(segment, at, dtype));
  }

  /// A truth value.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return whether the element is not zero
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is neither numeric nor bool
  public boolean getBoolean(long... index) {
    return getDouble(index) != 0;
  }

  /// An element of text or of bytes, which are read as Latin-1, without the padding.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the text
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is neither text nor bytes
  public String getString(long... index) {
    long at = byteOffset(index);
    return Faults.guard(this, () -> Elements.getString(segment, at, dtype));
  }

  /// The day of a datetime.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the day in UTC, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if the day is out of `LocalDate`'s range
  /// @throws UnsupportedOperationException if the dtype is no datetime with a unit
  public @Nullable LocalDate getLocalDate(long... index) {
    return DateTimes.toLocalDate(getLong(index), dtype);
  }

  /// The instant of a datetime, whose parts below a nanosecond are dropped.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the instant, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if the time is out of `Instant`'s range
  /// @throws UnsupportedOperationException if the dtype is no datetime with a unit
  public @Nullable Instant getInstant(long... index) {
    return DateTimes.toInstant(getLong(index), dtype);
  }

  /// Sets every element from a scalar or an array, which is broadcast: a dimension of length 1, or
  /// a missing leading one, is repeated.
  ///
  /// Casts are NumPy's `same_kind` ones, and Java's strings are bytes too where they are Latin-1.
  /// Where NumPy would wrap an integer around or cut a text, the value is refused, before anything
  /// is written.
  ///
  /// @param value an `NdArray`, a Java array or a scalar, as for [#asArray]
  /// @throws IllegalArgumentException if the shape cannot be broadcast, the kinds do not match, or
  ///   a number does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Object value) {
    requireWritable();
    Assignment.assign(this, value);
  }

  /// Sets one element, or the sub-array at a position along the first dimensions.
  ///
  /// @param index at most one position per dimension; a negative one counts from the end
  /// @param value as for [#set(Object)]
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are more positions than dimensions, or as for
  ///   [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public void setAt(long[] index, Object value) {
    get(Arrays.stream(index).mapToObj(Index::at).toArray(Index[]::new)).set(value);
  }

  /// Sets the elements of a 1-d array from numbers as [#getLong] gives them: truth values,
  /// integers, or counts of a datetime's unit.
  ///
  /// @param values as many numbers as elements; for uint64, the bits
  /// @throws IllegalArgumentException if there are not as many, or one does not fit the dtype; then
  ///   those before it have been set
  /// @throws UnsupportedOperationException if the array is read-only, or its dtype has no such
  ///   values
  public void setLongs(long... values) {
    requireWritable();
    Assignment.assignLongs(this, values);
  }

  /// Sets every byte to zero.
  ///
  /// @throws UnsupportedOperationException if the array is read-only
  public void fillZero() {
    requireWritable();
    Assignment.zero(this);
  }

  /// A copy in memory of its own, in C order.
  ///
  /// @return an array of the same dtype and shape
  public NdArray copy() {
    NdArray copy = zeros(dtype, shape);
    Assignment.assign(copy, this);
    return copy;
  }

  /// The sum of all elements. Float64 in the machine's byte order is added in the order that NumPy
  /// 2.4 adds it in, so that the last bit is the same; but for views of three or more dimensions
  /// with gaps.
  ///
  /// @return a 0-d array: float64 for floats, int64 for bool and ints, uint64 for uints
  /// @throws UnsupportedOperationException if the dtype is not a real number
  public NdArray sum() {
    return Reductions.sum(this);
  }

  /// The mean of all elements.
  ///
  /// @return a 0-d array of float64, NaN if there is no element
  /// @throws UnsupportedOperationException if the dtype is not a real number
  public NdArray mean() {
    return Reductions.mean(this);
  }

  /// The smallest element; NaN and NaT win over all others.
  ///
  /// @return a 0-d array of this dtype
  /// @throws IllegalArgumentException if there is no element
  /// @throws UnsupportedOperationException if the dtype is not a real number, a datetime or a
  ///   timedelta
  public NdArray min() {
    return Reductions.min(this);
  }

  /// The largest element; NaN and NaT win over all others.
  ///
  /// @return a 0-d array of this dtype
  /// @throws IllegalArgumentException if there is no element
  /// @throws UnsupportedOperationException if the dtype is not a real number, a datetime or a
  ///   timedelta
  public NdArray max() {
    return Reductions.max(this);
  }

  /// How many elements are not zero.
  ///
  /// @return a count; of true elements for bool
  /// @throws UnsupportedOperationException if the dtype is neither numeric nor bool
  public long countNonZero() {
    return Reductions.countNonZero(this);
  }

  /// Where elements are greater than a number, which is rounded to the precision of a float dtype
  /// first, as NumPy does with Python's numbers.
  ///
  /// @param value the number
  /// @return an array of bool of this shape, false where either is NaN
  /// @throws UnsupportedOperationException if the dtype is not a real number
  public NdArray gt(double value) {
    return Comparisons.greater(this, value);
  }

  /// Where elements are greater than a number.
  ///
  /// @param value the number, which is rounded for floats only
  /// @return an array of bool of this shape
  /// @throws UnsupportedOperationException if the dtype is not a real number
  public NdArray gt(long value) {
    return Comparisons.greater(this, value);
  }

  /// The memory of the elements, for those who want the bytes.
  ///
  /// @return a segment of exactly the elements' bytes, in C order
  /// @throws IllegalStateException if the elements are not side by side in C order
  public MemorySegment asSegment() {
    if (!isContiguous()) {
      throw new IllegalStateException("a view that is not contiguous in C order; copy() it first");
    }
    // A view of no elements may begin past the end of the memory.
    return size() == 0 ? segment.asSlice(0, 0) : segment.asSlice(offset, nbytes());
  }

  /// Copies bytes of the elements, which are side by side in C order, into a Java array.
  ///
  /// @param from the first byte to copy, counted from the first element
  /// @param into where they go, from its beginning
  /// @param length how many to copy
  /// @throws IllegalStateException if the elements are not side by side in C order
  /// @throws IndexOutOfBoundsException if there are not as many bytes in the array or in `into`
  public void copyBytes(long from, byte[] into, int length) {
    MemorySegment bytes = asSegment();
    Faults.run(this, () -> MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, into, 0, length));
  }

  /// Copies bytes of the elements, which are side by side in C order, into other memory.
  ///
  /// @param from the first byte to copy, counted from the first element
  /// @param into where they go, which is filled
  /// @throws IllegalStateException if the elements are not side by side in C order
  /// @throws IndexOutOfBoundsException if there are not as many bytes in the array
  public void copyBytes(long from, MemorySegment into) {
    MemorySegment bytes = asSegment();
    Faults.run(this, () -> MemorySegment.copy(bytes, from, into, 0, into.byteSize()));
  }

  /// Whether the elements are side by side in C order.
  ///
  /// @return true for an array in C order and its blocks of rows
  public boolean isContiguous() {
    return Shapes.isContiguous(shape, strides, itemSize());
  }

  /// The array as `numpy.array2string` prints it, with NumPy's default options.
  ///
  /// @return one or more lines
  @Override
  public String toString() {
    return ArrayPrinter.print(this);
  }

  MemorySegment segment() {
    return segment;
  }

  long offset() {
    return offset;
  }

  @Nullable Path path() {
    return path;
  }

  long length(int axis) {
    return shape[axis];
  }

  long stride(int axis) {
    return strides[axis];
  }

  NdArray withLayout(long[] newShape, long[] newStrides, long newOffset) {
    return new NdArray(segment, dtype, newShape, newStrides, newOffset, path);
  }

  private void requireWritable() {
    if (isReadOnly()) {
      throw new UnsupportedOperationException(
          (path == null ? "an array" : path) + " is read-only; open it with mode r+ to write");
    }
  }

  private long byteOffset(long[] index) {
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          index.length + " positions for an array of " + shape.length + " dimensions");
    }
    long at = offset;
    for (int axis = 0; axis < index.length; axis++) {
      at += Indexing.position(index[axis], axis, shape[axis]) * strides[axis];
    }
    return at;
  }
}
