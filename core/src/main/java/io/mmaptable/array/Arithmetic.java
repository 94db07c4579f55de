package io.mmaptable.array;

import io.mmaptable.internal.kernel.Binary;
import io.mmaptable.internal.kernel.Unary;
import org.jspecify.annotations.Nullable;

/// What element-wise operations make of expressions: their dtype, their shape, and the node that
/// computes them.
final class Arithmetic {
  private Arithmetic() {}

  static Expression binary(Binary operation, Expression left, Object right) {
    return Pending.of("binary", operation, left, right);
  }

  static Expression unary(Unary operation, Expression operand) {
    return Pending.of("unary", operation, operand);
  }

  static Expression round(Expression operand, int decimals) {
    return Pending.of("round", operand, decimals);
  }

  static Expression clip(Expression operand, @Nullable Object low, @Nullable Object high) {
    return Pending.of("clip", operand, low == null, high == null);
  }
}
