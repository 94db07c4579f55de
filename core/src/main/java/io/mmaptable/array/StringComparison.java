package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Relation;
import java.util.Arrays;
import java.util.List;

/// Compares text with text by code points, and bytes with bytes; zeros at the end do not count.
final class StringComparison extends TruthCursor {
  private final Relation relation;
  private final StringBlocks left;
  private final StringBlocks right;
  private final int common;

  private StringComparison(Relation relation, NdArray left, NdArray right) {
    this.relation = relation;
    this.left = new StringBlocks(left);
    this.right = new StringBlocks(right);
    this.common = Math.min(this.left.size(), this.right.size());
  }

  static Node of(Relation relation, Node left, Node right) {
    return new ComputedNode(
        DType.BOOL,
        List.of(left, right),
        nodes -> cursor(relation, array(nodes.get(0)), array(nodes.get(1))));
  }

  private static TruthCursor cursor(Relation relation, NdArray left, NdArray right) {
    boolean equality = relation == Relation.EQ || relation == Relation.NE;
    if (equality && StringBlocks.isRepeated(right)) {
      return new StringMatch(relation, left, right);
    }
    if (equality && StringBlocks.isRepeated(left)) {
      return new StringMatch(relation, right, left);
    }
    return new StringComparison(relation, left, right);
  }

  /// Nothing is computed of text, so that it is always an array.
  static NdArray array(Node node) {
    return ((ArrayNode) node).array();
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    Arrays.fill(bits, 0, Truths.words(count), 0);
    int most = Math.min(left.most(), right.most());
    for (int done = 0; done < count; done += most) {
      int length = Math.min(most, count - done);
      left.load(from + done, length);
      right.load(from + done, length);
      compare(done, length, bits);
    }
  }

  private void compare(int start, int count, long[] bits) {
    switch (relation) {
      case EQ, NE -> {
        for (int i = 0; i < count; i++) {
          set(bits, start + i, areEqual(i) == (relation == Relation.EQ));
        }
      }
      case LT, LE, GT, GE -> {
        for (int i = 0; i < count; i++) {
          set(bits, start + i, Comparisons.holds(relation, order(i)));
        }
      }
    }
  }

  private static void set(long[] bits, int i, boolean value) {
    bits[i / 64] |= value ? 1L << i : 0;
  }

  private boolean areEqual(int i) {
    int a = left.at(i);
    int b = right.at(i);
    return Arrays.equals(left.bytes(), a, a + common, right.bytes(), b, b + common)
        && isZero(left, a)
        && isZero(right, b);
  }

  private int order(int i) {
    int a = left.at(i);
    int b = right.at(i);
    int order = Arrays.compareUnsigned(left.bytes(), a, a + common, right.bytes(), b, b + common);
    if (order != 0) {
      return order;
    }
    return isZero(left, a) ? (isZero(right, b) ? 0 : -1) : 1;
  }

  /// Whether there are only zeros beyond what both elements have.
  private boolean isZero(StringBlocks blocks, int at) {
    for (int i = at + common; i < at + blocks.size(); i++) {
      if (blocks.bytes()[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
