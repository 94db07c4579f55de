package io.mmaptable.array;

import io.mmaptable.internal.element.HeapBytes;
import io.mmaptable.internal.kernel.Relation;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Tells which texts are equal to a single one, or which bytes: whole words are compared, as they
/// lie in memory.
final class StringMatch extends TruthCursor implements SparseTruths {
  private final Relation relation;
  private final ByteOrder order;
  private final StringBlocks blocks;
  private final NdArray single;
  private final int size;
  private byte[] sought = new byte[0];
  private boolean prepared;
  private final long[] places = new long[Blocks.LENGTH];
  private final long[] matches = new long[Truths.words(Blocks.LENGTH)];

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
    prepare();
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

  @Override
  public void narrow(long from, int count, long[] bits) {
    prepare();
    int asked = Truths.places(bits, count, from, places);
    Arrays.fill(matches, 0, Truths.words(asked), 0);
    int most = blocks.most();
    for (int done = 0; done < asked && possible; done += most) {
      int length = Math.min(most, asked - done);
      blocks.gather(places, done, length);
      match(blocks.bytes(), done, length, matches);
    }
    if (relation == Relation.NE) {
      Truths.not(matches, asked);
    }
    Arrays.fill(bits, 0, Truths.words(count), 0);
    for (int i = 0; i < asked; i++) {
      int place = (int) (places[i] - from);
      bits[place / Long.SIZE] |= (long) Truths.get(matches, i) << place;
    }
  }

  /// Brings what is sought into the size and the byte order of the elements.
  private void prepare() {
    if (prepared) {
      return;
    }
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
    if (size >= Long.BYTES && size <= 2 * Long.BYTES) {
      matchShort(bytes, start, count, bits);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = blocks.at(i);
      long found = Arrays.equals(bytes, at, at + size, sought, 0, size) ? 1 : 0;
      bits[(start + i) / 64] |= found << (start + i);
    }
  }

  /// Short ones are two words, which may overlap, and are compared without a branch. Blocks of them
  /// begin where a word of bits does, and each word is put together before it is stored.
  private void matchShort(byte[] bytes, int start, int count, long[] bits) {
    int last = size - Long.BYTES;
    long first = (long) HeapBytes.LONG.get(sought, 0);
    long second = (long) HeapBytes.LONG.get(sought, last);
    int step = blocks.at(1);
    for (int begin = 0; begin < count; begin += Long.SIZE) {
      long matches = 0;
      int length = Math.min(Long.SIZE, count - begin);
      for (int i = 0; i < length; i++) {
        int at = (begin + i) * step;
        long difference =
            ((long) HeapBytes.LONG.get(bytes, at) ^ first)
                | ((long) HeapBytes.LONG.get(bytes, at + last) ^ second);
        matches |= (difference == 0 ? 1L : 0L) << i;
      }
      bits[(start + begin) / Long.SIZE] = matches;
    }
  }
}
