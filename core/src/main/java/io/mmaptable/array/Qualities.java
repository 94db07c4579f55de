package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.Quality;
import io.mmaptable.internal.kernel.Relation;
import io.mmaptable.internal.time.DateTimes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Questions about single elements: whether they are NaN, finite, infinite, NaT.
final class Qualities {
  private Qualities() {}

  static Node node(Quality quality, Node operand) {
    Node node =
        operand instanceof ValueNode value
            ? new ArrayNode(NdArray.asArray(value.value()))
            : operand;
    Lanes lanes = Lanes.of(node.dtype());
    boolean isTime = Operands.isTime(node.dtype());
    if (lanes == Lanes.NONE || (quality == Quality.NAT && !isTime)) {
      throw new UnsupportedOperationException(
          "elements of "
              + node.dtype()
              + " cannot be asked whether they are "
              + quality.name().toLowerCase(Locale.ROOT));
    }
    if (isTime ? quality == Quality.INFINITE : isInteger(lanes)) {
      return Comparisons.constant(quality == Quality.FINITE, node);
    }
    return new ComputedNode(
        DType.BOOL, List.of(node), nodes -> cursor(quality, lanes, nodes.getFirst().open()));
  }

  private static boolean isInteger(Lanes lanes) {
    return lanes == Lanes.LONGS || lanes == Lanes.TRUTHS;
  }

  private static Cursor cursor(Quality quality, Lanes lanes, Cursor operand) {
    return switch (lanes) {
      case LONGS, TRUTHS -> new OfTimes(quality, operand);
      case COMPLEX -> new OfComplex(quality, operand);
      case FLOATS, DOUBLES, NONE -> new OfFloats(quality, operand);
    };
  }

  private static boolean is(Quality quality, double value) {
    return switch (quality) {
      case NAN, NAT -> Double.isNaN(value);
      case FINITE -> Double.isFinite(value);
      case INFINITE -> Double.isInfinite(value);
    };
  }

  private static final class OfTimes extends TruthCursor {
    private final Relation relation;
    private final Cursor operand;
    private final long[] block = new long[Blocks.LENGTH];

    OfTimes(Quality quality, Cursor operand) {
      this.relation = quality == Quality.FINITE ? Relation.NE : Relation.EQ;
      this.operand = operand;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      operand.load(from, count, block);
      Kernels.BEST.compare(relation, block, DateTimes.NAT, count, bits);
    }
  }

  /// Magnitudes are compared with infinity, since a NaN is related to nothing.
  private static final class OfFloats extends TruthCursor {
    private final Quality quality;
    private final Cursor operand;
    private final double[] block = new double[Blocks.LENGTH];

    OfFloats(Quality quality, Cursor operand) {
      this.quality = quality;
      this.operand = operand;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      operand.load(from, count, block);
      switch (quality) {
        case NAN, NAT -> Kernels.BEST.compare(Relation.NE, block, block, count, bits);
        case FINITE -> compareMagnitudes(Relation.LT, count, bits);
        case INFINITE -> compareMagnitudes(Relation.EQ, count, bits);
      }
    }

    private void compareMagnitudes(Relation relation, int count, long[] bits) {
      for (int i = 0; i < count; i++) {
        block[i] = Math.abs(block[i]);
      }
      Kernels.BEST.compare(relation, block, Double.POSITIVE_INFINITY, count, bits);
    }
  }

  private static final class OfComplex extends TruthCursor {
    private final Quality quality;
    private final Cursor operand;
    private final double[] block = new double[2 * Blocks.LENGTH];

    OfComplex(Quality quality, Cursor operand) {
      this.quality = quality;
      this.operand = operand;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      operand.loadComplex(from, count, block);
      Arrays.fill(bits, 0, Truths.words(count), 0);
      for (int i = 0; i < count; i++) {
        boolean real = is(quality, block[2 * i]);
        boolean imaginary = is(quality, block[2 * i + 1]);
        boolean both = quality == Quality.FINITE ? real && imaginary : real || imaginary;
        bits[i / 64] |= both ? 1L << i : 0;
      }
    }
  }
}
