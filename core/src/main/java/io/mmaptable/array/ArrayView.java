package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where elements are and what they are: the first layer of [NdArray].
abstract sealed class ArrayView extends Reducing<NdArray> permits ElementAccess {
  private final MemorySegment segment;
  private final DType dtype;
  private final long[] shape;
  private final long[] strides;
  private final long offset;
  private final long size;
  private final Origin origin;

  ArrayView(
      MemorySegment segment,
      DType dtype,
      long[] shape,
      long[] strides,
      long offset,
      Origin origin) {
    this.segment = segment;
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.size = Shapes.size(shape); // kept, since loops ask for it each time round
    this.origin = origin;
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  @Override
  public final DType dtype() {
    return dtype;
  }

  /// The length of each dimension.
  ///
  /// @return a copy
  @Override
  public final long[] shape() {
    return shape.clone();
  }

  /// The distance in bytes from one element to the next along each dimension.
  ///
  /// @return a copy; negative for a dimension that runs backwards, zero for one that is repeated
  public final long[] strides() {
    return strides.clone();
  }

  /// Where the first element is.
  ///
  /// @return a number of bytes from the beginning of [#base()]
  public final long offset() {
    return offset;
  }

  /// The memory that the view lies in, all of it, for those who follow [#strides()] themselves: a
  /// mapping, an arena's memory, or for an array that was made without either a `long[]` or native
  /// memory, as [NdArray#zeros(DType, long...)] says.
  ///
  /// @return the segment that the array was made over, or allocated in; it ends with its owner
  public final MemorySegment base() {
    return segment;
  }

  /// The number of dimensions.
  ///
  /// @return 0 to 64
  @Override
  public final int ndim() {
    return shape.length;
  }

  /// The number of elements.
  ///
  /// @return the product of the shape; 1 for a 0-d array
  @Override
  public final long size() {
    return size;
  }

  /// The size of one element.
  ///
  /// @return a number of bytes
  public final int itemSize() {
    return dtype.itemSize();
  }

  /// The size of all elements.
  ///
  /// @return a number of bytes, which a view does not occupy by itself
  public final long nbytes() {
    return size * itemSize();
  }

  /// Whether elements may not be set.
  ///
  /// @return true for a view over a file that was opened for reading, one that repeats elements,
  ///   and one that [NdArray#asReadOnly] made
  public final boolean isReadOnly() {
    return segment.isReadOnly();
  }

  /// Whether the elements are side by side in C order.
  ///
  /// @return true for an array in C order and its blocks of rows
  public final boolean isContiguous() {
    return Shapes.isContiguous(shape, strides, itemSize());
  }

  /// Whether the elements are side by side in Fortran order.
  ///
  /// @return true for the transposed view of an array in C order
  public final boolean isFortranContiguous() {
    return Shapes.isContiguous(Shapes.reversed(shape), Shapes.reversed(strides), itemSize());
  }

  final MemorySegment segment() {
    return segment;
  }

  final Origin origin() {
    return origin;
  }

  final @Nullable Path path() {
    return origin.path();
  }

  final long length(int axis) {
    return shape[axis];
  }

  final long stride(int axis) {
    return strides[axis];
  }

  /// The lengths themselves, which nobody may change.
  final long[] lengths() {
    return shape;
  }

  /// The strides themselves, which nobody may change.
  final long[] steps() {
    return strides;
  }

  final NdArray withLayout(long[] newShape, long[] newStrides, long newOffset) {
    return withDType(dtype, newShape, newStrides, newOffset);
  }

  final NdArray withDType(DType newDType, long[] newShape, long[] newStrides, long newOffset) {
    return new NdArray(segment, newDType, newShape, newStrides, newOffset, origin);
  }

  /// The same elements, which cannot be set through this view.
  final NdArray readOnly(Origin from) {
    return new NdArray(segment.asReadOnly(), dtype, shape, strides, offset, from);
  }

  final void requireWritable() {
    if (isReadOnly()) {
      throw origin.readOnly();
    }
  }

  /// Where an element of a 1-d array is, in bytes.
  final long byteOffset(long index) {
    if (shape.length != 1) {
      return byteOffset(new long[] {index});
    }
    return offset + Indexing.position(index, 0, shape[0]) * strides[0];
  }

  /// Where an element is, in bytes.
  final long byteOffset(long[] index) {
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

  /// The number of rows along the first dimension.
  final long rowCount() {
    if (shape.length == 0) {
      throw new UnsupportedOperationException("a 0-d array has no rows");
    }
    return shape[0];
  }
}
