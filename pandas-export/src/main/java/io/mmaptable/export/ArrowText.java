package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Values of a fixed width as ones of different length: where each begins, and all of them one
/// after the other. The zeros at their ends are padding.
final class ArrowText {
  private final ArrowField field;
  private final long count;
  private final ArrowOffsets offsets;
  private final MemorySegment content;
  private final boolean checked;
  private byte[] encoded = new byte[0];
  private long end;

  /// Encodes values of bytes or text.
  ///
  /// @throws IllegalArgumentException if a text is none, or all of them take more bytes than
  ///   offsets of 32 bits reach
  ArrowText(ArrowField field, NdArray values, SegmentAllocator allocator) {
    this.field = field;
    this.count = values.size();
    this.checked = field.type() instanceof ArrowType.Text;
    this.offsets = new ArrowOffsets(field, count, allocator);
    // In UTF-8 no character takes more bytes than in UCS-4.
    this.content = allocator.allocate(values.nbytes(), Long.BYTES);
    ElementBlocks.forEach(
        values,
        values.dtype() instanceof DType.Text text
            ? (block, elements) -> addText(block, elements, text.length())
            : (block, elements) -> addBytes(block, elements, values.itemSize()));
  }

  /// How many values there are.
  long count() {
    return count;
  }

  /// The first byte of a value in all of them.
  long begin(long index) {
    return offsets.at(index);
  }

  /// The byte after the last one of a value.
  long end(long index) {
    return offsets.at(index + 1);
  }

  MemorySegment offsets() {
    return offsets.memory();
  }

  MemorySegment content() {
    return content.asSlice(0, end);
  }

  private void addText(MemorySegment block, int elements, int width) {
    int[] points = block.toArray(ValueLayout.JAVA_INT_UNALIGNED);
    room(4L * points.length);
    int at = 0;
    for (int element = 0; element < elements; element++) {
      int from = element * width;
      int to = from + width;
      while (to > from && points[to - 1] == 0) {
        to--;
      }
      int begin = at;
      for (int i = from; i < to; i++) {
        int point = points[i];
        if (point >= 0 && point < 0x80) {
          encoded[at++] = (byte) point;
        } else {
          at = addPoint(point, at);
        }
      }
      end += at - begin;
      offsets.add(end);
    }
    MemorySegment.copy(encoded, 0, content, ValueLayout.JAVA_BYTE, end - at, at);
  }

  private int addPoint(int point, int at) {
    if (point < 0 || point > Character.MAX_CODE_POINT || isSurrogate(point)) {
      throw new IllegalArgumentException(
          "column '"
              + field.name()
              + "' holds U+"
              + Integer.toHexString(point)
              + ", which is no character, so that UTF-8 does not have it");
    }
    int next = at;
    if (point < 0x800) {
      encoded[next++] = (byte) (0xc0 | point >> 6);
    } else {
      if (point < 0x10000) {
        encoded[next++] = (byte) (0xe0 | point >> 12);
      } else {
        encoded[next++] = (byte) (0xf0 | point >> 18);
        encoded[next++] = (byte) (0x80 | (point >> 12 & 0x3f));
      }
      encoded[next++] = (byte) (0x80 | (point >> 6 & 0x3f));
    }
    encoded[next++] = (byte) (0x80 | (point & 0x3f));
    return next;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private void addBytes(MemorySegment block, int elements, int width) {
    byte[] bytes = block.toArray(ValueLayout.JAVA_BYTE);
    int at = 0;
    for (int element = 0; element < elements; element++) {
      int from = element * width;
      int length = width;
      while (length > 0 && bytes[from + length - 1] == 0) {
        length--;
      }
      requireText(bytes, from, from + length);
      System.arraycopy(bytes, from, bytes, at, length); // never to where others are still to come
      at += length;
      end += length;
      offsets.add(end);
    }
    MemorySegment.copy(bytes, 0, content, ValueLayout.JAVA_BYTE, end - at, at);
  }

  private void requireText(byte[] bytes, int from, int to) {
    if (checked && !Utf8.isValid(bytes, from, to)) {
      throw new IllegalArgumentException(
          "column '" + field.name() + "' holds bytes that are no UTF-8; write it as bytes");
    }
  }

  private void room(long bytes) {
    if (encoded.length < bytes) {
      encoded = new byte[Math.toIntExact(bytes)];
    }
  }
}
