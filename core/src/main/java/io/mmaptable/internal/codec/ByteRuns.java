package io.mmaptable.internal.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What of an element has a byte order, and which.
final class ByteRuns {
  private final ByteOrder wanted;
  private final List<ByteRun> reversed = new ArrayList<>();
  private boolean ordered;

  private ByteRuns(ByteOrder wanted) {
    this.wanted = wanted;
  }

  /// The numbers of an element that are not in this order.
  static List<ByteRun> notIn(ByteOrder wanted, DType dtype) {
    var runs = new ByteRuns(wanted);
    runs.add(dtype, 0, 1);
    return List.copyOf(runs.reversed);
  }

  /// Whether an element holds numbers of more than one byte.
  static boolean haveOrder(DType dtype) {
    var runs = new ByteRuns(ByteOrder.LITTLE_ENDIAN);
    runs.add(dtype, 0, 1);
    return runs.ordered;
  }

  private void add(DType dtype, int offset, int count) {
    switch (dtype) {
      case DType.Bool _, DType.Bytes _, DType.Opaque _ -> {}
      case DType.Int(int size, ByteOrder order) -> addRun(order, offset, size, count);
      case DType.UInt(int size, ByteOrder order) -> addRun(order, offset, size, count);
      case DType.Floating(int size, ByteOrder order) -> addRun(order, offset, size, count);
      case DType.Complex(int size, ByteOrder order) -> addRun(order, offset, size / 2, 2 * count);
      case DType.Text(int length, ByteOrder order) -> addRun(order, offset, 4, length * count);
      case DType.DateTime(_, ByteOrder order) -> addRun(order, offset, 8, count);
      case DType.TimeDelta(_, ByteOrder order) -> addRun(order, offset, 8, count);
      case DType.Struct struct -> {
        for (int i = 0; i < count; i++) {
          addFields(struct, offset + i * struct.itemSize());
        }
      }
    }
  }

  private void addFields(DType.Struct struct, int offset) {
    int end = 0;
    for (Field field : struct.fields()) {
      if (field.offset() != end) {
        throw padded(struct);
      }
      end += field.byteSize();
      int size = field.dtype().itemSize();
      if (size > 0) {
        add(field.dtype(), offset + field.offset(), field.byteSize() / size);
      }
    }
    if (end != struct.itemSize()) {
      throw padded(struct);
    }
  }

  private static IllegalArgumentException padded(DType.Struct struct) {
    return new IllegalArgumentException(
        "codec 'bytes': rows of "
            + struct.itemSize()
            + " bytes with fields "
            + struct.fields()
            + " must be packed: field after field, as they are listed, without padding");
  }

  private void addRun(ByteOrder order, int offset, int width, int count) {
    if (width > 1 && count > 0) {
      ordered = true;
      if (order != wanted) {
        reversed.add(new ByteRun(offset, width, count));
      }
    }
  }
}
