package io.mmaptable.array;

import io.mmaptable.internal.element.HeapBytes;
import io.mmaptable.internal.element.Memory;
import java.lang.foreign.MemorySegment;

/// Copies the elements where a mask is true, out of elements that are side by side: the quick way
/// through a [Selection]. Blocks of both are copied to the heap, and what is selected is moved to
/// the front there.
final class MaskedRun {
  private final MaskBytes mask;
  private final long count;
  private final int size;
  private final byte[] truths = new byte[Blocks.LENGTH];
  private final byte[] elements;

  /// Prepares to copy.
  ///
  /// @param mask the mask
  /// @param count how many of its values are true
  /// @param size the size of an element
  MaskedRun(MaskBytes mask, long count, int size) {
    this.mask = mask;
    this.count = count;
    this.size = size;
    this.elements = new byte[size * Blocks.LENGTH];
  }

  /// Whether elements of a size are moved here.
  static boolean takes(int size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
  }

  /// Copies what is selected to the beginning of a target.
  void copy(MemorySegment source, long from, MemorySegment target) {
    long moved = 0;
    for (long done = 0; done < mask.size(); done += truths.length) {
      int length = mask.load(done, truths);
      Memory.load(source, Memory.BYTE, from + done * size, elements, 0, length * size);
      int found = moveToFront(length);
      MaskBytes.requireFound(moved + found <= count);
      Memory.store(elements, target, Memory.BYTE, moved * size, found * size);
      moved += found;
    }
    MaskBytes.requireFound(moved == count);
  }

  /// Every element is moved, and the next one goes to the same place if its truth value is false:
  /// no branch to mispredict.
  private int moveToFront(int count) {
    return switch (size) {
      case 1 -> bytes(count);
      case 2 -> shorts(count);
      case 4 -> ints(count);
      default -> longs(count);
    };
  }

  private int bytes(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      elements[found] = elements[i];
      found += MaskBytes.isTrue(truths[i]);
    }
    return found;
  }

  private int shorts(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      HeapBytes.SHORT.set(elements, 2 * found, (short) HeapBytes.SHORT.get(elements, 2 * i));
      found += MaskBytes.isTrue(truths[i]);
    }
    return found;
  }

  private int ints(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      HeapBytes.INT.set(elements, 4 * found, (int) HeapBytes.INT.get(elements, 4 * i));
      found += MaskBytes.isTrue(truths[i]);
    }
    return found;
  }

  private int longs(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      HeapBytes.LONG.set(elements, 8 * found, (long) HeapBytes.LONG.get(elements, 8 * i));
      found += MaskBytes.isTrue(truths[i]);
    }
    return found;
  }
}
