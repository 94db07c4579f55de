package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.List;

/// Views of what elements are made of.
final class Parts {
  private Parts() {}

  /// One field of each element, with the field's own dimensions behind the array's.
  static NdArray field(NdArray array, Field field) {
    long[] inner = field.shape();
    return array.withDType(
        field.dtype(),
        Shapes.concat(array.lengths(), inner),
        Shapes.concat(array.steps(), Shapes.strides(field.dtype().itemSize(), inner, false)),
        array.offset() + field.offset());
  }

  /// The fields of structured elements and of those within them; an array of other elements itself.
  static List<NdArray> leaves(NdArray array) {
    if (!(array.dtype() instanceof DType.Struct(List<Field> fields, _))) {
      return List.of(array);
    }
    return fields.stream().flatMap(field -> leaves(field(array, field)).stream()).toList();
  }

  /// The real part of complex numbers.
  static NdArray real(NdArray array, DType.Complex dtype) {
    return part(array, dtype, 0);
  }

  /// The imaginary part of complex numbers.
  static NdArray imaginary(NdArray array, DType.Complex dtype) {
    return part(array, dtype, dtype.itemSize() / 2);
  }

  private static NdArray part(NdArray array, DType.Complex dtype, int offset) {
    var part = new DType.Floating(dtype.itemSize() / 2, dtype.byteOrder());
    return array.withDType(part, array.lengths(), array.steps(), array.offset() + offset);
  }

  /// The first code points of texts as numbers, one more dimension.
  static NdArray codePoints(NdArray array, DType.Text dtype, int from, int count) {
    return array.withDType(
        new DType.UInt(4, dtype.byteOrder()),
        Shapes.concat(array.lengths(), new long[] {count}),
        Shapes.concat(array.steps(), new long[] {4}),
        array.offset() + 4L * from);
  }

  /// The two words of each long double, the lower one first.
  static NdArray words(NdArray array) {
    boolean little = array.dtype().byteOrder() == ByteOrder.LITTLE_ENDIAN;
    return array.withDType(
        new DType.UInt(8, array.dtype().byteOrder()),
        Shapes.concat(array.lengths(), new long[] {2}),
        Shapes.concat(array.steps(), new long[] {little ? 8 : -8}),
        array.offset() + (little ? 0 : 8));
  }
}
