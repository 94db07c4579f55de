package io.mmaptable.array;

import io.mmaptable.internal.element.Memory;
import java.lang.foreign.MemorySegment;

/// The truth values of an array of bool.
final class ArrayMask extends MaskBytes {
  private static final int WORDS = Blocks.LENGTH;

  private final NdArray mask;
  private final boolean contiguous;

  ArrayMask(NdArray mask) {
    this.mask = mask;
    this.contiguous = mask.isContiguous();
  }

  @Override
  long size() {
    return mask.size();
  }

  @Override
  int load(long from, byte[] into) {
    int count = (int) Math.min(into.length, size() - from);
    Faults.run(
        mask,
        () -> {
          MemorySegment memory = mask.segment();
          if (contiguous) {
            long at = mask.offset() + from;
            Memory.load(memory, Memory.BYTE, at, into, 0, count);
            return;
          }
          var offsets = new Offsets(mask, from);
          for (int i = 0; i < count; i++) {
            into[i] = Memory.getByte(memory, offsets.next());
          }
        });
    return count;
  }

  @Override
  long countTrue() {
    long count = 0;
    long from = 0;
    if (contiguous) {
      long[] words = new long[WORDS];
      for (; from + 8L * WORDS <= size(); from += 8L * WORDS) {
        count += countTrue(from, words);
      }
    }
    byte[] block = new byte[Blocks.LENGTH];
    for (; from < size(); from += block.length) {
      int length = load(from, block);
      for (int i = 0; i < length; i++) {
        count += isTrue(block[i]);
      }
    }
    return count;
  }

  private long countTrue(long from, long[] words) {
    Faults.run(
        mask,
        () -> Memory.load(mask.segment(), Memory.LONG, mask.offset() + from, words, 0, WORDS));
    long count = 0;
    for (long word : words) {
      count += Long.bitCount(highBits(word));
    }
    return count;
  }

  /// The high bit of each byte that is not zero: adding carries the other bits into it.
  private static long highBits(long word) {
    long low = 0x7f7f_7f7f_7f7f_7f7fL;
    return ((word & low) + low | word) & ~low;
  }
}
