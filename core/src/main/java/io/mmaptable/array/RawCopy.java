package io.mmaptable.array;

import io.mmaptable.internal.element.Words;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Copies elements as bytes: what is too long is cut, and what is too short filled up with zeros.
final class RawCopy implements RunCopy {
  private static final int FILL_BYTES = 1 << 13;

  private final int size;
  private final int width;
  private final boolean swap;
  private final int capacity;
  private @Nullable Words words;

  /// Between elements of some number of bytes.
  ///
  /// @param swap whether the bytes of elements, which are words, are put into the other order
  /// @param count how many elements there are at most
  RawCopy(int size, int width, boolean swap, long count) {
    this.size = size;
    this.width = width;
    this.swap = swap;
    this.capacity = (int) Math.min(Blocks.LENGTH, count);
  }

  private boolean isWord() {
    return size == width && (size == 1 || size == 2 || size == 4 || size == 8);
  }

  @Override
  public void copy(
      MemorySegment from,
      long at,
      long step,
      MemorySegment to,
      long toAt,
      long toStep,
      long count) {
    if (size == width && !swap && step == size && toStep == size) {
      MemorySegment.copy(from, at, to, toAt, count * size);
    } else if (size == width && !swap && step == 0 && toStep == size && count > 1) {
      fill(from, at, to, toAt, count);
    } else if (isWord()) {
      copyWords(from, at, step, to, toAt, toStep, count);
    } else {
      copyBytes(from, at, step, to, toAt, toStep, count);
    }
  }

  private void copyWords(
      MemorySegment from,
      long at,
      long step,
      MemorySegment to,
      long toAt,
      long toStep,
      long count) {
    if (words == null) {
      words = new Words(size, swap, capacity);
    }
    for (long done = 0; done < count; done += capacity) {
      int length = (int) Math.min(capacity, count - done);
      words.load(from, at + done * step, step, length);
      words.storePlain(to, toAt + done * toStep, toStep, length);
    }
  }

  private void copyBytes(
      MemorySegment from,
      long at,
      long step,
      MemorySegment to,
      long toAt,
      long toStep,
      long count) {
    int kept = Math.min(size, width);
    for (long i = 0; i < count; i++) {
      long into = toAt + i * toStep;
      MemorySegment.copy(from, at + i * step, to, into, kept);
      if (width > kept) {
        to.asSlice(into + kept, width - kept).fill((byte) 0);
      }
    }
  }

  /// Repeats one element.
  private void fill(MemorySegment from, long at, MemorySegment to, long toAt, long count) {
    int repeated = (int) Math.min(count, Math.max(1, FILL_BYTES / Math.max(1, size)));
    MemorySegment pattern = MemorySegment.ofArray(new byte[repeated * size]);
    for (int i = 0; i < repeated; i++) {
      MemorySegment.copy(from, at, pattern, (long) i * size, size);
    }
    for (long i = 0; i < count; i += repeated) {
      MemorySegment.copy(pattern, 0, to, toAt + i * size, Math.min(repeated, count - i) * size);
    }
  }
}
