package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Views of the same elements, or of parts of them, in other shapes.
final class Views {
  private Views() {}

  static NdArray over(
      MemorySegment segment, DType dtype, long offset, long[] shape, long[] strides) {
    return Pending.of(segment, dtype, offset, shape, strides);
  }

  static NdArray field(NdArray array, String name) {
    if (!(array.dtype() instanceof DType.Struct struct)) {
      throw new UnsupportedOperationException(
          "an array of " + array.dtype() + " has no field '" + name + "'");
    }
    Field field = struct.field(name);
    long[] inner = field.shape();
    return array.withDType(
        field.dtype(),
        Shapes.concat(array.lengths(), inner),
        Shapes.concat(array.steps(), Shapes.strides(field.dtype().itemSize(), inner, false)),
        array.offset() + field.offset());
  }

  static NdArray fields(NdArray array, List<String> names) {
    return Pending.of(array, names);
  }

  static NdArray transpose(NdArray array, int... axes) {
    return Pending.of(array, axes);
  }

  static NdArray swapAxes(NdArray array, int first, int second) {
    return Pending.of(array, first, second);
  }

  static NdArray reshape(NdArray array, long... shape) {
    return Pending.of(array, shape);
  }

  static NdArray squeeze(NdArray array) {
    return Pending.of(array);
  }

  static NdArray expandDims(NdArray array, int axis) {
    return Pending.of(array, axis);
  }

  static NdArray broadcastTo(NdArray array, long... shape) {
    return Pending.of(array, shape);
  }

  static NdArray reinterpret(NdArray array, DType dtype) {
    return Pending.of(array, dtype);
  }

  static NdArray real(NdArray array) {
    return Pending.of(array);
  }

  static NdArray imag(NdArray array) {
    return Pending.of(array);
  }
}
