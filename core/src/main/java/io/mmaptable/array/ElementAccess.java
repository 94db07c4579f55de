package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.Numbers;
import io.mmaptable.internal.time.DateTimes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Elements as Java's values, one by one and all together: the second layer of [NdArray].
abstract sealed class ElementAccess extends ArrayView permits NdArray {
  private final int code;

  ElementAccess(
      MemorySegment segment,
      DType dtype,
      long[] shape,
      long[] strides,
      long offset,
      Origin origin) {
    super(segment, dtype, shape, strides, offset, origin);
    this.code = Numbers.code(dtype);
  }

  /// The array itself.
  abstract NdArray self();

  // One element of any dtype that has such a value

  /// An element as a `double`: a bool as 0 or 1, integers rounded to the nearest, long double
  /// likewise, a complex number's real part only if it has no imaginary one.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public final double getDouble(long... index) {
    long at = byteOffset(index);
    try {
      return Numbers.getDouble(segment(), at, code, dtype());
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(self(), e);
    }
  }

  /// An element of a 1-d array, as [#getDouble(long...)] gives it.
  ///
  /// @param index the position; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if the position is outside
  /// @throws IllegalArgumentException if the array is not 1-d
  /// @throws UnsupportedOperationException as for any number of positions
  public final double getDouble(long index) {
    long at = byteOffset(index);
    try {
      return Numbers.getDouble(segment(), at, code, dtype());
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(self(), e);
    }
  }

  /// An element as a `long`: bool, integers, and the count of units in a datetime or timedelta (NaT
  /// is `Long.MIN_VALUE`).
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value; the bits of a uint64 past 2^63 - 1, which Java takes for negative
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype has no such value
  public final long getLong(long... index) {
    long at = byteOffset(index);
    try {
      return Numbers.getLong(segment(), at, code, dtype());
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(self(), e);
    }
  }

  /// An element of a 1-d array, as [#getLong(long...)] gives it.
  ///
  /// @param index the position; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if the position is outside
  /// @throws IllegalArgumentException if the array is not 1-d
  /// @throws UnsupportedOperationException as for any number of positions
  public final long getLong(long index) {
    long at = byteOffset(index);
    try {
      return Numbers.getLong(segment(), at, code, dtype());
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(self(), e);
    }
  }

  /// A truth value.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return whether the element is not zero
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is neither numeric nor bool
  public final boolean getBoolean(long... index) {
    long at = byteOffset(index);
    return Faults.guard(self(), () -> Scalars.truth(segment(), at, dtype()));
  }

  /// An element of text or of bytes, which are read as Latin-1, without the padding.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the text
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is neither text nor bytes
  public final String getString(long... index) {
    long at = byteOffset(index);
    return Faults.guard(self(), () -> Elements.getString(segment(), at, dtype()));
  }

  /// An integer of any size, exactly: bool, integers, and the count of units in a datetime or
  /// timedelta.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value, never negative for a uint64
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype has no such value
  public final BigInteger getBigInteger(long... index) {
    return Scalars.bigInteger(getLong(index), dtype());
  }

  /// An element as a complex number: a real one has no imaginary part.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public final Complex getComplex(long... index) {
    long at = byteOffset(index);
    return Faults.guard(self(), () -> Scalars.complex(segment(), at, dtype()));
  }

  /// The bytes of an element, of any dtype, as they lie in memory.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return a copy of [#itemSize()] bytes, padding included
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  public final byte[] getBytes(long... index) {
    long at = byteOffset(index);
    return Faults.guard(self(), () -> Elements.bytes(segment(), at, itemSize()));
  }

  /// The day of a datetime.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the day in UTC, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if the day is out of `LocalDate`'s range
  /// @throws UnsupportedOperationException if the dtype is no datetime with a unit
  public final @Nullable LocalDate getLocalDate(long... index) {
    return DateTimes.toLocalDate(getLong(index), dtype());
  }

  /// The instant of a datetime, whose parts below a nanosecond are dropped.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the instant, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if the time is out of `Instant`'s range
  /// @throws UnsupportedOperationException if the dtype is no datetime with a unit
  public final @Nullable Instant getInstant(long... index) {
    return DateTimes.toInstant(getLong(index), dtype());
  }

  /// The time of a datetime in UTC, whose parts below a nanosecond are dropped.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the date and time, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if the time is out of `LocalDateTime`'s range
  /// @throws UnsupportedOperationException if the dtype is no datetime with a unit
  public final @Nullable LocalDateTime getLocalDateTime(long... index) {
    return DateTimes.toLocalDateTime(getLong(index), dtype());
  }

  /// The length of a timedelta, whose parts below a nanosecond are dropped.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the duration, or null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws ArithmeticException if the length is out of `Duration`'s range
  /// @throws UnsupportedOperationException if the dtype is no timedelta, or its unit has no fixed
  ///   length: years, months and the generic one
  public final @Nullable Duration getDuration(long... index) {
    return DateTimes.toDuration(getLong(index), dtype());
  }

  /// An element as the Java value that is nearest to it, as NumPy's `item` gives Python's.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return a `Boolean`; a `Long`, or for uint64 a `BigInteger`; a `Double`; a [Complex]; a
  ///   `String`; a `byte[]` for bytes (without the padding) and opaque elements; for datetimes a
  ///   `LocalDate` where the unit is a day or longer, else an `Instant`; a `Duration`; a `Long` for
  ///   a time whose unit has no such value; an unmodifiable `Map` by name for a structured element,
  ///   whose sub-array fields are `NdArray` copies; null for NaT
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws java.time.DateTimeException if a time is out of range
  public final @Nullable Object item(long... index) {
    long at = byteOffset(index);
    return Faults.guardNullable(self(), () -> Scalars.item(segment(), at, dtype()));
  }

  /// An element as Python's `str` prints it: `1.0`, `5 days`, `abc`.
  ///
  /// @param index one position per dimension; a negative one counts from the end
  /// @return the text
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  public final String toString(long... index) {
    long at = byteOffset(index);
    return Faults.guard(self(), () -> ElementText.str(dtype(), segment(), at));
  }

  /// Sets one element of any numeric dtype. Nothing is boxed.
  ///
  /// @param value the value, which is rounded to the precision of a float dtype
  /// @param index one position per dimension; a negative one counts from the end
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws IllegalArgumentException if the dtype is an integer or bool, which a `double` is not
  ///   cast to unless asked for
  /// @throws UnsupportedOperationException if the array is read-only, or the dtype is not numeric
  public final void setDouble(double value, long... index) {
    requireWritable();
    long at = byteOffset(index);
    Faults.run(self(), () -> Scalars.setDouble(segment(), at, dtype(), value));
  }

  /// Sets one element of any numeric dtype, or the count of units of a datetime or timedelta.
  /// Nothing is boxed.
  ///
  /// @param value the value; for uint64 and times as [#getLong] gives it
  /// @param index one position per dimension; a negative one counts from the end
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws IllegalArgumentException if the value does not fit the dtype
  /// @throws UnsupportedOperationException if the array is read-only, or the dtype has no such
  ///   values
  public final void setLong(long value, long... index) {
    requireWritable();
    long at = byteOffset(index);
    Faults.run(self(), () -> Scalars.setLong(segment(), at, dtype(), value));
  }

  // Typed views for loops

  /// The elements of float64 as `double` values, in either byte order, without boxing or a dispatch
  /// on the dtype.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Doubles asDoubles() {
    return new Doubles(self());
  }

  /// The elements of float32 as `float` values, in either byte order, without boxing or a dispatch
  /// on the dtype.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Floats asFloats() {
    return new Floats(self());
  }

  /// The elements of int64, uint64, datetime64 or timedelta64 as `long` values, in either byte
  /// order, without boxing or a dispatch on the dtype; unsigned elements and times are given as
  /// their bits.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Longs asLongs() {
    return new Longs(self());
  }

  /// The elements of int32 or uint32 as `int` values, in either byte order, without boxing or a
  /// dispatch on the dtype; unsigned elements and times are given as their bits.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Ints asInts() {
    return new Ints(self());
  }

  /// The elements of int16 or uint16 as `short` values, in either byte order, without boxing or a
  /// dispatch on the dtype; unsigned elements and times are given as their bits.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Shorts asShorts() {
    return new Shorts(self());
  }

  /// The elements of int8, uint8 or bool as `byte` values, in either byte order, without boxing or
  /// a dispatch on the dtype; unsigned elements and times are given as their bits.
  ///
  /// @return a view with this array's shape and memory
  /// @throws UnsupportedOperationException if the dtype is another one; [NdArray#astype] converts
  public final Bytes asBytes() {
    return new Bytes(self());
  }

  /// The elements of a structured array as Java records.
  ///
  /// @param <T> the record
  /// @param type how the record's components lie in a row
  /// @return a view with this array's memory, which must be 1-d
  /// @throws IllegalArgumentException if the fields are not the record's components; the message
  ///   lists both
  /// @throws UnsupportedOperationException if the array is not 1-d
  public final <T extends Record> Rows<T> asRows(RowType<T> type) {
    return type.rows(self());
  }

  // All elements as Java arrays and streams

  /// Copies the elements, in C order, as numbers as [#getDouble] gives them.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException if the dtype is not numeric, a complex number has an
  ///   imaginary part, or there are more elements than a Java array holds
  public final double[] toDoubles() {
    return ToJava.doubles(self());
  }

  /// Copies the elements, in C order, as numbers, rounded to the nearest `float`.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException if the dtype is not numeric, a complex number has an
  ///   imaginary part, or there are more elements than a Java array holds
  public final float[] toFloats() {
    return ToJava.floats(self());
  }

  /// Copies the elements, in C order, as integers as [#getLong] gives them.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException if the dtype is not bool, integers or times, or there
  ///   are more elements than a Java array holds
  public final long[] toLongs() {
    return ToJava.longs(self());
  }

  /// Copies the elements, in C order, as integers.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws ArithmeticException if an integer is not an `int`
  /// @throws UnsupportedOperationException if the dtype is not bool or integers, or there are more
  ///   elements than a Java array holds
  public final int[] toInts() {
    return ToJava.ints(self());
  }

  /// Copies the elements, in C order, as truth values.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException if the dtype is not numeric or bool, or there are more
  ///   elements than a Java array holds
  public final boolean[] toBooleans() {
    return ToJava.booleans(self());
  }

  /// Copies the elements, in C order, as texts as [#getString] gives them.
  ///
  /// @return a new Java array, one-dimensional whatever the shape
  /// @throws UnsupportedOperationException if the dtype is not text or bytes, or there are more
  ///   elements than a Java array holds
  public final String[] toStrings() {
    return ToJava.strings(self());
  }

  /// Copies the bytes of the elements in C order, as NumPy's `tobytes` does.
  ///
  /// @return a new array of [#nbytes()] bytes
  /// @throws UnsupportedOperationException if there are more bytes than a Java array holds
  public final byte[] toBytes() {
    return ToJava.bytes(self());
  }

  /// Copies the elements into a Java array with as many dimensions: `double[][]` for 2-d float64.
  ///
  /// @return a (nested) array of the primitive of the same size (unsigned elements as their bits),
  ///   `boolean`, `float` for float16, or of what [#item] gives for other dtypes; for a 0-d array
  ///   what [#item] gives
  /// @throws UnsupportedOperationException if a dimension is longer than a Java array can be
  public final @Nullable Object toArray() {
    return NestedArrays.of(self());
  }

  /// The elements in C order, as [#getDouble] gives them. Nothing is copied.
  ///
  /// @return a sequential stream, which can be split
  /// @throws UnsupportedOperationException if the dtype is not numeric
  public final DoubleStream doubles() {
    return ElementStreams.doubles(self());
  }

  /// The elements in C order, as [#getLong] gives them. Nothing is copied.
  ///
  /// @return a sequential stream, which can be split
  /// @throws UnsupportedOperationException if the dtype has no such values
  public final LongStream longs() {
    return ElementStreams.longs(self());
  }

  /// The elements in C order, as [#getString] gives them.
  ///
  /// @return a sequential stream, which can be split
  /// @throws UnsupportedOperationException if the dtype is neither text nor bytes
  public final Stream<String> strings() {
    return ElementStreams.strings(self());
  }

  // The bytes

  /// The memory of the elements, for those who want the bytes. It is on the heap where [#base()]
  /// is, and what takes native memory alone needs a copy in an arena: `copy(arena).asSegment()`.
  ///
  /// @return a segment of exactly the elements' bytes, in C order
  /// @throws IllegalStateException if the elements are not side by side in C order
  public final MemorySegment asSegment() {
    if (!isContiguous()) {
      throw new IllegalStateException("a view that is not contiguous in C order; copy() it first");
    }
    // A view of no elements may begin past the end of the memory.
    return size() == 0 ? segment().asSlice(0, 0) : segment().asSlice(offset(), nbytes());
  }

  /// Copies bytes of the elements, which are side by side in C order, into a Java array.
  ///
  /// @param from the first byte to copy, counted from the first element
  /// @param into where they go, from its beginning
  /// @param length how many to copy
  /// @throws IllegalStateException if the elements are not side by side in C order
  /// @throws IndexOutOfBoundsException if there are not as many bytes in the array or in `into`
  public final void copyBytes(long from, byte[] into, int length) {
    MemorySegment bytes = asSegment();
    Faults.run(
        self(), () -> MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, into, 0, length));
  }

  /// Copies bytes of the elements, which are side by side in C order, into other memory.
  ///
  /// @param from the first byte to copy, counted from the first element
  /// @param into where they go, which is filled
  /// @throws IllegalStateException if the elements are not side by side in C order
  /// @throws IndexOutOfBoundsException if there are not as many bytes in the array
  public final void copyBytes(long from, MemorySegment into) {
    MemorySegment bytes = asSegment();
    Faults.run(self(), () -> MemorySegment.copy(bytes, from, into, 0, into.byteSize()));
  }

  /// The elements as a buffer in their byte order. Nothing is copied.
  ///
  /// @return a buffer over exactly the elements' bytes, read-only if the array is
  /// @throws IllegalStateException if the elements are not side by side in C order
  /// @throws UnsupportedOperationException if there are more than 2^31 - 1 bytes, or they lie in a
  ///   Java array other than `byte[]`, as those of an array made without an arena do: a copy in one
  ///   has a buffer
  public final ByteBuffer asByteBuffer() {
    if (nbytes() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(nbytes() + " bytes are more than a buffer holds");
    }
    MemorySegment bytes = asSegment();
    try {
      return bytes.asByteBuffer().order(dtype().byteOrder());
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedOperationException(
          "the elements lie on the heap in a Java array that is no byte[], which a buffer cannot be"
              + " over; copy(Arena.ofAuto()) has one",
          e);
    }
  }
}
