package io.mmaptable.dtype;

import io.mmaptable.internal.literal.PythonLiteral;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Writes dtypes as `numpy.dtype.descr` does.
final class Descr {
  private Descr() {}

  static String of(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> "|b1";
      case DType.Int(int size, ByteOrder order) -> (size == 1 ? '|' : mark(order)) + "i" + size;
      case DType.UInt(int size, ByteOrder order) -> (size == 1 ? '|' : mark(order)) + "u" + size;
      case DType.Floating(int size, ByteOrder order) -> mark(order) + "f" + size;
      case DType.Complex(int size, ByteOrder order) -> mark(order) + "c" + size;
      case DType.Bytes(int size) -> "|S" + size;
      case DType.Text(int length, ByteOrder order) -> mark(order) + "U" + length;
      case DType.Opaque(int size) -> "|V" + size;
      case DType.DateTime(DateTimeUnit unit, ByteOrder order) -> mark(order) + "M8" + unit;
      case DType.TimeDelta(DateTimeUnit unit, ByteOrder order) -> mark(order) + "m8" + unit;
      case DType.Struct struct ->
          padded(struct).stream().map(Descr::entry).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  static List<Field> padded(DType.Struct struct) {
    var padded = new ArrayList<Field>();
    int end = 0;
    for (Field field : struct.fields()) {
      if (field.offset() < end) {
        throw new IllegalArgumentException(
            "field '" + field.name() + "' overlaps the one before it or is out of order");
      }
      if (field.offset() > end) {
        padded.add(padding(end, field.offset()));
      }
      padded.add(field);
      end = field.offset() + field.byteSize();
    }
    if (struct.itemSize() > end) {
      padded.add(padding(end, struct.itemSize()));
    }
    return padded;
  }

  private static Field padding(int from, int to) {
    return new Field("", null, new DType.Opaque(to - from), new long[0], from);
  }

  private static String entry(Field field) {
    String name = PythonLiteral.repr(field.name());
    if (field.title() != null) {
      name = "(" + PythonLiteral.repr(field.title()) + ", " + name + ")";
    }
    String descr = of(field.dtype());
    String literal = field.dtype() instanceof DType.Struct ? descr : "'" + descr + "'";
    return "(" + name + ", " + literal + shape(field.shape()) + ")";
  }

  private static String shape(long[] shape) {
    return switch (shape.length) {
      case 0 -> "";
      case 1 -> ", (" + shape[0] + ",)";
      default ->
          LongStream.of(shape)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(", ", ", (", ")"));
    };
  }

  private static char mark(ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
  }
}
