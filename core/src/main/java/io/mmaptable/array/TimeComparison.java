package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.Relation;
import io.mmaptable.internal.time.DateTimes;
import java.util.List;

/// Compares times in the unit that they have in common; NaT is related to nothing, but is not equal
/// to anything.
final class TimeComparison extends TruthCursor {
  private final Relation relation;
  private final Cursor left;
  private final Cursor right;
  private final long[] first = new long[Blocks.LENGTH];
  private final long[] second = new long[Blocks.LENGTH];
  private final long[] missing = new long[Truths.words(Blocks.LENGTH)];

  private TimeComparison(Relation relation, Cursor left, Cursor right) {
    this.relation = relation;
    this.left = left;
    this.right = right;
  }

  /// Whether both are points in time, or both spans, or spans and integers; but not those of
  /// uint64, which spans cannot hold.
  static boolean isComparable(DType left, DType right) {
    return (left instanceof DType.DateTime && right instanceof DType.DateTime)
        || (left instanceof DType.TimeDelta && isSpan(right))
        || (right instanceof DType.TimeDelta && isSpan(left));
  }

  private static boolean isSpan(DType dtype) {
    return TimeCursor.isSpan(dtype) && !IntegerComparison.isUnsignedLong(dtype);
  }

  static Node of(Relation relation, Node left, Node right) {
    DType common = TimeCursor.common(left.dtype(), right.dtype());
    return new ComputedNode(
        DType.BOOL,
        List.of(left, right),
        nodes ->
            new TimeComparison(
                relation,
                TimeCursor.open(nodes.get(0), common),
                TimeCursor.open(nodes.get(1), common)));
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    left.load(from, count, first);
    right.load(from, count, second);
    Kernels.BEST.compare(relation, first, second, count, bits);
    exclude(first, count, bits);
    exclude(second, count, bits);
  }

  private void exclude(long[] times, int count, long[] bits) {
    Kernels.BEST.compare(Relation.EQ, times, DateTimes.NAT, count, missing);
    Truths.put(bits, missing, count, relation == Relation.NE);
  }
}
