package io.mmaptable.array;

import java.util.Arrays;

/// Turns an index into a view.
final class Indexing {
  private Indexing() {}

  static NdArray select(NdArray array, Index... index) {
    Index[] parts = expandEllipsis(index, array.ndim());
    long[] shape = new long[array.ndim()];
    long[] strides = new long[array.ndim()];
    long offset = array.offset();
    int kept = 0;
    for (int axis = 0; axis < array.ndim(); axis++) {
      long length = array.length(axis);
      long stride = array.stride(axis);
      switch (axis < parts.length ? parts[axis] : Slice.ALL) {
        case Index.At(long position) -> offset += position(position, axis, length) * stride;
        case Slice slice -> {
          Slice.Range range = slice.over(length);
          // An empty selection keeps the offset: its first position may lie outside the array.
          offset += range.count() == 0 ? 0 : range.first() * stride;
          shape[kept] = range.count();
          strides[kept++] = range.count() <= 1 ? stride : stride * range.step();
        }
        case Index.Ellipsis _ -> throw new AssertionError("an ellipsis was left");
        case Index.NewAxis _, Index.Field _, NdArray _ ->
            throw new UnsupportedOperationException("index " + parts[axis]);
      }
    }
    return array.withLayout(Arrays.copyOf(shape, kept), Arrays.copyOf(strides, kept), offset);
  }

  static NdArray select(NdArray array, long first, long... rest) {
    Index[] index = new Index[1 + rest.length];
    index[0] = Index.at(first);
    for (int i = 0; i < rest.length; i++) {
      index[i + 1] = Index.at(rest[i]);
    }
    return select(array, index);
  }

  /// Sets what an index selects.
  static void assign(NdArray array, Index[] index, Object value) {
    select(array, index).set(value);
  }

  static long position(long position, int axis, long length) {
    if (position < -length || position >= length) {
      throw new IndexOutOfBoundsException(
          "index " + position + " is out of bounds for axis " + axis + " with length " + length);
    }
    return position < 0 ? position + length : position;
  }

  private static Index[] expandEllipsis(Index[] index, int ndim) {
    int at = -1;
    for (int i = 0; i < index.length; i++) {
      if (index[i] instanceof Index.Ellipsis) {
        if (at >= 0) {
          throw new IllegalArgumentException("an index has one ellipsis at most");
        }
        at = i;
      }
    }
    int given = at < 0 ? index.length : index.length - 1;
    if (given > ndim) {
      throw new IllegalArgumentException(
          given + " positions and slices for an array of " + ndim + " dimensions");
    }
    if (at < 0) {
      return index;
    }
    Index[] parts = new Index[ndim];
    Arrays.fill(parts, Slice.ALL);
    System.arraycopy(index, 0, parts, 0, at);
    int after = index.length - at - 1;
    System.arraycopy(index, at + 1, parts, ndim - after, after);
    return parts;
  }
}
