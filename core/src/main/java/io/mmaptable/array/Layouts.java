package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// How the bytes of an element lie, whatever they mean.
final class Layouts {
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private Layouts() {}

  /// The same dtype in the machine's byte order.
  static DType inNativeOrder(DType dtype) {
    return switch (dtype) {
      case DType.Int(int size, _) -> new DType.Int(size, NATIVE);
      case DType.UInt(int size, _) -> new DType.UInt(size, NATIVE);
      case DType.Floating(int size, _) -> new DType.Floating(size, NATIVE);
      case DType.Complex(int size, _) -> new DType.Complex(size, NATIVE);
      case DType.Text(int length, _) -> new DType.Text(length, NATIVE);
      case DType.DateTime(var unit, _) -> new DType.DateTime(unit, NATIVE);
      case DType.TimeDelta(var unit, _) -> new DType.TimeDelta(unit, NATIVE);
      case DType.Struct(List<Field> fields, int size) -> {
        var natives = new ArrayList<Field>();
        for (Field field : fields) {
          natives.add(
              new Field(
                  field.name(),
                  field.title(),
                  inNativeOrder(field.dtype()),
                  field.shape(),
                  field.offset()));
        }
        yield new DType.Struct(natives, size);
      }
      case DType.Bool _, DType.Bytes _, DType.Opaque _ -> dtype;
    };
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
