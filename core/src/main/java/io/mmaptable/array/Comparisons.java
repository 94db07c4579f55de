package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Quality;
import io.mmaptable.internal.kernel.Relation;
import java.util.List;
import java.util.Locale;

/// Lazy masks: comparisons, and questions about single elements.
final class Comparisons {
  private Comparisons() {}

  static Expression compare(Relation relation, Expression left, Object right) {
    return new Expression(node(relation, left.node(), operand(left.dtype(), right)));
  }

  static Expression classify(Quality quality, Expression operand) {
    return new Expression(Qualities.node(quality, operand.node()));
  }

  /// A `byte[]` beside bytes is one element, and not a row of numbers.
  private static Node operand(DType beside, Object value) {
    if (beside instanceof DType.Bytes && value instanceof byte[] bytes) {
      return new ArrayNode(JavaArrays.toNdArray(bytes, beside));
    }
    if (value instanceof String text) {
      return new ArrayNode(text(beside, text));
    }
    return Operands.of(value).node();
  }

  private static Node node(Relation relation, Node left, Node right) {
    if (right instanceof ValueNode value) {
      Node array = left instanceof ValueNode other ? array(other) : left;
      return withValue(relation, array, value.value());
    }
    if (left instanceof ValueNode value) {
      return withValue(swapped(relation), right, value.value());
    }
    return nodes(relation, left, right);
  }

  private static Node array(ValueNode value) {
    return new ArrayNode(NdArray.asArray(value.value()));
  }

  private static Node withValue(Relation relation, Node node, Object value) {
    return switch (value) {
      case Number number -> WeakComparison.of(relation, node, number);
      case Complex number -> WeakComparison.of(relation, node, number);
      case String text -> nodes(relation, node, new ArrayNode(text(node.dtype(), text)));
      default -> nodes(relation, node, new ArrayNode(NdArray.asArray(value)));
    };
  }

  /// A string takes on the kind of what it is compared with, as where it is assigned.
  private static NdArray text(DType beside, String text) {
    return switch (beside) {
      case DType.Bytes _ -> NdArray.asArray(text, new DType.Bytes(text.length()));
      case DType.DateTime _, DType.TimeDelta _ -> WeakValues.toNdArray(beside, text);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          NdArray.asArray(text);
    };
  }

  /// Compares elements that have a dtype.
  static Node nodes(Relation relation, Node left, Node right) {
    DType first = left.dtype();
    DType second = right.dtype();
    if (isVoid(first) || isVoid(second)) {
      return StructComparison.of(relation, left, right);
    }
    if (Promotion.isNumber(first) && Promotion.isNumber(second)) {
      return NumberComparison.of(relation, left, right);
    }
    if (isString(first) && first.getClass() == second.getClass()) {
      return StringComparison.of(relation, left, right);
    }
    if (TimeComparison.isComparable(first, second)) {
      return TimeComparison.of(relation, left, right);
    }
    return unlike(relation, left, right);
  }

  private static boolean isVoid(DType dtype) {
    return dtype instanceof DType.Struct || dtype instanceof DType.Opaque;
  }

  private static boolean isString(DType dtype) {
    return dtype instanceof DType.Text || dtype instanceof DType.Bytes;
  }

  /// Elements that have nothing in common, as text and numbers: never equal, and in no order.
  static Node unlike(Relation relation, Node left, Node right) {
    return switch (relation) {
      case EQ -> constant(false, left, right);
      case NE -> constant(true, left, right);
      case LT, LE, GT, GE -> throw refused(relation, left.dtype(), right.dtype());
    };
  }

  static UnsupportedOperationException refused(Relation relation, DType left, DType right) {
    return new UnsupportedOperationException(
        "elements of "
            + left
            + " and "
            + right
            + " cannot be compared by "
            + relation.name().toLowerCase(Locale.ROOT));
  }

  /// The same for all elements.
  static Node constant(boolean value, Node... operands) {
    return new ComputedNode(DType.BOOL, List.of(operands), _ -> new ConstantTruths(value));
  }

  static Relation swapped(Relation relation) {
    return switch (relation) {
      case EQ, NE -> relation;
      case LT -> Relation.GT;
      case LE -> Relation.GE;
      case GT -> Relation.LT;
      case GE -> Relation.LE;
    };
  }

  /// Whether a relation holds of a number that compares with another one as this one with zero.
  static boolean holds(Relation relation, int sign) {
    return switch (relation) {
      case EQ -> sign == 0;
      case NE -> sign != 0;
      case LT -> sign < 0;
      case LE -> sign <= 0;
      case GT -> sign > 0;
      case GE -> sign >= 0;
    };
  }
}
