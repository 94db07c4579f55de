package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.List;

/// How the bytes of an element lie, whatever they mean.
final class Layouts {
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private Layouts() {}

  /// The same dtype in the machine's byte order.
  static DType inNativeOrder(DType dtype) {
    return dtype.withByteOrder(NATIVE);
  }

  /// Whether fields fill an element, so that it can be copied whole: padding is nobody's, and stays
  /// as it is when elements are assigned.
  static boolean isWhole(DType dtype) {
    if (!(dtype instanceof DType.Struct(List<Field> fields, int size))) {
      return true;
    }
    long end = 0;
    for (Field field : fields) {
      if (field.offset() != end || !isWhole(field.dtype())) {
        return false;
      }
      end += field.byteSize();
    }
    return end == size;
  }
}
