package io.mmaptable.cli;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Turns elements into those of the same dtype in a byte order, bit by bit the same values.
final class ByteOrderChange {
  private final ByteOrder order;
  private final DType dtype;
  private final int itemSize;
  private final List<Word> words = new ArrayList<>();

  /// What is turned round in each element.
  private record Word(int offset, int width) {}

  /// Prepares a change.
  ///
  /// @param from the dtype of the elements as they are
  /// @param order the byte order that they are to have
  /// @throws IllegalArgumentException if the fields of a structure overlap
  ByteOrderChange(DType from, ByteOrder order) {
    this.order = order;
    this.itemSize = from.itemSize();
    this.dtype = change(from, 0);
  }

  /// The dtype of the elements as they will be.
  DType dtype() {
    return dtype;
  }

  /// Changes whole elements where they lie.
  void apply(MemorySegment elements) {
    if (words.isEmpty()) {
      return;
    }
    for (long item = 0; item < elements.byteSize(); item += itemSize) {
      for (Word word : words) {
        reverse(elements, item + word.offset, word.width);
      }
    }
  }

  private static void reverse(MemorySegment bytes, long at, int width) {
    switch (width) {
      case 2 -> {
        var layout = ValueLayout.JAVA_SHORT_UNALIGNED;
        bytes.set(layout, at, Short.reverseBytes(bytes.get(layout, at)));
      }
      case 4 -> {
        var layout = ValueLayout.JAVA_INT_UNALIGNED;
        bytes.set(layout, at, Integer.reverseBytes(bytes.get(layout, at)));
      }
      case 8 -> {
        var layout = ValueLayout.JAVA_LONG_UNALIGNED;
        bytes.set(layout, at, Long.reverseBytes(bytes.get(layout, at)));
      }
      default -> {
        var layout = ValueLayout.JAVA_LONG_UNALIGNED;
        long first = bytes.get(layout, at);
        bytes.set(layout, at, Long.reverseBytes(bytes.get(layout, at + Long.BYTES)));
        bytes.set(layout, at + Long.BYTES, Long.reverseBytes(first));
      }
    }
  }

  /// The dtype in the other order; notes which words of it that turns round.
  private DType change(DType from, int at) {
    return switch (from) {
      case DType.Bool _, DType.Bytes _, DType.Opaque _ -> from;
      case DType.Int(int size, ByteOrder old) -> {
        turn(old, at, size, 1);
        yield new DType.Int(size, order);
      }
      case DType.UInt(int size, ByteOrder old) -> {
        turn(old, at, size, 1);
        yield new DType.UInt(size, order);
      }
      case DType.Floating(int size, ByteOrder old) -> {
        turn(old, at, size, 1);
        yield new DType.Floating(size, order);
      }
      case DType.Complex(int size, ByteOrder old) -> {
        turn(old, at, size / 2, 2);
        yield new DType.Complex(size, order);
      }
      case DType.Text(int length, ByteOrder old) -> {
        turn(old, at, Integer.BYTES, length);
        yield new DType.Text(length, order);
      }
      case DType.DateTime(var unit, ByteOrder old) -> {
        turn(old, at, Long.BYTES, 1);
        yield new DType.DateTime(unit, order);
      }
      case DType.TimeDelta(var unit, ByteOrder old) -> {
        turn(old, at, Long.BYTES, 1);
        yield new DType.TimeDelta(unit, order);
      }
      case DType.Struct struct -> {
        var _ = struct.paddedFields(); // refuses fields that overlap, whose bytes would turn twice
        yield new DType.Struct(
            struct.fields().stream().map(field -> change(field, at)).toList(), struct.itemSize());
      }
    };
  }

  private Field change(Field field, int at) {
    int size = field.dtype().itemSize();
    DType changed = field.dtype();
    for (int i = 0; size > 0 && i < field.byteSize() / size; i++) {
      changed = change(field.dtype(), at + field.offset() + i * size);
    }
    return new Field(field.name(), field.title(), changed, field.shape(), field.offset());
  }

  private void turn(ByteOrder old, int at, int width, int count) {
    for (int i = 0; width > 1 && !old.equals(order) && i < count; i++) {
      words.add(new Word(at + i * width, width));
    }
  }
}
