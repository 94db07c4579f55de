package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.Relation;
import java.util.List;

/// Compares numbers with numbers: integers exactly, and others as what NumPy promotes them to.
final class NumberComparison {
  private NumberComparison() {}

  static Node of(Relation relation, Node left, Node right) {
    ComputedNode.Opening opening = opening(relation, left.dtype(), right.dtype());
    return new ComputedNode(DType.BOOL, List.of(left, right), opening);
  }

  /// Integers of 8 and 16 bits are the same numbers as doubles and as the floats that NumPy makes
  /// of them, and so compare alike.
  private static ComputedNode.Opening opening(Relation relation, DType left, DType right) {
    Lanes first = Lanes.of(left);
    Lanes second = Lanes.of(right);
    if (first == Lanes.COMPLEX || second == Lanes.COMPLEX) {
      return nodes -> new OfComplex(relation, nodes.get(0).open(), nodes.get(1).open());
    }
    if (first == Lanes.FLOATS && second == Lanes.FLOATS) {
      return nodes -> new OfFloats(relation, nodes.get(0).open(), nodes.get(1).open());
    }
    if (isFloat(first) || isFloat(second)) {
      return nodes -> new OfDoubles(relation, nodes.get(0).open(), nodes.get(1).open());
    }
    if (first == Lanes.TRUTHS && second == Lanes.TRUTHS) {
      return nodes -> new OfTruths(relation, nodes.get(0).open(), nodes.get(1).open());
    }
    return IntegerComparison.opening(relation, left, right);
  }

  private static boolean isFloat(Lanes lanes) {
    return lanes == Lanes.FLOATS || lanes == Lanes.DOUBLES;
  }

  private static final class OfDoubles extends TruthCursor {
    private final Relation relation;
    private final Cursor left;
    private final Cursor right;
    private final Scratch firsts = new Scratch();
    private final Scratch seconds = new Scratch();

    OfDoubles(Relation relation, Cursor left, Cursor right) {
      this.relation = relation;
      this.left = left;
      this.right = right;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      double[] first = firsts.doubles(count);
      double[] second = seconds.doubles(count);
      left.load(from, count, first);
      right.load(from, count, second);
      Kernels.BEST.compare(relation, first, second, count, bits);
    }
  }

  private static final class OfFloats extends TruthCursor {
    private final Relation relation;
    private final Cursor left;
    private final Cursor right;
    private final Scratch firsts = new Scratch();
    private final Scratch seconds = new Scratch();

    OfFloats(Relation relation, Cursor left, Cursor right) {
      this.relation = relation;
      this.left = left;
      this.right = right;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      float[] first = firsts.floats(count);
      float[] second = seconds.floats(count);
      left.load(from, count, first);
      right.load(from, count, second);
      Kernels.BEST.compare(relation, first, second, count, bits);
    }
  }

  private static final class OfComplex extends TruthCursor {
    private final Relation relation;
    private final Cursor left;
    private final Cursor right;
    private final double[] first = new double[2 * Blocks.LENGTH];
    private final double[] second = new double[2 * Blocks.LENGTH];

    OfComplex(Relation relation, Cursor left, Cursor right) {
      this.relation = relation;
      this.left = left;
      this.right = right;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      left.loadComplex(from, count, first);
      right.loadComplex(from, count, second);
      Pairs.compare(relation, first, second, count, bits);
    }
  }

  private static final class OfTruths extends TruthCursor {
    private final Relation relation;
    private final Cursor left;
    private final Cursor right;
    private final long[] second = new long[Truths.words(Blocks.LENGTH)];

    OfTruths(Relation relation, Cursor left, Cursor right) {
      this.relation = relation;
      this.left = left;
      this.right = right;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      left.loadTruths(from, count, bits);
      right.loadTruths(from, count, second);
      for (int i = 0; i < Truths.words(count); i++) {
        bits[i] = related(bits[i], second[i]);
      }
      Truths.clearBeyond(bits, count);
    }

    private long related(long a, long b) {
      return switch (relation) {
        case EQ -> ~(a ^ b);
        case NE -> a ^ b;
        case LT -> ~a & b;
        case LE -> ~a | b;
        case GT -> a & ~b;
        case GE -> a | ~b;
      };
    }
  }
}
