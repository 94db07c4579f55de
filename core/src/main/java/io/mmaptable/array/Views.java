package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Views of the same elements, or of parts of them, in other shapes.
final class Views {
  private Views() {}

  static NdArray over(
      MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          strides.length + " strides for a shape of " + shape.length + " dimensions");
    }
    Shapes.requireDimensions(shape.length);
    Shapes.byteSize(dtype, shape);
    requireInside(segment, dtype, offset, shape, strides);
    return new NdArray(segment, dtype, shape.clone(), strides.clone(), offset, Origin.MEMORY);
  }

  private static void requireInside(
      MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
    boolean inside;
    try {
      Extent extent = Extent.of(dtype.itemSize(), offset, shape, strides);
      inside = extent.from() >= 0 && extent.to() <= segment.byteSize();
    } catch (ArithmeticException e) {
      inside = false;
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "an element of shape "
              + Arrays.toString(shape)
              + " with strides "
              + Arrays.toString(strides)
              + " at offset "
              + offset
              + " would lie outside the memory of "
              + segment.byteSize()
              + " bytes");
    }
  }

  static NdArray field(NdArray array, String name) {
    if (!(array.dtype() instanceof DType.Struct struct)) {
      throw new UnsupportedOperationException(
          "an array of " + array.dtype() + " has no field '" + name + "'");
    }
    return Parts.field(array, struct.field(name));
  }

  static NdArray fields(NdArray array, List<String> names) {
    if (!(array.dtype() instanceof DType.Struct struct)) {
      throw new UnsupportedOperationException(
          "an array of " + array.dtype() + " has no fields " + names);
    }
    List<Field> fields = names.stream().map(struct::field).toList();
    var some = new DType.Struct(fields, struct.itemSize());
    return array.withDType(some, array.lengths(), array.steps(), array.offset());
  }

  static NdArray transpose(NdArray array, int... axes) {
    int ndim = array.ndim();
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    var seen = new BitSet();
    for (int i = 0; i < axes.length; i++) {
      int axis = axes[i] < 0 ? axes[i] + ndim : axes[i];
      if (axes.length != ndim || axis < 0 || axis >= ndim || seen.get(axis)) {
        throw notAllAxes(ndim, axes);
      }
      seen.set(axis);
      shape[i] = array.length(axis);
      strides[i] = array.stride(axis);
    }
    if (axes.length != ndim) {
      throw notAllAxes(ndim, axes);
    }
    return array.withLayout(shape, strides, array.offset());
  }

  private static IllegalArgumentException notAllAxes(int ndim, int... axes) {
    return new IllegalArgumentException(
        "axes "
            + Arrays.toString(axes)
            + " are not those of an array of "
            + ndim
            + " dimensions, each once");
  }

  static NdArray swapAxes(NdArray array, int first, int second) {
    int[] axes = IntStream.range(0, array.ndim()).toArray();
    int one = Shapes.axis(first, array.ndim());
    int other = Shapes.axis(second, array.ndim());
    axes[one] = other;
    axes[other] = one;
    return transpose(array, axes);
  }

  static NdArray squeeze(NdArray array) {
    int[] kept = IntStream.range(0, array.ndim()).filter(axis -> array.length(axis) != 1).toArray();
    return array.withLayout(
        Arrays.stream(kept).mapToLong(array::length).toArray(),
        Arrays.stream(kept).mapToLong(array::stride).toArray(),
        array.offset());
  }

  static NdArray expandDims(NdArray array, int axis) {
    int ndim = array.ndim() + 1;
    Shapes.requireDimensions(ndim);
    int at = Shapes.axis(axis, ndim);
    return array.withLayout(
        inserted(array.lengths(), at, 1), inserted(array.steps(), at, 0), array.offset());
  }

  private static long[] inserted(long[] values, int at, long value) {
    long[] longer = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    longer[at] = value;
    return longer;
  }

  static NdArray broadcastTo(NdArray array, long... shape) {
    Shapes.requireDimensions(shape.length);
    Shapes.byteSize(array.dtype(), shape);
    return broadcast(array, shape).readOnly(array.origin());
  }

  /// A view in a larger shape, which can be written if the array can.
  static NdArray broadcast(NdArray array, long... shape) {
    if (array.ndim() > shape.length) {
      throw Broadcasting.refused(array, shape);
    }
    return Broadcasting.to(shape.clone(), array);
  }

  static NdArray reinterpret(NdArray array, DType dtype) {
    int from = array.itemSize();
    int to = dtype.itemSize();
    if (from == to) {
      return array.withDType(dtype, array.lengths(), array.steps(), array.offset());
    }
    int last = array.ndim() - 1;
    String problem = unlike(array, last, from, to);
    if (problem != null) {
      throw new IllegalArgumentException(
          "a view of " + array.dtype() + " as " + dtype + ": " + problem);
    }
    long[] shape = array.shape();
    long[] strides = array.strides();
    shape[last] = shape[last] * from / to;
    strides[last] = to;
    return array.withDType(dtype, shape, strides, array.offset());
  }

  /// Why elements of one size cannot be seen as elements of another, by the rules of NumPy's
  /// `ndarray.view`; null if they can.
  private static @Nullable String unlike(NdArray array, int last, int from, int to) {
    if (last < 0) {
      return "the item size of a 0-d array does not change";
    }
    if (array.length(last) != 1 && array.size() != 0 && array.stride(last) != from) {
      return "the elements of the last dimension are not side by side";
    }
    if (to < from) {
      return to == 0 || from % to != 0 ? from + " bytes are no multiple of " + to : null;
    }
    long bytes = array.length(last) * from;
    return bytes % to != 0
        ? "the " + bytes + " bytes of the last dimension are no multiple of " + to
        : null;
  }

  static NdArray real(NdArray array) {
    return switch (array.dtype()) {
      case DType.Complex dtype -> Parts.real(array, dtype);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _ -> array;
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          throw new UnsupportedOperationException(
              "elements of " + array.dtype() + " are no numbers");
    };
  }

  static NdArray imag(NdArray array) {
    if (array.dtype() instanceof DType.Complex dtype) {
      return Parts.imaginary(array, dtype);
    }
    throw new UnsupportedOperationException(
        "elements of " + array.dtype() + " have no imaginary parts in memory");
  }
}
