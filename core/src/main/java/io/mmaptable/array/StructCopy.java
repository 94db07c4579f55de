package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.Arrays;
import java.util.List;

/// Structured elements, field by field in the order of the fields; padding stays as it is.
final class StructCopy {
  private StructCopy() {}

  static void copy(NdArray target, NdArray source) {
    if (!(target.dtype() instanceof DType.Struct(List<Field> to, _))) {
      var from = ((DType.Struct) source.dtype()).fields().getFirst();
      Copies.copy(target, fitted(Parts.field(source, from), target.ndim(), target.lengths()));
      return;
    }
    for (int i = 0; i < to.size(); i++) {
      NdArray part = Parts.field(target, to.get(i));
      NdArray given =
          source.dtype() instanceof DType.Struct(List<Field> from, _)
              ? Parts.field(source, from.get(i))
              : source;
      assign(part, given, target.ndim());
    }
  }

  /// Assigns sub-arrays: those of one element are repeated, others are cut, or filled up with
  /// zeros.
  private static void assign(NdArray target, NdArray source, int outer) {
    NdArray fitted = fitted(source, outer, target.lengths());
    boolean whole = Arrays.equals(fitted.lengths(), target.lengths());
    if (!whole) {
      Assignment.zero(target);
    }
    Copies.copy(target.withLayout(fitted.lengths(), target.steps(), target.offset()), fitted);
  }

  /// The sub-arrays of a source, from the dimension `outer` on, in a shape that is nowhere longer
  /// than the target's.
  private static NdArray fitted(NdArray source, int outer, long[] shape) {
    long[] lengths = shape.clone();
    long[] strides = new long[shape.length];
    System.arraycopy(source.steps(), 0, strides, 0, outer);
    int shift = shape.length - source.ndim();
    for (int axis = source.ndim() - 1; axis >= outer && axis + shift >= outer; axis--) {
      int at = axis + shift;
      if (source.length(axis) != 1) {
        lengths[at] = Math.min(shape[at], source.length(axis));
        strides[at] = source.stride(axis);
      }
    }
    return source.withLayout(lengths, strides, source.offset());
  }
}
