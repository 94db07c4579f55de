package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Binary;
import io.mmaptable.internal.kernel.TimeKernels;
import io.mmaptable.internal.kernel.Unary;
import java.util.List;
import java.util.Locale;

/// Computes with points in time and spans of time, by NumPy's rules
/// (<https://numpy.org/doc/stable/reference/arrays.datetime.html>).
final class TimeArithmetic {
  private TimeArithmetic() {}

  /// What is computed of two operands, one of which is of times.
  ///
  /// @throws UnsupportedOperationException if there is no such operation for the dtypes, or their
  ///   units have none in common
  static Node binary(Binary operation, Node left, Node right) {
    Node first = settled(left, right.dtype());
    Node second = settled(right, left.dtype());
    DType a = first.dtype();
    DType b = second.dtype();
    return switch (operation) {
      case ADD -> sum(first, second);
      case SUB -> difference(first, second);
      case MINIMUM, MAXIMUM -> {
        boolean alike = TimeComparison.isComparable(a, b);
        require(alike, operation, a, b);
        yield times(TimeCursor.common(a, b), operation, first, second);
      }
      case MUL -> {
        boolean swap = !(a instanceof DType.TimeDelta);
        yield scaled(operation, swap ? second : first, swap ? first : second);
      }
      case DIV, FLOOR_DIV, MOD -> quotient(operation, first, second);
      case POW, AND, OR, XOR -> throw refused(operation, a, b);
    };
  }

  /// What is computed of times.
  ///
  /// @throws UnsupportedOperationException if there is no such operation for the dtype
  static Node unary(Unary operation, Node operand) {
    if (!(operand.dtype() instanceof DType.TimeDelta(var unit, _))) {
      throw refused(operation, operand.dtype());
    }
    TimeOperation.InPlace kernel =
        switch (operation) {
          case NEG -> TimeKernels::negate;
          case ABS -> TimeKernels::abs;
          case FLOOR, CEIL, SQRT, NOT -> throw refused(operation, operand.dtype());
        };
    return new ComputedNode(
        TimeCursor.span(unit),
        List.of(operand),
        nodes -> new TimeOperation.OfOne(nodes.getFirst().open(), kernel));
  }

  /// A Java value as an array: an integer, or a string, takes on the dtype of the times beside it.
  private static Node settled(Node node, DType beside) {
    if (!(node instanceof ValueNode weak)) {
      return node;
    }
    if (weak.value() instanceof Number number && !Operands.isFloat(number)) {
      return new ArrayNode(WeakValues.toNdArray(DType.INT64, number));
    }
    return new ArrayNode(
        weak.value() instanceof String text && Operands.isTime(beside)
            ? WeakValues.toNdArray(beside, text)
            : NdArray.asArray(weak.value()));
  }

  private static Node sum(Node first, Node second) {
    DType a = first.dtype();
    DType b = second.dtype();
    boolean points = a instanceof DType.DateTime || b instanceof DType.DateTime;
    boolean spans = TimeCursor.isSpan(a) || TimeCursor.isSpan(b);
    require(spans && isTimeOrInteger(a) && isTimeOrInteger(b), Binary.ADD, a, b);
    DType common = points ? moved(Binary.ADD, a, b) : TimeCursor.common(a, b);
    return times(common, Binary.ADD, first, second);
  }

  private static Node difference(Node first, Node second) {
    DType a = first.dtype();
    DType b = second.dtype();
    if (a instanceof DType.DateTime && b instanceof DType.DateTime) {
      DType common = TimeCursor.common(a, b);
      return times(TimeCursor.span(TimeCursor.unit(common)), common, Binary.SUB, first, second);
    }
    require(isTimeOrInteger(a) && TimeCursor.isSpan(b), Binary.SUB, a, b);
    DType common = a instanceof DType.DateTime ? moved(Binary.SUB, a, b) : TimeCursor.common(a, b);
    return times(common, Binary.SUB, first, second);
  }

  private static boolean isTimeOrInteger(DType dtype) {
    return dtype instanceof DType.DateTime || TimeCursor.isSpan(dtype);
  }

  /// The dtype of points in time that spans are added to. Spans of months are no number of days,
  /// and points without a unit are nowhere.
  private static DType moved(Binary operation, DType left, DType right) {
    DType common = TimeCursor.common(left, right);
    DType point = left instanceof DType.DateTime ? left : right;
    DType span = left instanceof DType.DateTime ? right : left;
    if (span instanceof DType.TimeDelta) {
      DType target = TimeCursor.span(TimeCursor.unit(common));
      boolean exact =
          Casting.SAME_KIND.allows(span, target) && Casting.SAME_KIND.allows(point, common);
      require(exact, operation, left, right);
    }
    return common;
  }

  private static Node scaled(Binary operation, Node spans, Node numbers) {
    DType a = spans.dtype();
    DType b = numbers.dtype();
    boolean truths = operation != Binary.MUL && b instanceof DType.Bool;
    boolean integers = TimeCursor.isInteger(b) && !truths;
    require(
        a instanceof DType.TimeDelta && (integers || b instanceof DType.Floating), operation, a, b);
    return new ComputedNode(
        TimeCursor.span(TimeCursor.unit(a)),
        List.of(spans, numbers),
        nodes ->
            integers
                ? new TimeOperation.OfTwo(
                    nodes.get(0).open(),
                    nodes.get(1).open(),
                    operation == Binary.MUL ? TimeKernels::multiply : TimeKernels::divide)
                : new TimeOperation.Scaled(
                    nodes.get(0).open(), nodes.get(1).open(), operation == Binary.MUL));
  }

  private static Node quotient(Binary operation, Node first, Node second) {
    DType a = first.dtype();
    DType b = second.dtype();
    if (operation != Binary.MOD && !(b instanceof DType.TimeDelta)) {
      return scaled(operation, first, second);
    }
    boolean spans = a instanceof DType.TimeDelta && b instanceof DType.TimeDelta;
    require(spans, operation, a, b);
    DType common = TimeCursor.common(a, b);
    if (operation == Binary.DIV) {
      return new ComputedNode(
          DType.FLOAT64,
          List.of(first, second),
          nodes ->
              new TimeOperation.Ratio(
                  TimeCursor.open(nodes.get(0), common), TimeCursor.open(nodes.get(1), common)));
    }
    DType result = operation == Binary.MOD ? common : DType.INT64;
    return times(result, common, operation, first, second);
  }

  private static Node times(DType common, Binary operation, Node first, Node second) {
    return times(common, common, operation, first, second);
  }

  private static Node times(DType result, DType common, Binary operation, Node first, Node second) {
    TimeOperation.Kernel kernel = kernel(operation);
    return new ComputedNode(
        result,
        List.of(first, second),
        nodes ->
            new TimeOperation.OfTwo(
                TimeCursor.open(nodes.get(0), as(nodes.get(0), common)),
                TimeCursor.open(nodes.get(1), as(nodes.get(1), common)),
                kernel));
  }

  /// Spans that are added to points stay spans, in the points' unit.
  private static DType as(Node node, DType common) {
    return node.dtype() instanceof DType.TimeDelta
        ? TimeCursor.span(TimeCursor.unit(common))
        : common;
  }

  private static TimeOperation.Kernel kernel(Binary operation) {
    return switch (operation) {
      case ADD -> TimeKernels::add;
      case SUB -> TimeKernels::subtract;
      case MINIMUM -> TimeKernels::minimum;
      case MAXIMUM -> TimeKernels::maximum;
      case FLOOR_DIV -> TimeKernels::floorDivide;
      case MOD -> TimeKernels::mod;
      case MUL, DIV, POW, AND, OR, XOR ->
          throw new IllegalStateException(operation + " of times and times");
    };
  }

  private static void require(boolean allowed, Binary operation, DType left, DType right) {
    if (!allowed) {
      throw refused(operation, left, right);
    }
  }

  private static UnsupportedOperationException refused(Enum<?> operation, DType... dtypes) {
    String names = String.join(" and ", List.of(dtypes).stream().map(DType::toString).toList());
    return new UnsupportedOperationException(
        "there is no " + operation.name().toLowerCase(Locale.ROOT) + " of " + names);
  }
}
