package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A strided n-dimensional view over memory: NumPy's `ndarray`.
///
/// Slicing, taking a field, transposing and (where the strides allow) reshaping copy nothing: the
/// views share the memory, and end with whoever owns it. An array over a file ends when the file is
/// closed; one made without an allocator lives as long as it is referenced. Reading is safe from
/// any thread; writing is as safe as writing to memory is.
///
/// An array is an [Index] too: one of bool selects where it is true, one of integers takes those
/// positions. Both copy, as in NumPy, and can be assigned through with [#set(Index, Object)].
///
/// Every element access throws `IllegalStateException` when the memory's owner has been closed, and
/// `UncheckedIOException` with a [io.mmaptable.file.StorageException] when somebody has cut the
/// file under the view.
public final class NdArray extends ElementAccess implements Index, Iterable<NdArray> {

  NdArray(
      MemorySegment segment,
      DType dtype,
      long[] shape,
      long[] strides,
      long offset,
      Origin origin) {
    super(segment, dtype, shape, strides, offset, origin);
  }

  @Override
  NdArray self() {
    return this;
  }

  // Making

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
    Origin origin = path == null ? Origin.MEMORY : new Origin(path, null);
    return new NdArray(segment, dtype, shape.clone(), strides, 0, origin);
  }

  /// A view over memory that somebody else owns, with any strides.
  ///
  /// @param segment the memory
  /// @param dtype the dtype
  /// @param offset where the first element begins in the memory, in bytes
  /// @param shape the length of each dimension
  /// @param strides the distance in bytes from one element to the next along each dimension;
  ///   negative where it runs backwards, zero where it repeats
  /// @return the view
  /// @throws IllegalArgumentException if a dimension is negative, there are not as many strides as
  ///   dimensions, or an element would lie outside the memory
  public static NdArray view(
      MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
    return Views.over(segment, dtype, offset, shape, strides);
  }

  /// An array of zeros in memory of its own, in C order.
  ///
  /// Arrays without memory of their caller's, copies and results among them, lie on the heap in a
  /// `long[]`; those of more than a sixteenth of the largest heap lie in native memory, which ends
  /// with the garbage collector.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension; none for a 0-d array
  /// @return the array
  /// @throws IllegalArgumentException if a dimension is negative or the array is larger than 2^63 -
  ///   1 bytes
  public static NdArray zeros(DType dtype, long... shape) {
    return zeros(Making.MEMORY, dtype, shape);
  }

  /// An array of zeros in C order, in memory that somebody else manages: an arena's, or on the heap
  /// as by `SegmentAllocator.prefixAllocator(MemorySegment.ofArray(new long[100]))`.
  ///
  /// The memory is asked to be aligned to 64 bytes, or where the allocator refuses that to 8, or
  /// anywhere.
  ///
  /// @param allocator gives the memory, and decides how long it lives
  /// @param dtype the dtype
  /// @param shape the length of each dimension; none for a 0-d array
  /// @return the array
  /// @throws IllegalArgumentException if a dimension is negative or the array is larger than 2^63 -
  ///   1 bytes
  /// @throws IndexOutOfBoundsException if the allocator has not as much memory
  public static NdArray zeros(SegmentAllocator allocator, DType dtype, long... shape) {
    return Making.zeros(allocator, dtype, shape);
  }

  /// An array of one value.
  ///
  /// @param dtype the dtype
  /// @param value a scalar, or an array that is broadcast, as for [#set(Object)]
  /// @param shape the length of each dimension; none for a 0-d array
  /// @return the array, in memory of its own
  /// @throws IllegalArgumentException as for [#zeros(DType, long...)] and [#set(Object)]
  public static NdArray full(DType dtype, Object value, long... shape) {
    NdArray array = zeros(dtype, shape);
    array.set(value);
    return array;
  }

  /// The integers from 0 to before a number, as int64.
  ///
  /// @param stop the number to stop before
  /// @return a 1-d array; empty if `stop` is not positive
  public static NdArray arange(long stop) {
    return arange(0, stop, 1);
  }

  /// The integers from a number to before another, as int64.
  ///
  /// @param start the first
  /// @param stop the number to stop before
  /// @return a 1-d array; empty if there is none between
  public static NdArray arange(long start, long stop) {
    return arange(start, stop, 1);
  }

  /// The integers from a number to before another, a step apart, as int64.
  ///
  /// @param start the first
  /// @param stop the number to stop before
  /// @param step the distance from each to the next, not zero
  /// @return a 1-d array; empty if there is none between
  /// @throws IllegalArgumentException if `step` is zero
  public static NdArray arange(long start, long stop, long step) {
    return Making.arange(start, stop, step);
  }

  /// The numbers from one to before another, a step apart, as float64. As in NumPy the length is
  /// the distance divided by the step, rounded up, so that rounding may let the last one reach
  /// `stop`.
  ///
  /// @param start the first
  /// @param stop the number to stop before
  /// @param step the distance from each to the next, not zero
  /// @return a 1-d array; empty if there is none between
  /// @throws IllegalArgumentException if `step` is zero, or the length is not finite
  public static NdArray arange(double start, double stop, double step) {
    return Making.arange(start, stop, step);
  }

  /// Numbers that are evenly spaced from one to another, both included, as float64.
  ///
  /// @param start the first
  /// @param stop the last
  /// @param count how many
  /// @return a 1-d array of `count` elements
  /// @throws IllegalArgumentException if `count` is negative
  public static NdArray linspace(double start, double stop, long count) {
    return linspace(start, stop, count, true);
  }

  /// Numbers that are evenly spaced, as float64.
  ///
  /// @param start the first
  /// @param stop the last, or the one after the last
  /// @param count how many
  /// @param endpoint whether `stop` is the last of them
  /// @return a 1-d array of `count` elements
  /// @throws IllegalArgumentException if `count` is negative
  public static NdArray linspace(double start, double stop, long count, boolean endpoint) {
    return Making.linspace(start, stop, count, endpoint);
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

  /// A 1-d array of bool.
  ///
  /// @param values the elements, which are copied
  /// @return the array
  public static NdArray of(boolean... values) {
    return JavaArrays.toNdArray(values);
  }

  /// A 1-d structured array of Java records.
  ///
  /// @param <T> the record
  /// @param type how the record's components lie in a row
  /// @param rows the elements, which are copied
  /// @return the array
  /// @throws IllegalArgumentException if a text is too wide for its field
  public static <T extends Record> NdArray of(RowType<T> type, List<? extends T> rows) {
    NdArray array = zeros(type.dtype(), rows.size());
    Rows<T> target = array.asRows(type);
    for (int i = 0; i < rows.size(); i++) {
      target.set(i, rows.get(i));
    }
    return array;
  }

  /// An array of a Java array's elements, which are copied: `boolean` to bool, `byte` to int8 and
  /// so on to `double`, `BigInteger` to uint64 (int64 if one is negative), `BigDecimal` to float64,
  /// [Complex] to complex128, `String` to text as wide as the longest, `byte[]` inside an
  /// `Object[]` to bytes as wide as the longest, `LocalDate` to `datetime64[D]`, `Instant` and
  /// `LocalDateTime` (in UTC) to `datetime64[ns]`, `Duration` to `timedelta64[ns]`; null times are
  /// NaT. `char` is refused, since it is text to one and a number to another.
  ///
  /// Lists are taken as arrays are; numbers of several types in a list or an `Object[]` become the
  /// widest, or float64, or complex128, and an empty one float64. Arrays or lists of `NdArray`s of
  /// one shape are stacked, as the one of their dtypes that holds the others.
  ///
  /// @param array a Java array or a list, nested as deep as there are dimensions, a scalar of one
  ///   of these types, or an `NdArray`, which is returned as it is
  /// @return the array; 0-d for a scalar
  /// @throws IllegalArgumentException if it is something else, or a nested array is ragged
  public static NdArray asArray(Object array) {
    return JavaArrays.toNdArray(array);
  }

  /// An array of a Java array's elements as a dtype, into which they are cast as by [#set(Object)]:
  /// integers to unsigned ones too, where they fit. A `byte[]` that is to become bytes, or opaque,
  /// is one element, and times are in the dtype's own unit, whatever nanoseconds reach.
  ///
  /// @param array as for [#asArray(Object)]
  /// @param dtype the dtype
  /// @return a new array, or `array` itself if it is an `NdArray` of this dtype
  /// @throws IllegalArgumentException as for [#asArray(Object)] and [#set(Object)]
  public static NdArray asArray(Object array, DType dtype) {
    NdArray source = JavaArrays.toNdArray(array, dtype);
    if (source.dtype().equals(dtype)) {
      return source;
    }
    NdArray target = zeros(dtype, source.lengths());
    target.set(array instanceof Expression ? source : array);
    return target;
  }

  // Views

  /// What an index selects: a view, without copying anything, unless an array is among the parts.
  ///
  /// Arrays of integers are broadcast together, and their shape takes the place of the dimensions
  /// that they index (the first place, if a slice stands between them); an array of bool stands for
  /// the positions where it is true.
  ///
  /// @param index at most one part per dimension, but for new axes; dimensions without one are
  ///   taken whole
  /// @return the view, or a copy in memory of its own
  /// @throws IndexOutOfBoundsException if a position is outside its dimension, or a mask's shape is
  ///   not that of the dimensions it stands for
  /// @throws IllegalArgumentException if there are more parts than dimensions, two ellipses, a
  ///   field among other parts, or arrays that cannot be broadcast together, or that are neither of
  ///   integers nor of bool
  public NdArray get(Index... index) {
    return Indexing.select(this, index);
  }

  /// What an index in NumPy's notation selects, for example `get("5:10, ::-1")`.
  ///
  /// @param index integers, slices, `...`, `None` or `newaxis`, lists such as `[0, 2]` or `[True,
  ///   False]`, separated by commas; or one field's name or a list of them, in quotes
  /// @return the view, or for lists of positions a copy, as of [#get(Index...)]
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if the text is no index; the message points at the character
  public NdArray get(String index) {
    return get(IndexParser.parse(index));
  }

  /// A view of the element, or of the sub-array, at positions along the first dimensions.
  ///
  /// @param first the position along the first dimension; a negative one counts from the end
  /// @param rest the positions along the next ones
  /// @return a view with as many dimensions less
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are more positions than dimensions
  public NdArray get(long first, long... rest) {
    return Indexing.select(this, first, rest);
  }

  /// A view of rows `from` to before `to`. Nothing is copied.
  ///
  /// @param from index of the first row, `0 <= from <= to`
  /// @param to index after the last row, at most the length of the first dimension
  /// @return a view of shape `(to - from, ...)`
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside the first dimension, or the
  ///   array is 0-d
  public NdArray rows(long from, long to) {
    Objects.checkFromToIndex(from, to, ndim() == 0 ? 0 : length(0));
    return get(Slice.of(from, to));
  }

  /// A view of one field of each element of a structured array. Nothing is copied.
  ///
  /// @param name the field's name or title
  /// @return a view whose shape ends with the field's own
  /// @throws IllegalArgumentException if there is no such field; the message lists those there are
  /// @throws UnsupportedOperationException if the dtype is not structured
  public NdArray field(String name) {
    return Views.field(this, name);
  }

  /// A view of some fields of each element of a structured array, in another order if so asked.
  ///
  /// @param names the fields' names or titles
  /// @return a structured view, with the same row size, whose other bytes are padding
  /// @throws IllegalArgumentException if there is no such field, or one stands twice
  /// @throws UnsupportedOperationException if the dtype is not structured
  public NdArray fields(String... names) {
    return Views.fields(this, List.of(names));
  }

  /// A view with the dimensions in the opposite order. Nothing is copied.
  ///
  /// @return the transposed view
  public NdArray transpose() {
    return withLayout(Shapes.reversed(lengths()), Shapes.reversed(steps()), offset());
  }

  /// A view with the dimensions in another order. Nothing is copied.
  ///
  /// @param axes which dimension of this array comes first, second and so on; negative ones count
  ///   from the end
  /// @return the transposed view
  /// @throws IllegalArgumentException if the axes are not all of this array's, each once
  public NdArray transpose(int... axes) {
    return Views.transpose(this, axes);
  }

  /// A view with two dimensions exchanged. Nothing is copied.
  ///
  /// @param first one dimension; a negative one counts from the end
  /// @param second the other
  /// @return the view
  /// @throws IndexOutOfBoundsException if there is no such dimension
  public NdArray swapAxes(int first, int second) {
    return Views.swapAxes(this, first, second);
  }

  /// The elements in C order in another shape: a view where the strides allow one, else a copy.
  ///
  /// @param shape the length of each dimension; one may be -1, and is what is left over
  /// @return a view or a copy
  /// @throws IllegalArgumentException if the shape has another number of elements
  public NdArray reshape(long... shape) {
    return Reshaping.reshape(this, shape);
  }

  /// The elements in C order in one dimension: a view where the strides allow one, else a copy.
  ///
  /// @return a view or a copy
  public NdArray ravel() {
    return reshape(-1);
  }

  /// The elements in C order in one dimension, one by one. Nothing is copied, whatever the strides.
  ///
  /// @return a view that is read, set and iterated over by one position
  public Flat flat() {
    return new Flat(this);
  }

  /// A view without the dimensions of length 1.
  ///
  /// @return the view
  public NdArray squeeze() {
    return Views.squeeze(this);
  }

  /// A view with a new dimension of length 1.
  ///
  /// @param axis where the dimension will be; a negative one counts from the end of the new shape
  /// @return the view
  /// @throws IndexOutOfBoundsException if `axis` is not -1 - [#ndim()] to [#ndim()]
  public NdArray expandDims(int axis) {
    return Views.expandDims(this, axis);
  }

  /// A read-only view in a larger shape: dimensions of length 1, and missing leading ones, are
  /// repeated.
  ///
  /// @param shape the length of each dimension
  /// @return the view, which takes no memory of its own
  /// @throws IllegalArgumentException if the array cannot be broadcast into the shape
  public NdArray broadcastTo(long... shape) {
    return Views.broadcastTo(this, shape);
  }

  /// A view whose elements cannot be set through it, nor through views of it. Copies can be set.
  ///
  /// @param refusal the message of the exception that setting throws: what cannot be set, why, and
  ///   what to do
  /// @return the view
  public NdArray asReadOnly(String refusal) {
    return readOnly(new Origin(path(), Objects.requireNonNull(refusal, "refusal")));
  }

  /// The same bytes as elements of another dtype. Nothing is copied. As in NumPy, an item size that
  /// differs changes the length of the last dimension, whose elements must be side by side.
  ///
  /// @param dtype the dtype
  /// @return the view
  /// @throws IllegalArgumentException if the item sizes differ, and the array is 0-d, the last
  ///   dimension's elements are not side by side, or it does not hold a whole number of the others
  public NdArray view(DType dtype) {
    return Views.reinterpret(this, dtype);
  }

  /// A view of the real parts of complex elements. Nothing is copied.
  ///
  /// @return a view of floats of half the size; the array itself if its elements are real numbers
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public NdArray real() {
    return Views.real(this);
  }

  /// A view of the imaginary parts of complex elements. Nothing is copied.
  ///
  /// @return a view of floats of half the size
  /// @throws UnsupportedOperationException if the dtype is not complex
  public NdArray imag() {
    return Views.imag(this);
  }

  /// Views along the first dimension, in order.
  ///
  /// @return an iterator of as many views as the first dimension is long
  /// @throws UnsupportedOperationException if the array is 0-d
  @Override
  public Iterator<NdArray> iterator() {
    return stream().iterator();
  }

  /// Views along the first dimension, in order.
  ///
  /// @return a sequential stream, which can be split
  /// @throws UnsupportedOperationException if the array is 0-d
  public Stream<NdArray> stream() {
    return ElementStreams.rows(this);
  }

  // Assignment

  /// Sets every element from a scalar or an array, which is broadcast: a dimension of length 1, or
  /// a missing leading one, is repeated.
  ///
  /// Casts are NumPy's `same_kind` ones, and Java's strings are bytes too where they are Latin-1.
  /// Java has no unsigned integers, and so its arrays of integers, nested and in lists too, go into
  /// unsigned dtypes where every value fits; an `NdArray` of signed integers does not. Texts, as
  /// NumPy writes times, and times of `java.time` go where they can be kept exactly. Where NumPy
  /// would wrap an integer around or cut a text, the value is refused, before anything is written.
  /// Source and target may overlap.
  ///
  /// @param value an `NdArray`, a Java array or a scalar, as for [#asArray(Object)]
  /// @throws IllegalArgumentException if the shape cannot be broadcast, the kinds do not match, or
  ///   a number does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Object value) {
    requireWritable();
    Assignment.assign(this, value, Casting.SAME_KIND);
  }

  /// Sets every element from a scalar or an array, as by [#set(Object)], by another casting rule.
  /// With [Casting#UNSAFE] every value is cast as NumPy casts it: integers wrap around and texts
  /// are cut.
  ///
  /// @param casting which casts are allowed
  /// @param value an `NdArray`, a Java array or a scalar, as for [#asArray(Object)]
  /// @throws IllegalArgumentException if the shape cannot be broadcast, the rule does not allow the
  ///   cast, or (not with [Casting#UNSAFE]) a value does not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Casting casting, Object value) {
    requireWritable();
    Assignment.assign(this, value, casting);
  }

  /// Sets what an index selects, through masks and arrays of positions too, as `a[index] = value`.
  /// Where a position stands twice the last value counts.
  ///
  /// @param index as for [#get(Index...)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(Index...)]
  /// @throws IllegalArgumentException as for [#get(Index...)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Index index, Object value) {
    set(new Index[] {index}, value);
  }

  /// Sets what an index of several parts selects, as [#set(Index, Object)].
  ///
  /// @param index as for [#get(Index...)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(Index...)]
  /// @throws IllegalArgumentException as for [#get(Index...)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(Index[] index, Object value) {
    requireWritable();
    Indexing.assign(this, index, value);
  }

  /// Sets what an index in NumPy's notation selects, as [#set(Index, Object)].
  ///
  /// @param index as for [#get(String)]
  /// @param value as for [#set(Object)], broadcast to the shape of the selection
  /// @throws IndexOutOfBoundsException as for [#get(String)]
  /// @throws IllegalArgumentException as for [#get(String)] and [#set(Object)]
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(String index, Object value) {
    set(IndexParser.parse(index), value);
  }

  /// Sets every element to one value, as NumPy's `fill`.
  ///
  /// @param value a scalar, as for [#set(Object)]
  /// @throws IllegalArgumentException if it is not a scalar, its kind does not match, or it does
  ///   not fit
  /// @throws UnsupportedOperationException if the array is read-only
  public void fill(Object value) {
    requireWritable();
    Assignment.fill(this, value);
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

  // Copies

  /// A copy in memory of its own, in C order.
  ///
  /// @return an array of the same dtype and shape
  public NdArray copy() {
    return copy(Making.MEMORY);
  }

  /// A copy in C order, in memory that somebody else manages.
  ///
  /// @param allocator gives the memory, and decides how long it lives
  /// @return an array of the same dtype and shape
  public NdArray copy(SegmentAllocator allocator) {
    return Assignment.copy(this, dtype(), allocator);
  }

  /// A copy as another dtype. As in NumPy every cast is allowed, so that floats lose their
  /// fractions, integers wrap around and texts are cut. Opaque bytes are true where one is not
  /// zero, and have no other values: [#view(DType)] shows them as what they are meant to be.
  ///
  /// @param dtype the dtype
  /// @return a new array of the same shape, in C order
  /// @throws IllegalArgumentException if there is no such cast, opaque bytes are to become numbers,
  ///   times or text, or a text is no number or time
  public NdArray astype(DType dtype) {
    return astype(dtype, Casting.UNSAFE);
  }

  /// A copy as another dtype, if a rule allows it.
  ///
  /// @param dtype the dtype
  /// @param casting which casts are allowed
  /// @return a new array of the same shape, in C order
  /// @throws IllegalArgumentException if the rule does not allow the cast, or (not with
  ///   [Casting#UNSAFE]) a value does not fit
  public NdArray astype(DType dtype, Casting casting) {
    casting.require(dtype(), dtype);
    NdArray copy = zeros(dtype, lengths());
    Assignment.assign(copy, this, casting);
    return copy;
  }

  // Computing

  @Override
  public Expression lazy() {
    return new Expression(new ArrayNode(this));
  }

  @Override
  NdArray result(Expression expression) {
    return expression.toNdArray();
  }

  /// Elements of one array where a condition holds, and of another where it does not.
  ///
  /// @param condition an array or expression; what is not zero is true
  /// @param x what to take where it holds: an array, an expression, or a Java value
  /// @param y what to take where it does not
  /// @return a new array, of the dtype that NumPy promotes `x` and `y` to
  /// @throws IllegalArgumentException if the shapes cannot be broadcast together, or a Java number
  ///   does not fit the dtype
  /// @throws UnsupportedOperationException if the dtypes have none in common
  public static NdArray where(Object condition, Object x, Object y) {
    return Expression.where(condition, x, y).toNdArray();
  }

  /// The dot product with a vector: of two vectors, or of each row of a matrix with one.
  ///
  /// Floats are multiplied in their own precision and added in eight lanes, 4,096 elements at a
  /// time (2,048 of float64), whose sums are added in double precision; a matrix of float16 is
  /// widened to float32 while it is read, and is read once.
  ///
  /// @param vector a 1-d array or Java array, as long as this array's last dimension
  /// @return a 0-d array for a vector, a 1-d one for a matrix: of the dtype that NumPy promotes the
  ///   two to, but float32 for float16
  /// @throws IllegalArgumentException if this has neither one dimension nor two, or the lengths
  ///   differ
  /// @throws UnsupportedOperationException if a dtype is not a real number
  public NdArray dot(Object vector) {
    return Nearness.dot(this, asArray(vector));
  }

  /// The rows of a matrix that are nearest to a vector, found in one pass over the matrix. Of rows
  /// that are equally near the first one is nearer; rows whose nearness is NaN come last.
  ///
  /// @param query a 1-d array or Java array, as long as a row
  /// @param k how many rows to find; all, if there are not as many
  /// @param metric what makes rows near
  /// @return the rows
  /// @throws IllegalArgumentException if this is no matrix, the lengths differ, or `k` is negative
  /// @throws UnsupportedOperationException if a dtype is not a real number
  public Neighbors nearest(Object query, int k, Metric metric) {
    return Nearness.nearest(this, asArray(query), k, metric);
  }

  // Order

  /// Sorts the elements along the last axis, in place: NumPy's stable sort. NaN and NaT come last,
  /// complex numbers go by their real parts first, text by code points, bool false first.
  ///
  /// Lanes are sorted in memory, with sixteen bytes for a number (twice the elements and twenty
  /// bytes for each of text or of several numbers); those too long for a quarter of the heap in
  /// runs, with eight bytes a number outside of it. A lane is written when all of it has been
  /// sorted, or is merged: of a file whose writer is killed meanwhile some elements may be there
  /// twice, and others lost.
  ///
  /// @throws IllegalArgumentException if the array is 0-d
  /// @throws UnsupportedOperationException if the array is read-only, or its dtype has no order
  public void sort() {
    sort(-1);
  }

  /// Sorts the elements along an axis, in place, as [#sort()] does.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @throws IllegalArgumentException if there is no such axis
  /// @throws UnsupportedOperationException if the array is read-only, or its dtype has no order
  public void sort(int axis) {
    requireWritable();
    Sorting.sort(this, axis);
  }

  /// A copy that is sorted along the last axis: NumPy's `sort` function.
  ///
  /// @return a new array
  /// @throws IllegalArgumentException if the array is 0-d
  /// @throws UnsupportedOperationException if the dtype has no order
  public NdArray sorted() {
    return sorted(-1);
  }

  /// A copy that is sorted along an axis.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return a new array
  /// @throws IllegalArgumentException if there is no such axis
  /// @throws UnsupportedOperationException if the dtype has no order
  public NdArray sorted(int axis) {
    return Sorting.sorted(this, axis);
  }

  /// The positions that would sort the elements along the last axis; equal elements keep their
  /// order.
  ///
  /// @return an array of int64, of this shape
  /// @throws IllegalArgumentException if the array is 0-d
  /// @throws UnsupportedOperationException if the dtype has no order
  public NdArray argSort() {
    return argSort(-1);
  }

  /// The positions that would sort the elements along an axis; equal elements keep their order.
  ///
  /// @param axis the axis, counted from the end if negative
  /// @return an array of int64, of this shape
  /// @throws IllegalArgumentException if there is no such axis
  /// @throws UnsupportedOperationException if the dtype has no order
  public NdArray argSort(int axis) {
    return Sorting.argSort(this, axis);
  }

  /// The elements that differ from each other, in order; NaN and NaT once, and last.
  ///
  /// @return a new 1-d array
  /// @throws UnsupportedOperationException if the dtype has no order
  public NdArray unique() {
    return Uniqueness.values(this);
  }

  /// The elements that differ from each other, in order, and how often each is there.
  ///
  /// @return the elements and the counts
  /// @throws UnsupportedOperationException if the dtype has no order
  public Unique uniqueCounts() {
    return Uniqueness.counts(this);
  }

  /// Where values would be inserted into this sorted array, before equal elements.
  ///
  /// @param values an array or a Java value
  /// @return positions, as int64, in the shape of the values
  /// @throws IllegalArgumentException if this array is not 1-d
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public NdArray searchSorted(Object values) {
    return searchSorted(values, Side.LEFT);
  }

  /// Where values would be inserted into this sorted array.
  ///
  /// @param values an array or a Java value
  /// @param side before equal elements or after them
  /// @return positions, as int64, in the shape of the values
  /// @throws IllegalArgumentException if this array is not 1-d
  /// @throws UnsupportedOperationException if the dtypes cannot be compared
  public NdArray searchSorted(Object values, Side side) {
    return Searching.positions(this, asArray(values), side);
  }

  /// The largest elements, the largest first, found in one pass. Of equal ones the first counts;
  /// NaN and NaT count as smaller than all others.
  ///
  /// @param k how many; all, if there are not as many
  /// @return the elements and their positions in C order
  /// @throws IllegalArgumentException if `k` is negative
  /// @throws UnsupportedOperationException if the dtype has no order
  public Ranked topK(long k) {
    return Ranking.top(this, k, true);
  }

  /// The smallest elements, the smallest first, found in one pass. Of equal ones the first counts;
  /// NaN and NaT count as larger than all others.
  ///
  /// @param k how many; all, if there are not as many
  /// @return the elements and their positions in C order
  /// @throws IllegalArgumentException if `k` is negative
  /// @throws UnsupportedOperationException if the dtype has no order
  public Ranked bottomK(long k) {
    return Ranking.top(this, k, false);
  }

  /// The array as `numpy.array2string` prints it, with NumPy's default options.
  ///
  /// @return one or more lines; for a 0-d array what an element among others looks like, for which
  ///   [#toString(long...)] has Python's `str`
  @Override
  public String toString() {
    return ArrayPrinter.print(this);
  }
}
