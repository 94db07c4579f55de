package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import io.mmaptable.internal.kernel.ComplexLoops;
import io.mmaptable.internal.kernel.DoubleLoops;
import io.mmaptable.internal.kernel.FloatLoops;
import io.mmaptable.internal.kernel.Unary;

/// Numbers without their fractions, or with so many decimals.
final class Rounding {
  private static final String ROUND = "ROUND";

  private Rounding() {}

  /// Floors and ceilings, which integers are already.
  static Node toWhole(Unary operation, Node operand) {
    DType dtype = operand.dtype();
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _ -> Operands.inNativeOrder(operand);
      case DType.Floating _ -> UnaryOperations.of(operation, Promotion.of(dtype, dtype), operand);
      case DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          throw UnaryOperations.refused(operation, dtype);
    };
  }

  /// NumPy's `round`: what is multiplied by a power of ten is rounded, and divided again.
  static Node round(Node operand, int decimals) {
    DType dtype = operand.dtype();
    return switch (dtype) {
      case DType.Int _, DType.UInt _ ->
          decimals >= 0 ? Operands.inNativeOrder(operand) : integers(operand, decimals, dtype);
      case DType.Floating _, DType.Complex _ -> real(operand, decimals, Promotion.of(dtype, dtype));
      case DType.Bool _ -> {
        if (decimals != 0) {
          throw UnaryOperations.refused(ROUND, dtype);
        }
        yield rint(operand, DType.FLOAT16);
      }
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          throw UnaryOperations.refused(ROUND, dtype);
    };
  }

  /// @param dtype what the elements are computed as
  private static Node real(Node operand, int decimals, DType dtype) {
    if (decimals == 0) {
      return rint(operand, dtype);
    }
    double ten = Math.pow(10, Math.abs((double) decimals));
    if (dtype instanceof DType.Complex) {
      return complex(operand, dtype, dtype.itemSize() == 8 ? (float) ten : ten, decimals > 0);
    }
    Node power = Operands.of(ten).node();
    Binary there = decimals > 0 ? Binary.MUL : Binary.DIV;
    Binary back = decimals > 0 ? Binary.DIV : Binary.MUL;
    Node scaled = Arithmetic.binary(there, operand, power);
    return Arithmetic.binary(back, rint(scaled, dtype), power);
  }

  /// Integers are rounded as doubles, and become what NumPy casts those to.
  private static Node integers(Node operand, int decimals, DType dtype) {
    Node rounded = real(operand, decimals, DType.FLOAT64);
    return Operations.of(
        Promotion.of(dtype, dtype),
        cursors -> new TruncatedCursor(dtype, cursors.getFirst()),
        rounded);
  }

  private static Node rint(Node operand, DType dtype) {
    return switch (Lanes.of(dtype)) {
      case FLOATS ->
          Operations.of(
              dtype,
              cursors ->
                  new FloatOperation(
                      dtype.itemSize() == 2,
                      cursors.getFirst(),
                      null,
                      (a, _, count) -> FloatLoops.rint(a, count)),
              operand);
      case DOUBLES ->
          Operations.of(
              dtype,
              cursors ->
                  new DoubleOperation(
                      cursors.getFirst(), null, (a, _, count) -> DoubleLoops.rint(a, count)),
              operand);
      case COMPLEX -> complex(operand, dtype, 1, true);
      case TRUTHS, LONGS, NONE -> throw UnaryOperations.refused(ROUND, dtype);
    };
  }

  private static Node complex(Node operand, DType dtype, double power, boolean multiplies) {
    boolean single = dtype.itemSize() == 8;
    return Operations.of(
        dtype,
        cursors ->
            new ComplexOperation(
                single,
                cursors.getFirst(),
                null,
                (a, _, count) -> ComplexLoops.round(a, power, multiplies, single, count)),
        operand);
  }
}
