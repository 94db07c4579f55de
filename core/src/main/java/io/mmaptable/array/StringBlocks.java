package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.HeapBytes;
import io.mmaptable.internal.element.Memory;
import java.nio.ByteOrder;

/// Bytes, or text as bytes in big-endian order, copied to the heap block by block, so that their
/// order is that of the bytes. Where files are cut, nothing but the copying meets it.
final class StringBlocks {

  /// Long elements are copied in smaller blocks.
  private static final int MOST_BYTES = 1 << 16;

  private final NdArray array;
  private final int size;
  private final boolean swap;
  private final boolean repeated;
  private final boolean contiguous;
  private final int most;
  private byte[] bytes = new byte[0];

  StringBlocks(NdArray array) {
    this(array, ByteOrder.BIG_ENDIAN);
  }

  /// Loads text in another byte order, in which bytes tell what is equal, but not what is smaller.
  StringBlocks(NdArray array, ByteOrder order) {
    this.array = array;
    this.size = array.itemSize();
    this.swap = array.dtype() instanceof DType.Text text && text.byteOrder() != order;
    this.repeated = isRepeated(array);
    this.contiguous = array.isContiguous();
    this.most = repeated ? Blocks.LENGTH : Math.clamp(MOST_BYTES / Math.max(size, 1), 1, 512);
  }

  /// Whether all positions are one element, which is loaded once.
  static boolean isRepeated(NdArray array) {
    for (int axis = 0; axis < array.ndim(); axis++) {
      if (array.length(axis) != 1 && array.stride(axis) != 0) {
        return false;
      }
    }
    return true;
  }

  /// How many elements are loaded at once, at most.
  int most() {
    return most;
  }

  /// The size of an element in bytes.
  int size() {
    return size;
  }

  /// The bytes that were loaded.
  byte[] bytes() {
    return bytes;
  }

  /// Where an element of the block begins.
  int at(int i) {
    return repeated ? 0 : i * size;
  }

  void load(long from, int count) {
    if (repeated) {
      if (bytes.length < size) {
        copy(0, 1);
      }
      return;
    }
    copy(from, count);
  }

  /// Loads single elements, one after the other into the block.
  ///
  /// @param places an increasing list, in C order
  /// @param start the first of the list
  /// @param count how many of it, [#most()] at most
  void gather(long[] places, int start, int count) {
    if (repeated) {
      load(places[start], count);
      return;
    }
    makeRoom(count);
    for (int i = 0; i < count; i++) {
      long place = places[start + i];
      loadOne(
          contiguous ? array.offset() + place * size : new Offsets(array, place).next(), i * size);
    }
    if (swap) {
      swap(size * count);
    }
  }

  /// Loads one element. Short ones are two words, which may overlap.
  private void loadOne(long at, int into) {
    if (size < Long.BYTES || size > 2 * Long.BYTES) {
      Memory.load(array.segment(), Memory.BYTE, at, bytes, into, size);
      return;
    }
    int last = size - Long.BYTES;
    HeapBytes.LONG.set(bytes, into, Memory.getLong(array.segment(), at));
    HeapBytes.LONG.set(bytes, into + last, Memory.getLong(array.segment(), at + last));
  }

  private void makeRoom(int count) {
    if (bytes.length < size * count) {
      bytes = new byte[size * count];
    }
  }

  private void copy(long from, int count) {
    makeRoom(count);
    if (contiguous) {
      Memory.load(
          array.segment(), Memory.BYTE, array.offset() + from * size, bytes, 0, size * count);
    } else {
      var offsets = new Offsets(array, from);
      for (int i = 0; i < count; i++) {
        Memory.load(array.segment(), Memory.BYTE, offsets.next(), bytes, i * size, size);
      }
    }
    if (swap) {
      swap(size * count);
    }
  }

  private void swap(int length) {
    for (int at = 0; at < length; at += 4) {
      HeapBytes.INT.set(bytes, at, Integer.reverseBytes((int) HeapBytes.INT.get(bytes, at)));
    }
  }
}
