package io.mmaptable.array;

import io.mmaptable.internal.element.HeapBytes;
import io.mmaptable.internal.kernel.Relation;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Tells which texts are equal to a single one, or which bytes: whole words are compared, as they
/// lie in memory.
final class StringMatch extends TruthCursor {
  private final Relation relation;
  private final ByteOrder order;
  private final StringBlocks blocks;
  private final NdArray single;
  private final int size;
  private byte[] sought = new byte[0];
  private boolean prepared;

  /// Whether the single one is no longer than the others.
  private boolean possible;

  /// Compares elements.
  ///
  /// @param relation [Relation#EQ] or [Relation#NE]
  /// @param single an array that [repeats][StringBlocks#isRepeated] one element
  StringMatch(Relation relation, NdArray array, NdArray single) {
    this.relation = relation;
    this.order = array.dtype().byteOrder();
    this.blocks = new StringBlocks(array, order);
    this.single = single;
    this.size = blocks.size();
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    if (!prepared) {
      prepare();
    }
    Arrays.fill(bits, 0, Truths.words(count), 0);
    int most = blocks.most();
    for (int done = 0; done < count && possible; done += most) {
      int length = Math.min(most, count - done);
      blocks.load(from + done, length);
      match(blocks.bytes(), done, length, bits);
    }
    if (relation == Relation.NE) {
      Truths.not(bits, count);
    }
  }

  /// Brings what is sought into the size and the byte order of the elements.
  private void prepare() {
    var one = new StringBlocks(single, order);
    one.load(0, 1);
    byte[] bytes = one.bytes();
    sought = Arrays.copyOf(bytes, size);
    possible = true;
    for (int i = size; i < bytes.length; i++) {
      possible &= bytes[i] == 0;
    }
    prepared = true;
  }

  private void match(byte[] bytes, int start, int count, long[] bits) {
    for (int i = 0; i < count; i++) {
      long found = isSought(bytes, blocks.at(i)) ? 1 : 0;
      bits[(start + i) / 64] |= found << (start + i);
    }
  }

  /// The first and the last word, which may overlap, tell most.
  private boolean isSought(byte[] bytes, int at) {
    if (size >= Long.BYTES) {
      int last = size - Long.BYTES;
      long difference =
          ((long) HeapBytes.LONG.get(bytes, at) ^ (long) HeapBytes.LONG.get(sought, 0))
              | ((long) HeapBytes.LONG.get(bytes, at + last)
                  ^ (long) HeapBytes.LONG.get(sought, last));
      return difference == 0
          && (last <= Long.BYTES
              || Arrays.equals(bytes, at + Long.BYTES, at + last, sought, Long.BYTES, last));
    }
    if (size >= Integer.BYTES) {
      int last = size - Integer.BYTES;
      return (((int) HeapBytes.INT.get(bytes, at) ^ (int) HeapBytes.INT.get(sought, 0))
              | ((int) HeapBytes.INT.get(bytes, at + last) ^ (int) HeapBytes.INT.get(sought, last)))
          == 0;
    }
    for (int i = 0; i < size; i++) {
      if (bytes[at + i] != sought[i]) {
        return false;
      }
    }
    return true;
  }
}
