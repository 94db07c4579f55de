package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import io.mmaptable.internal.kernel.ComplexLoops;
import io.mmaptable.internal.kernel.DoubleLoops;
import io.mmaptable.internal.kernel.FloatLoops;
import io.mmaptable.internal.kernel.LongLoops;
import io.mmaptable.internal.kernel.Unary;
import org.jspecify.annotations.Nullable;

/// What element-wise operations make of expressions: their dtype, their shape, and the node that
/// computes them.
final class Arithmetic {
  private Arithmetic() {}

  static Expression binary(Binary operation, Expression left, Object right) {
    return new Expression(binary(operation, left.node(), Operands.of(right).node()));
  }

  static Expression unary(Unary operation, Expression operand) {
    return new Expression(unary(operation, operand.node()));
  }

  static Expression round(Expression operand, int decimals) {
    return new Expression(Rounding.round(operand.node(), decimals));
  }

  static Expression clip(Expression operand, @Nullable Object low, @Nullable Object high) {
    return new Expression(Clipping.clip(operand.node(), low, high));
  }

  static Node binary(Binary operation, Node left, Node right) {
    if (operation == Binary.AND || operation == Binary.OR || operation == Binary.XOR) {
      return Bitwise.binary(operation, left, right);
    }
    if (Operands.isTime(left.dtype()) || Operands.isTime(right.dtype())) {
      return TimeArithmetic.binary(operation, left, right);
    }
    if (!Promotion.isNumber(left.dtype()) || !Promotion.isNumber(right.dtype())) {
      throw refused(operation, left.dtype(), right.dtype());
    }
    return numbers(operation, Promotion.of(left, right), left, right);
  }

  /// An operation on numbers that become a dtype.
  static Node numbers(Binary operation, DType common, Node left, Node right) {
    return switch (Lanes.of(common)) {
      case TRUTHS -> truths(operation, left, right);
      case LONGS -> integers(operation, common, left, right);
      case FLOATS, DOUBLES -> node(operation, common, left, right);
      case COMPLEX -> {
        if (operation == Binary.FLOOR_DIV || operation == Binary.MOD) {
          throw refused(operation, left.dtype(), right.dtype());
        }
        yield node(operation, common, left, right);
      }
      case NONE -> throw refused(operation, left.dtype(), right.dtype());
    };
  }

  /// What NumPy makes of bool: `+` is or, `*` is and, `-` is refused, and what divides counts.
  private static Node truths(Binary operation, Node left, Node right) {
    return switch (operation) {
      case ADD, MAXIMUM -> Bitwise.binary(Binary.OR, left, right);
      case MUL, MINIMUM -> Bitwise.binary(Binary.AND, left, right);
      case DIV -> node(operation, DType.FLOAT64, left, right);
      case FLOOR_DIV, MOD, POW -> node(operation, DType.INT8, left, right);
      case SUB, AND, OR, XOR -> throw refused(operation, left.dtype(), right.dtype());
    };
  }

  private static Node integers(Binary operation, DType common, Node left, Node right) {
    return node(operation, operation == Binary.DIV ? DType.FLOAT64 : common, left, right);
  }

  private static Node node(Binary operation, DType dtype, Node left, Node right) {
    return Operations.of(
        dtype, opening(operation, dtype), Operands.as(left, dtype), Operands.as(right, dtype));
  }

  private static Operations.Opening opening(Binary operation, DType dtype) {
    return switch (Lanes.of(dtype)) {
      case LONGS -> {
        boolean unsigned = LongOperation.isLongest(dtype);
        yield cursors ->
            new LongOperation(
                dtype,
                cursors.get(0),
                cursors.get(1),
                (a, b, count) -> LongLoops.apply(operation, unsigned, a, b, count));
      }
      case FLOATS ->
          cursors ->
              new FloatOperation(
                  dtype.itemSize() == 2,
                  cursors.get(0),
                  cursors.get(1),
                  (a, b, count) -> FloatLoops.apply(operation, a, b, count));
      case DOUBLES ->
          cursors ->
              new DoubleOperation(
                  cursors.get(0),
                  cursors.get(1),
                  (a, b, count) -> DoubleLoops.apply(operation, a, b, count));
      case COMPLEX ->
          cursors ->
              new ComplexOperation(
                  dtype.itemSize() == 8,
                  cursors.get(0),
                  cursors.get(1),
                  (a, b, count) -> ComplexLoops.apply(operation, a, b, count));
      case TRUTHS, NONE -> throw new IllegalStateException(operation + " of " + dtype);
    };
  }

  private static Node unary(Unary operation, Node operand) {
    DType dtype = operand.dtype();
    if (operation == Unary.NOT) {
      return Bitwise.not(operand);
    }
    if (Operands.isTime(dtype)) {
      return TimeArithmetic.unary(operation, operand);
    }
    return switch (operation) {
      case NEG -> negated(operand);
      case ABS -> Magnitudes.of(operand);
      case FLOOR, CEIL -> Rounding.toWhole(operation, operand);
      case SQRT -> UnaryOperations.of(operation, root(dtype), operand);
      case NOT -> Bitwise.not(operand);
    };
  }

  private static Node negated(Node operand) {
    if (operand.dtype() instanceof DType.Bool) {
      throw new UnsupportedOperationException(
          "bool has no negative numbers; not() is the opposite");
    }
    return UnaryOperations.of(Unary.NEG, plain(Unary.NEG, operand.dtype()), operand);
  }

  /// The dtype of square roots.
  private static DType root(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> DType.FLOAT16;
      case DType.Int _, DType.UInt _ ->
          dtype.itemSize() == 1
              ? DType.FLOAT16
              : dtype.itemSize() == 2 ? DType.FLOAT32 : DType.FLOAT64;
      case DType.Floating _, DType.Complex _ -> Promotion.of(dtype, dtype);
      case DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          throw UnaryOperations.refused(Unary.SQRT, dtype);
    };
  }

  private static DType plain(Unary operation, DType dtype) {
    if (!Promotion.isNumber(dtype)) {
      throw UnaryOperations.refused(operation, dtype);
    }
    return Promotion.of(dtype, dtype);
  }

  private static UnsupportedOperationException refused(Binary operation, DType left, DType right) {
    return new UnsupportedOperationException(
        "there is no " + operation + " of elements of " + left + " and of " + right);
  }
}
