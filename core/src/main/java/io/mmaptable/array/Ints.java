package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;

/// The elements of an array of int32 or uint32 as `int` values, for loops: either byte order, any
/// strides, no boxing, and no dispatch on the dtype.
///
/// Unsigned elements are given as their bits.
///
/// Positions count from 0; negative ones are refused. The view has its array's memory, which must
/// be open. Reading is safe from any thread; writing is as safe as writing to memory is.
///
/// Every access throws `IllegalStateException` when the memory's owner has been closed, and
/// `UncheckedIOException` with a [io.mmaptable.file.StorageException] when somebody has cut the
/// file under it; a loop that the JVM has compiled notices the latter some elements late, and
/// outside of this class, for which there is [#guard].
// Made from TypedView.txt in the tests by TypedViewSource; change it there.
public final class Ints extends TypedView {

  Ints(NdArray array) {
    super(array, accepts(array.dtype()), "int32 or uint32");
  }

  private static boolean accepts(DType dtype) {
    return switch (dtype) {
      case DType.Int _, DType.UInt _ -> dtype.itemSize() == 4;
      case DType.Bool _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          false;
    };
  }

  /// An element of a 1-d array.
  ///
  /// @param i the position, `0 <= i < length(0)`
  /// @return the value
  /// @throws IndexOutOfBoundsException if the position is outside
  /// @throws IllegalArgumentException if the array is not 1-d
  public int get(long i) {
    return load(at(i));
  }

  /// An element of a 2-d array.
  ///
  /// @param i the position along the first dimension, `0 <= i < length(0)`
  /// @param j the position along the second, `0 <= j < length(1)`
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside
  /// @throws IllegalArgumentException if the array is not 2-d
  public int get(long i, long j) {
    return load(at(i, j));
  }

  /// An element of an array of any number of dimensions.
  ///
  /// @param index one position per dimension, from 0 to before its length
  /// @return the value
  /// @throws IndexOutOfBoundsException if a position is outside
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  public int get(long... index) {
    return load(at(index));
  }

  /// Sets an element of a 1-d array.
  ///
  /// @param i the position, `0 <= i < length(0)`
  /// @param value the value
  /// @throws IndexOutOfBoundsException if the position is outside
  /// @throws IllegalArgumentException if the array is not 1-d
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(long i, int value) {
    store(at(i), value);
  }

  /// Sets an element of a 2-d array.
  ///
  /// @param i the position along the first dimension, `0 <= i < length(0)`
  /// @param j the position along the second, `0 <= j < length(1)`
  /// @param value the value
  /// @throws IndexOutOfBoundsException if a position is outside
  /// @throws IllegalArgumentException if the array is not 2-d
  /// @throws UnsupportedOperationException if the array is read-only
  public void set(long i, long j, int value) {
    store(at(i, j), value);
  }

  /// Sets an element of an array of any number of dimensions.
  ///
  /// @param value the value, which comes first as there may be any number of positions
  /// @param index one position per dimension, from 0 to before its length
  /// @throws IndexOutOfBoundsException if a position is outside
  /// @throws IllegalArgumentException if there are not as many positions as dimensions
  /// @throws UnsupportedOperationException if the array is read-only
  public void setAt(int value, long... index) {
    store(at(index), value);
  }

  private int load(long at) {
    try {
      int bits = Memory.getInt(memory, at) ^ zero;
      return swap ? Integer.reverseBytes(bits) : bits;
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(array, e);
    }
  }

  private void store(long at, int value) {
    requireWritable();
    try {
      int bits = value;
      Memory.setInt(memory, at, swap ? Integer.reverseBytes(bits) : bits);
    } catch (InternalError | IllegalStateException e) {
      throw Faults.explain(array, e);
    }
  }
}
