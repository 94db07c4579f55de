package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.ComplexLoops;
import io.mmaptable.internal.kernel.DoubleLoops;
import io.mmaptable.internal.kernel.FloatLoops;
import io.mmaptable.internal.kernel.LongLoops;
import io.mmaptable.internal.kernel.Unary;

/// The nodes of operations on single numbers.
final class UnaryOperations {
  private UnaryOperations() {}

  /// An operation.
  ///
  /// @param dtype the dtype of the result, whose lanes the operand is loaded as
  static Node of(Unary operation, DType dtype, Node operand) {
    return Operations.of(dtype, opening(operation, dtype), Operands.as(operand, dtype));
  }

  private static Operations.Opening opening(Unary operation, DType dtype) {
    return switch (Lanes.of(dtype)) {
      case LONGS ->
          cursors ->
              new LongOperation(
                  dtype,
                  cursors.getFirst(),
                  null,
                  (a, _, count) -> LongLoops.apply(operation, a, count));
      case FLOATS ->
          cursors ->
              new FloatOperation(
                  dtype.itemSize() == 2,
                  cursors.getFirst(),
                  null,
                  (a, _, count) -> FloatLoops.apply(operation, a, count));
      case DOUBLES ->
          cursors ->
              new DoubleOperation(
                  cursors.getFirst(),
                  null,
                  (a, _, count) -> DoubleLoops.apply(operation, a, count));
      case COMPLEX ->
          cursors ->
              new ComplexOperation(
                  dtype.itemSize() == 8,
                  cursors.getFirst(),
                  null,
                  (a, _, count) -> ComplexLoops.apply(operation, a, count));
      case TRUTHS, NONE -> throw refused(operation, dtype);
    };
  }

  static UnsupportedOperationException refused(Object operation, DType dtype) {
    return new UnsupportedOperationException(
        "there is no " + operation + " of elements of " + dtype);
  }
}
