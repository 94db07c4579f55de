package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.Relation;

/// Compares integers, which are extended to longs, by their values: uint64 and signed ones too.
final class IntegerComparison {
  private IntegerComparison() {}

  static ComputedNode.Opening opening(Relation relation, DType left, DType right) {
    if (isUnsignedLong(left) && isSigned(right)) {
      Relation swapped = Comparisons.swapped(relation);
      return nodes -> new Mixed(swapped, nodes.get(1).open(), nodes.get(0).open());
    }
    if (isUnsignedLong(right) && isSigned(left)) {
      return nodes -> new Mixed(relation, nodes.get(0).open(), nodes.get(1).open());
    }
    boolean unsigned = isUnsignedLong(left) || isUnsignedLong(right);
    return nodes -> new Alike(relation, nodes.get(0).open(), nodes.get(1).open(), unsigned);
  }

  static boolean isUnsignedLong(DType dtype) {
    return dtype instanceof DType.UInt && dtype.itemSize() == 8;
  }

  private static boolean isSigned(DType dtype) {
    return dtype instanceof DType.Int;
  }

  /// Makes the order of signed longs that of unsigned ones.
  static void flip(long[] block, int count) {
    for (int i = 0; i < count; i++) {
      block[i] ^= Long.MIN_VALUE;
    }
  }

  private static final class Alike extends TruthCursor {
    private final Relation relation;
    private final Cursor left;
    private final Cursor right;
    private final boolean unsigned;
    private final long[] first = new long[Blocks.LENGTH];
    private final long[] second = new long[Blocks.LENGTH];

    Alike(Relation relation, Cursor left, Cursor right, boolean unsigned) {
      this.relation = relation;
      this.left = left;
      this.right = right;
      this.unsigned = unsigned;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      left.load(from, count, first);
      right.load(from, count, second);
      if (unsigned) {
        flip(first, count);
        flip(second, count);
      }
      Kernels.BEST.compare(relation, first, second, count, bits);
    }
  }

  /// Signed longs with unsigned ones, which are larger where their highest bit is set.
  private static final class Mixed extends TruthCursor {
    private final Relation relation;
    private final Cursor signed;
    private final Cursor unsigned;
    private final long[] first = new long[Blocks.LENGTH];
    private final long[] second = new long[Blocks.LENGTH];
    private final long[] larger = new long[Truths.words(Blocks.LENGTH)];

    Mixed(Relation relation, Cursor signed, Cursor unsigned) {
      this.relation = relation;
      this.signed = signed;
      this.unsigned = unsigned;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      signed.load(from, count, first);
      unsigned.load(from, count, second);
      Kernels.BEST.compare(relation, first, second, count, bits);
      Kernels.BEST.compare(Relation.LT, second, 0, count, larger);
      Truths.put(bits, larger, count, Comparisons.holds(relation, -1));
    }
  }
}
