package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Objects;

/// Where the elements of a typed view are: what [Doubles] and its siblings share.
abstract sealed class TypedView permits Doubles, Floats, Longs, Ints, Shorts, Bytes {
  final NdArray array;
  final MemorySegment memory;

  /// Whether the byte order is not the machine's.
  final boolean swap;

  /// Always 0, which the compiler does not know. HotSpot on x86 makes one instruction of a load and
  /// of what becomes of the value (widening an int is `movslq`, counting bits `popcnt`), and its
  /// signal handler does not know all of them (`Assembler::locate_operand`): where somebody has cut
  /// the mapped file, the process would end. With this zero the load becomes an `xor`, which it
  /// knows, and the value is in a register for the rest.
  final int zero;

  private final boolean readOnly;
  private final long offset;
  private final int ndim;
  private final long length0;
  private final long length1;
  private final long stride0;
  private final long stride1;

  TypedView(NdArray array, boolean accepted, String dtypes) {
    if (!accepted) {
      throw new UnsupportedOperationException(
          "elements of " + array.dtype() + " where " + dtypes + " is expected; astype converts");
    }
    this.array = array;
    this.memory = array.segment();
    this.swap = array.dtype().byteOrder() != ByteOrder.nativeOrder();
    this.readOnly = array.isReadOnly();
    this.offset = array.offset();
    this.ndim = array.ndim();
    this.zero = Math.min(0, ndim);
    this.length0 = ndim > 0 ? array.length(0) : 0;
    this.length1 = ndim > 1 ? array.length(1) : 0;
    this.stride0 = ndim > 0 ? array.stride(0) : 0;
    this.stride1 = ndim > 1 ? array.stride(1) : 0;
  }

  /// The number of elements.
  ///
  /// @return the product of the shape; 1 for a 0-d array
  public final long size() {
    return array.size();
  }

  /// The number of dimensions.
  ///
  /// @return as many as positions are expected
  public final int ndim() {
    return ndim;
  }

  /// The length of a dimension.
  ///
  /// @param axis the dimension, `0 <= axis < ndim()`
  /// @return its number of positions
  /// @throws IndexOutOfBoundsException if there is no such dimension
  public final long length(int axis) {
    return array.length(Objects.checkIndex(axis, ndim));
  }

  /// Runs a loop over the elements so that a cut file is told of with its path. A compiled loop has
  /// gone on by then, with any values, for up to some thousand elements; without this method it
  /// ends with the JVM's `InternalError` about a fault in a memory access.
  ///
  /// @param loop reads and writes elements
  /// @throws java.io.UncheckedIOException if somebody has cut the file under the loop
  /// @throws IllegalStateException if the memory's owner has been closed
  public final void guard(Runnable loop) {
    Faults.run(array, loop);
  }

  final long at(long i) {
    if (ndim != 1) {
      throw positions(1);
    }
    return offset + Objects.checkIndex(i, length0) * stride0;
  }

  final long at(long i, long j) {
    if (ndim != 2) {
      throw positions(2);
    }
    return offset
        + Objects.checkIndex(i, length0) * stride0
        + Objects.checkIndex(j, length1) * stride1;
  }

  final long at(long[] index) {
    if (ndim != index.length) {
      throw positions(index.length);
    }
    long at = offset;
    for (int axis = 0; axis < index.length; axis++) {
      at += Objects.checkIndex(index[axis], array.length(axis)) * array.stride(axis);
    }
    return at;
  }

  final void requireWritable() {
    if (readOnly) {
      array.requireWritable();
    }
  }

  private IllegalArgumentException positions(int count) {
    return new IllegalArgumentException(
        count + " positions for an array of " + ndim + " dimensions");
  }
}
