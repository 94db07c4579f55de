package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The elements of a 1-d structured array as Java records. It is a view: a record that is read is a
/// copy of its row, and one that is set is in the array's memory.
///
/// Reading is safe from any thread; writing is as safe as writing to memory is.
///
/// @param <T> the record
public abstract class Rows<T extends Record> implements Iterable<T> {
  final NdArray array;
  final MemorySegment segment;
  private final long size;
  private final long offset;
  private final long stride;

  Rows(NdArray array) {
    this.array = array;
    this.segment = array.segment();
    this.size = array.length(0);
    this.offset = array.offset();
    this.stride = array.stride(0);
  }

  /// The number of rows.
  ///
  /// @return the array's length
  public final long size() {
    return size;
  }

  /// Reads a row.
  ///
  /// @param row its index, `0 <= row < size()`
  /// @return a new record
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws java.time.DateTimeException if a time is not exact in the component's type, or out of
  ///   its range
  public abstract T get(long row);

  /// Writes a row.
  ///
  /// @param row its index, `0 <= row < size()`
  /// @param value the record
  /// @throws IndexOutOfBoundsException if there is no such row
  /// @throws IllegalArgumentException if a text or bytes are too wide for the field, a time is not
  ///   exact in its unit, or an array has other lengths; nothing is written then
  /// @throws NullPointerException if a component that is no time is null; nothing is written then
  /// @throws UnsupportedOperationException if the array is read-only
  public abstract void set(long row, T value);

  /// The rows in order.
  ///
  /// @return an iterator, which does not remove
  @Override
  public final Iterator<T> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public T next() {
        if (next >= size) {
          throw new NoSuchElementException(size + " rows");
        }
        return get(next++);
      }
    };
  }

  /// The rows in order.
  ///
  /// @return a sequential stream, which can be split
  public final Stream<T> stream() {
    return LongStream.range(0, size).mapToObj(this::get);
  }

  /// Where a row is, in bytes.
  final long at(long row) {
    return offset + Objects.checkIndex(row, size) * stride;
  }

  /// What to throw where the access to a row has failed.
  final RuntimeException failure(Throwable failure) {
    return switch (failure) {
      case InternalError fault -> Faults.explain(array, fault);
      case IllegalStateException closed -> Faults.explain(array, closed);
      default -> HandleCodec.unchecked(failure);
    };
  }
}
