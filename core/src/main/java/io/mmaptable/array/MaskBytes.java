package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;
import java.lang.foreign.MemorySegment;

/// The truth values of a mask, loaded in blocks.
final class MaskBytes {
  private static final int WORDS = Blocks.LENGTH;

  private final NdArray mask;
  private final boolean contiguous;

  MaskBytes(NdArray mask) {
    this.mask = mask;
    this.contiguous = mask.isContiguous();
  }

  long size() {
    return mask.size();
  }

  /// 1 for a byte that is not zero: whatever stands in a file, NumPy takes it for true.
  static int isTrue(byte truth) {
    return (truth | -truth) >>> 31;
  }

  /// Loads truth values from a position on.
  ///
  /// @return how many were loaded: as many as there is room for, or are left
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

  /// The positions of the true values in C order.
  NdArray truePositions() {
    NdArray positions = NdArray.zeros(DType.INT64, countTrue());
    byte[] block = new byte[Blocks.LENGTH];
    long found = 0;
    for (long from = 0; from < size(); from += block.length) {
      int length = load(from, block);
      for (int i = 0; i < length; i++) {
        if (block[i] != 0) {
          Memory.setLong(positions.segment(), 8 * found++, from + i);
        }
      }
    }
    return positions;
  }

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
