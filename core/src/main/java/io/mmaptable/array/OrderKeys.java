package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// By which keys the elements of an array are ordered, the first one first: a number by one, text
/// by one for each code point, bytes by one for each eight, structured elements by those of their
/// fields.
final class OrderKeys {
  private OrderKeys() {}

  /// The keys of an array's elements.
  static List<OrderKey> of(NdArray array) {
    var keys = new ArrayList<OrderKey>();
    add(array, keys);
    return keys;
  }

  private static void add(NdArray array, List<OrderKey> keys) {
    switch (array.dtype()) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ ->
          keys.add(new OrderKey.OfNumber(array));
      case DType.Floating(int size, ByteOrder order) -> {
        if (size == 16) {
          addExtended(array, order, keys);
        } else {
          keys.add(new OrderKey.OfNumber(array));
        }
      }
      case DType.Complex complex -> {
        NdArray real = Parts.real(array, complex);
        NdArray imaginary = Parts.imaginary(array, complex);
        keys.add(
            new OrderKey.OfNaNs(new OrderKey.OfNumber(real), new OrderKey.OfNumber(imaginary)));
        keys.add(new OrderKey.OfNumber(real));
        keys.add(new OrderKey.OfNumber(imaginary));
      }
      case DType.Bytes(int size) -> addBytes(array, 0, size, keys);
      case DType.Opaque(int size) -> addBytes(array, 0, size, keys);
      case DType.Text(int length, ByteOrder order) -> {
        for (int i = 0; i < length; i++) {
          keys.add(new OrderKey.OfNumber(part(array, new DType.UInt(4, order), 4L * i)));
        }
      }
      case DType.Struct(List<Field> fields, _) -> {
        for (Field field : fields) {
          addField(array, field, keys);
        }
      }
    }
  }

  /// A field's keys; as in NumPy sub-arrays are ordered by their bytes.
  private static void addField(NdArray array, Field field, List<OrderKey> keys) {
    long count = Shapes.size(field.shape());
    if (field.shape().length == 0) {
      add(part(array, field.dtype(), field.offset()), keys);
    } else {
      addBytes(array, field.offset(), (int) (count * field.dtype().itemSize()), keys);
    }
  }

  /// Bytes as the longest words there are, the first byte being the highest.
  private static void addBytes(NdArray array, int offset, int size, List<OrderKey> keys) {
    for (int at = 0; at < size; ) {
      int word = Math.min(8, Integer.highestOneBit(size - at));
      keys.add(
          new OrderKey.OfNumber(
              part(array, new DType.UInt(word, ByteOrder.BIG_ENDIAN), offset + at)));
      at += word;
    }
  }

  private static void addExtended(NdArray array, ByteOrder order, List<OrderKey> keys) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    NdArray signs = part(array, new DType.UInt(2, order), little ? 8 : 6);
    NdArray mantissas = part(array, new DType.Int(8, order), little ? 0 : 8);
    for (boolean upper : new boolean[] {true, false}) {
      keys.add(
          new OrderKey.OfExtended(
              upper, new OrderKey.OfNumber(signs), new OrderKey.OfNumber(mantissas)));
    }
  }

  private static NdArray part(NdArray array, DType dtype, long offset) {
    return array.withDType(dtype, array.lengths(), array.steps(), array.offset() + offset);
  }
}
