package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Halves;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.Relation;
import java.math.BigInteger;
import java.util.List;

/// Compares elements with one Java number, which takes on the precision of floats; with integers it
/// counts as what it is, whether their dtype holds it or not.
final class WeakComparison {
  private WeakComparison() {}

  static Node of(Relation relation, Node node, Number value) {
    return switch (node.dtype()) {
      case DType.Bool _, DType.Int _, DType.UInt _ ->
          Operands.isFloat(value)
              ? withDouble(relation, node, value.doubleValue())
              : withInteger(relation, node, Operands.integer(value));
      case DType.Floating(int size, _) when size <= 4 ->
          withFloat(relation, node, rounded(size, value.doubleValue()));
      case DType.Floating _ -> withDouble(relation, node, value.doubleValue());
      case DType.Complex _ -> of(relation, node, new Complex(value.doubleValue(), 0));
      case DType.TimeDelta _ when !Operands.isFloat(value) ->
          Comparisons.nodes(
              relation, node, new ArrayNode(WeakValues.toNdArray(node.dtype(), value)));
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          Comparisons.nodes(relation, node, new ArrayNode(NdArray.asArray(value)));
    };
  }

  static Node of(Relation relation, Node node, Complex value) {
    return switch (node.dtype()) {
      case DType.Floating(int size, _) when size <= 4 -> withComplex(relation, node, single(value));
      case DType.Complex(int size, _) when size == 8 -> withComplex(relation, node, single(value));
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          withComplex(relation, node, value);
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          Comparisons.nodes(relation, node, new ArrayNode(NdArray.asArray(value)));
    };
  }

  private static float rounded(int size, double value) {
    return size == 2 ? Float.float16ToFloat(Halves.fromDouble(value)) : (float) value;
  }

  private static Complex single(Complex value) {
    return new Complex((float) value.real(), (float) value.imaginary());
  }

  private static Node withInteger(Relation relation, Node node, BigInteger value) {
    boolean unsigned = IntegerComparison.isUnsignedLong(node.dtype());
    boolean holds = unsigned ? value.signum() >= 0 && value.bitLength() <= 64 : isLong(value);
    if (!holds && node.dtype() instanceof DType.Bool) {
      throw Fitting.unfit(value.toString(), DType.INT64);
    }
    if (!holds) {
      return Comparisons.constant(Comparisons.holds(relation, -value.signum()), node);
    }
    long bits = value.longValue();
    return computed(node, cursor -> new WithLong(relation, cursor, bits, unsigned));
  }

  private static boolean isLong(BigInteger value) {
    return value.bitLength() <= 63;
  }

  private static Node withDouble(Relation relation, Node node, double value) {
    return computed(node, cursor -> new WithDouble(relation, cursor, value));
  }

  private static Node withFloat(Relation relation, Node node, float value) {
    return computed(node, cursor -> new WithFloat(relation, cursor, value));
  }

  private static Node withComplex(Relation relation, Node node, Complex value) {
    return computed(node, cursor -> new WithComplex(relation, cursor, value));
  }

  private interface Comparing {
    Cursor with(Cursor operand);
  }

  private static Node computed(Node node, Comparing comparing) {
    return new ComputedNode(
        DType.BOOL, List.of(node), nodes -> comparing.with(nodes.getFirst().open()));
  }

  private static final class WithLong extends TruthCursor {
    private final Relation relation;
    private final Cursor operand;
    private final long value;
    private final boolean unsigned;
    private final Scratch scratch = new Scratch();

    WithLong(Relation relation, Cursor operand, long value, boolean unsigned) {
      this.relation = relation;
      this.operand = operand;
      this.value = unsigned ? value ^ Long.MIN_VALUE : value;
      this.unsigned = unsigned;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      long[] block = scratch.longs(count);
      operand.load(from, count, block);
      if (unsigned) {
        IntegerComparison.flip(block, count);
      }
      Kernels.BEST.compare(relation, block, value, count, bits);
    }
  }

  private static final class WithDouble extends TruthCursor {
    private final Relation relation;
    private final Cursor operand;
    private final double value;
    private final Scratch scratch = new Scratch();

    WithDouble(Relation relation, Cursor operand, double value) {
      this.relation = relation;
      this.operand = operand;
      this.value = value;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      double[] block = scratch.doubles(count);
      operand.load(from, count, block);
      Kernels.BEST.compare(relation, block, value, count, bits);
    }
  }

  private static final class WithFloat extends TruthCursor {
    private final Relation relation;
    private final Cursor operand;
    private final float value;
    private final Scratch scratch = new Scratch();

    WithFloat(Relation relation, Cursor operand, float value) {
      this.relation = relation;
      this.operand = operand;
      this.value = value;
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      float[] block = scratch.floats(count);
      operand.load(from, count, block);
      Kernels.BEST.compare(relation, block, value, count, bits);
    }
  }

  private static final class WithComplex extends TruthCursor {
    private final Relation relation;
    private final Cursor operand;
    private final double[] values = new double[2 * Blocks.LENGTH];
    private final double[] block = new double[2 * Blocks.LENGTH];

    WithComplex(Relation relation, Cursor operand, Complex value) {
      this.relation = relation;
      this.operand = operand;
      for (int i = 0; i < values.length; i += 2) {
        values[i] = value.real();
        values[i + 1] = value.imaginary();
      }
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      operand.loadComplex(from, count, block);
      Pairs.compare(relation, block, values, count, bits);
    }
  }
}
