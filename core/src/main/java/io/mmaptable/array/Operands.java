package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.time.TimeCast;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// What stands beside an array in an operation: arrays, expressions and Java's values.
final class Operands {
  private static final int LONG_BITS = 64;

  private Operands() {}

  /// A value as an expression. Java's numbers are weak, all else is an array.
  ///
  /// @throws IllegalArgumentException if it is neither a number nor what becomes an array
  static Expression of(Object value) {
    return switch (value) {
      case Expression expression -> expression;
      case Number number -> new Expression(new ValueNode(alone(number), number));
      case Complex number -> new Expression(new ValueNode(DType.COMPLEX128, number));
      default -> NdArray.asArray(value).lazy();
    };
  }

  /// The dtype of a number that meets no array, as NumPy has it. Integers of more than 64 bits,
  /// which NumPy keeps as objects, can only become floats.
  private static DType alone(Number value) {
    if (isFloat(value)) {
      return DType.FLOAT64;
    }
    BigInteger exact = integer(value);
    if (exact.bitLength() < LONG_BITS) {
      return DType.INT64;
    }
    return exact.bitLength() == LONG_BITS && exact.signum() > 0 ? DType.UINT64 : DType.FLOAT64;
  }

  /// The elements as those of a dtype that they have been promoted to. Numbers of other lanes are
  /// converted when they are loaded; a Java number is checked, and times change their unit.
  ///
  /// @throws IllegalArgumentException if the dtype does not hold a Java number
  static Node as(Node node, DType dtype) {
    if (node instanceof ValueNode value) {
      return value.as(dtype);
    }
    if (!isTime(node.dtype()) || !isTime(dtype)) {
      return node;
    }
    TimeCast cast = TimeCast.of(node.dtype(), dtype);
    return cast.isIdentity()
        ? node
        : Operations.of(
            dtype,
            cursors ->
                new LongOperation(
                    dtype, cursors.getFirst(), null, (a, _, count) -> cast.convert(a, count)),
            node);
  }

  /// The elements themselves, as results: in the machine's byte order.
  static Node inNativeOrder(Node node) {
    return Operations.of(Layouts.inNativeOrder(node.dtype()), List::getFirst, node);
  }

  static boolean isTime(DType dtype) {
    return dtype instanceof DType.DateTime || dtype instanceof DType.TimeDelta;
  }

  static boolean isFloat(Object value) {
    return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
  }

  /// An integer of any Java type that is one.
  static BigInteger integer(Number value) {
    return value instanceof BigInteger exact ? exact : new BigInteger(value.toString());
  }
}
