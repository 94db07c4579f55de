package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Conversions;
import io.mmaptable.internal.kernel.ComplexLoops;
import io.mmaptable.internal.kernel.Unary;

/// Absolute values, which are real numbers for complex ones too.
final class Magnitudes {
  private Magnitudes() {}

  static Node of(Node operand) {
    DType dtype = operand.dtype();
    return switch (dtype) {
      case DType.Bool _, DType.UInt _ -> Operands.inNativeOrder(operand);
      case DType.Int _, DType.Floating _ ->
          UnaryOperations.of(Unary.ABS, Promotion.of(dtype, dtype), operand);
      case DType.Complex(int size, _) ->
          size == 8
              ? Operations.of(DType.FLOAT32, c -> new Singles(c.getFirst()), operand)
              : Operations.of(DType.FLOAT64, c -> new Doubles(c.getFirst()), operand);
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          throw UnaryOperations.refused(Unary.ABS, dtype);
    };
  }

  /// Those of complex128.
  private static final class Doubles extends DoubleCursor {
    private final Cursor complex;
    private final double[] pairs = new double[2 * Blocks.LENGTH];

    Doubles(Cursor complex) {
      this.complex = complex;
    }

    @Override
    void load(long from, int count, double[] into) {
      complex.loadComplex(from, count, pairs);
      ComplexLoops.abs(pairs, count);
      System.arraycopy(pairs, 0, into, 0, count);
    }
  }

  /// Those of complex64.
  private static final class Singles extends FloatCursor {
    private final Cursor complex;
    private final double[] pairs = new double[2 * Blocks.LENGTH];

    Singles(Cursor complex) {
      this.complex = complex;
    }

    @Override
    void load(long from, int count, float[] into) {
      complex.loadComplex(from, count, pairs);
      ComplexLoops.abs(pairs, count);
      Conversions.narrow(pairs, into, count);
    }
  }
}
