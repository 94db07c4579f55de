package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.stream.LongStream;

/// Walks over everything in an array's elements that is not made of other things, in C order and by
/// the strides alone, without the code under test.
final class CaseLeaves {
  private CaseLeaves() {}

  /// What is done with a leaf.
  interface Visitor {
    void visit(DType dtype, long at);
  }

  static void forEach(NdArray array, Visitor visitor) {
    if (array.size() > 0) {
      walk(array, 0, array.offset(), visitor);
    }
  }

  private static void walk(NdArray array, int axis, long at, Visitor visitor) {
    if (axis == array.ndim()) {
      walk(array.dtype(), at, visitor);
      return;
    }
    for (long i = 0; i < array.shape()[axis]; i++) {
      walk(array, axis + 1, at + i * array.strides()[axis], visitor);
    }
  }

  private static void walk(DType dtype, long at, Visitor visitor) {
    if (!(dtype instanceof DType.Struct struct)) {
      visitor.visit(dtype, at);
      return;
    }
    for (Field field : struct.fields()) {
      long count = LongStream.of(field.shape()).reduce(1, Math::multiplyExact);
      for (long i = 0; i < count; i++) {
        walk(field.dtype(), at + field.offset() + i * field.dtype().itemSize(), visitor);
      }
    }
  }
}
