package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.FoldLoops;
import io.mmaptable.internal.kernel.MemoryExtremes;
import io.mmaptable.internal.kernel.PackedLoops;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Folds integers of 1, 2 or 4 bytes that lie side by side, several in a word, without widening
/// each.
final class PackedAccumulators extends LongAccumulators {
  private static final int WORDS = MemoryExtremes.AT_ONCE / 2;

  /// Words that are taken apart one by one.
  private static final int FEW = 8;

  private final NdArray array;
  private final int size;
  private final long signs;
  private final long[] words = new long[WORDS];
  private final long[] most = new long[WORDS];

  PackedAccumulators(Fold fold, ArrayNode node, int slots) {
    super(fold, 0, node, slots);
    this.array = node.array();
    this.size = array.itemSize();
    this.signs = array.dtype() instanceof DType.Int ? 1L << (8 * size - 1) : 0;
  }

  static boolean isFor(NdArray array, Fold fold) {
    boolean isNarrow =
        switch (array.dtype()) {
          case DType.Int(int size, var order) -> isNarrow(size, order);
          case DType.UInt(int size, var order) -> isNarrow(size, order);
          case DType.Bool _,
              DType.Floating _,
              DType.Complex _,
              DType.Bytes _,
              DType.Text _,
              DType.Opaque _,
              DType.DateTime _,
              DType.TimeDelta _,
              DType.Struct _ ->
              false;
        };
    return isNarrow && fold != Fold.PROD && array.isContiguous();
  }

  private static boolean isNarrow(int size, ByteOrder order) {
    return size < 8 && order == ByteOrder.nativeOrder();
  }

  @Override
  void tree(long from, long count, int slot) {
    long wordCount = count * size / Long.BYTES;
    long folded = wordCount * Long.BYTES / size;
    if (folded > 0) {
      slots[slot] = fold == Fold.SUM ? sum(from, wordCount) : extreme(from, wordCount);
    }
    int rest = (int) (count - folded);
    if (rest > 0) {
      load(from + folded, rest);
      long last = FoldLoops.fold(fold, block, 0, rest);
      slots[slot] = folded == 0 ? last : FoldLoops.fold(fold, slots[slot], last);
    }
  }

  private long sum(long from, long wordCount) {
    long sum = 0;
    for (long done = 0; done < wordCount; done += WORDS) {
      int count = loadWords(from, done, wordCount);
      sum += PackedLoops.sum(words, count, size, inEach(signs));
    }
    return sum - signs * (wordCount * Long.BYTES / size);
  }

  /// The largest; or the smallest, which is the largest of all complements.
  private long extreme(long from, long wordCount) {
    long flip = fold == Fold.MIN ? ~inEach(signs) : inEach(signs);
    Arrays.fill(most, 0);
    for (long done = readInPlace(from, wordCount, flip); done < wordCount; done += WORDS) {
      int count = loadWords(from, done, wordCount);
      PackedLoops.max(words, count, size, flip, most);
    }
    for (int half = WORDS / 2; half >= FEW; half /= 2) {
      System.arraycopy(most, half, words, 0, half);
      PackedLoops.max(words, half, size, 0, most);
    }
    long all = -1L >>> (Long.SIZE - 8 * size);
    long found = 0;
    for (int i = 0; i < FEW; i++) {
      long word = most[i];
      for (int at = 0; at < Long.SIZE; at += 8 * size) {
        found = Math.max(found, (word >>> at) & all);
      }
    }
    return (fold == Fold.MIN ? all - found : found) - signs;
  }

  /// Reads words where they lie, as many as can be.
  private long readInPlace(long from, long wordCount, long flip) {
    if (!MemoryExtremes.isFor(array.segment())) {
      return 0;
    }
    long count = wordCount - wordCount % MemoryExtremes.AT_ONCE;
    long at = array.offset() + from * size;
    if (size < Integer.BYTES) {
      MemoryExtremes.maxPacked(array.segment(), at, count, size, flip, most);
    } else {
      int signs = Integer.MIN_VALUE;
      int found = MemoryExtremes.max(array.segment(), at, 2 * count, (int) flip ^ signs);
      most[0] = Integer.toUnsignedLong(found ^ signs);
    }
    return count;
  }

  private int loadWords(long from, long done, long wordCount) {
    int count = (int) Math.min(WORDS, wordCount - done);
    long at = array.offset() + from * size + done * Long.BYTES;
    Memory.load(array.segment(), Memory.LONG, at, words, 0, count);
    return count;
  }

  /// A pattern in each integer of a word.
  private long inEach(long pattern) {
    long all = pattern;
    for (int bits = 8 * size; bits < Long.SIZE; bits *= 2) {
      all |= all << bits;
    }
    return all;
  }
}
