package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import org.jspecify.annotations.Nullable;

/// Elements between two bounds.
final class Clipping {
  private Clipping() {}

  /// NumPy's `clip`: the larger of elements and low bounds, then the smaller of those and the high
  /// ones. A Java integer beyond which the dtype has none is no bound.
  static Node clip(Node operand, @Nullable Object low, @Nullable Object high) {
    @Nullable Node least = bound(operand, low, -1);
    @Nullable Node most = bound(operand, high, 1);
    Node raised = least == null ? operand : bounded(Binary.MAXIMUM, operand, least, most);
    return most == null ? raised : bounded(Binary.MINIMUM, raised, most, least);
  }

  private static @Nullable Node bound(Node operand, @Nullable Object value, int side) {
    @Nullable Node bound = value == null ? null : Operands.of(value).node();
    boolean beyond = bound instanceof ValueNode weak && weak.beyond(operand.dtype()) == side;
    return beyond && Fitting.hasLongs(operand.dtype()) ? null : bound;
  }

  /// Bounds elements on one side, as the dtype that the bound on the other side has a say in too.
  private static Node bounded(
      Binary operation, Node operand, Node bound, @Nullable Node otherBound) {
    if (!isNumeric(operand, bound, otherBound)) {
      return Arithmetic.binary(operation, operand, bound);
    }
    DType strong = operand.dtype();
    strong = Promotion.isWeak(bound) ? strong : Promotion.of(strong, bound.dtype());
    if (otherBound != null && !Promotion.isWeak(otherBound)) {
      strong = Promotion.of(strong, otherBound.dtype());
    }
    DType dtype = bound instanceof ValueNode weak ? Promotion.of(strong, weak) : strong;
    if (otherBound instanceof ValueNode weak) {
      dtype = Promotion.of(dtype, weak);
    }
    return Arithmetic.numbers(operation, dtype, operand, bound);
  }

  private static boolean isNumeric(Node operand, Node bound, @Nullable Node otherBound) {
    return Promotion.isNumber(operand.dtype())
        && Promotion.isNumber(bound.dtype())
        && (otherBound == null || Promotion.isNumber(otherBound.dtype()));
  }
}
