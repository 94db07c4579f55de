package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.time.CommonUnits;
import java.nio.ByteOrder;

/// The dtype that elements of two dtypes become when they meet, which is in the machine's byte
/// order: NumPy's `result_type`.
///
/// Long doubles, which are computed as doubles, become float64 where NumPy keeps them.
final class Promotion {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Promotion() {}

  /// The dtype of two expressions' elements. Java's numbers are weak, as Python's are (NEP 50):
  /// they take on the other's dtype, or its float or complex one where it is of a lesser kind.
  ///
  /// @throws UnsupportedOperationException if there is none
  static DType of(Node first, Node second) {
    if (isWeak(first) == isWeak(second)) {
      return of(first.dtype(), second.dtype());
    }
    return isWeak(first)
        ? of(second.dtype(), (ValueNode) first)
        : of(first.dtype(), (ValueNode) second);
  }

  /// Whether an expression is a Java number, without a dtype of its own.
  static boolean isWeak(Node node) {
    return node instanceof ValueNode;
  }

  /// The dtype of two dtypes' elements.
  ///
  /// @throws UnsupportedOperationException if there is none
  static DType of(DType first, DType second) {
    return switch (first) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          isNumber(second) ? numbers(first, second) : others(second, first);
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          others(first, second);
    };
  }

  static boolean isNumber(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ -> true;
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          false;
    };
  }

  /// The dtype of elements that meet a Java number.
  static DType of(DType dtype, ValueNode value) {
    Object number = value.value();
    if (dtype instanceof DType.Bytes || dtype instanceof DType.Text) {
      throw none(dtype, value.dtype());
    }
    if (!isNumber(dtype)) {
      return of(dtype, value.dtype());
    }
    boolean inexact = dtype instanceof DType.Floating || dtype instanceof DType.Complex;
    if (number instanceof Complex) {
      return inexact ? complex(2 * floatSize(dtype)) : DType.COMPLEX128;
    }
    if (Operands.isFloat(number)) {
      return inexact ? numbers(dtype, dtype) : DType.FLOAT64;
    }
    return dtype instanceof DType.Bool ? DType.INT64 : numbers(dtype, dtype);
  }

  private static DType numbers(DType first, DType second) {
    if (first instanceof DType.Complex || second instanceof DType.Complex) {
      return complex(2 * Math.max(floatSize(first), floatSize(second)));
    }
    if (first instanceof DType.Floating || second instanceof DType.Floating) {
      return floating(Math.max(floatSize(first), floatSize(second)));
    }
    if (first instanceof DType.Bool) {
      return Layouts.inNativeOrder(second);
    }
    if (second instanceof DType.Bool) {
      return Layouts.inNativeOrder(first);
    }
    return integers(first, second);
  }

  private static DType integers(DType first, DType second) {
    int size = Math.max(first.itemSize(), second.itemSize());
    boolean signed = first instanceof DType.Int;
    if (signed == (second instanceof DType.Int)) {
      return signed ? new DType.Int(size, ORDER) : new DType.UInt(size, ORDER);
    }
    int unsigned = signed ? second.itemSize() : first.itemSize();
    int needed = Math.max(signed ? first.itemSize() : second.itemSize(), 2 * unsigned);
    return needed > 8 ? DType.FLOAT64 : new DType.Int(needed, ORDER);
  }

  /// The size of the float that numbers become beside floats; of the parts of complex ones.
  private static int floatSize(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> 2;
      case DType.Int(int size, _) -> Math.min(8, 2 * size);
      case DType.UInt(int size, _) -> Math.min(8, 2 * size);
      case DType.Floating(int size, _) -> Math.min(8, size);
      case DType.Complex(int size, _) -> size / 2;
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw new IllegalArgumentException(dtype + " is no number");
    };
  }

  private static DType floating(int size) {
    return new DType.Floating(size, ORDER);
  }

  private static DType complex(int size) {
    return new DType.Complex(Math.max(8, size), ORDER);
  }

  /// Promotes what is no number, and anything.
  private static DType others(DType first, DType second) {
    return switch (first) {
      case DType.DateTime(DateTimeUnit unit, _) -> datetimes(first, unit, second);
      case DType.TimeDelta(DateTimeUnit unit, _) -> timedeltas(first, unit, second);
      case DType.Bytes(int size) -> bytes(first, size, second);
      case DType.Text(int length, _) -> text(first, length, second);
      case DType.Opaque _, DType.Struct _ -> same(first, second);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          throw none(first, second);
    };
  }

  private static DType datetimes(DType dtype, DateTimeUnit unit, DType other) {
    return switch (other) {
      case DType.DateTime(DateTimeUnit second, _) ->
          new DType.DateTime(common(dtype, unit, other, second), ORDER);
      case DType.TimeDelta(DateTimeUnit second, _) ->
          new DType.DateTime(common(dtype, unit, other, second), ORDER);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw none(dtype, other);
    };
  }

  private static DType timedeltas(DType dtype, DateTimeUnit unit, DType other) {
    return switch (other) {
      case DType.DateTime(DateTimeUnit second, _) ->
          new DType.DateTime(common(dtype, unit, other, second), ORDER);
      case DType.TimeDelta(DateTimeUnit second, _) ->
          new DType.TimeDelta(common(dtype, unit, other, second), ORDER);
      case DType.Bool _, DType.Int _ -> Layouts.inNativeOrder(dtype);
      case DType.UInt(int size, _) when size < 8 -> Layouts.inNativeOrder(dtype);
      case DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw none(dtype, other);
    };
  }

  private static DateTimeUnit common(
      DType dtype, DateTimeUnit unit, DType other, DateTimeUnit second) {
    boolean spans = dtype instanceof DType.TimeDelta && other instanceof DType.TimeDelta;
    try {
      return CommonUnits.of(unit, second, spans);
    } catch (ArithmeticException e) {
      UnsupportedOperationException none = none(dtype, other);
      none.initCause(e);
      throw none;
    }
  }

  private static DType bytes(DType dtype, int size, DType other) {
    return switch (other) {
      case DType.Bytes(int second) -> new DType.Bytes(Math.max(size, second));
      case DType.Text _ -> others(other, dtype);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          new DType.Bytes(Math.max(size, CastRules.textWidth(other)));
      case DType.DateTime _, DType.TimeDelta _, DType.Opaque _, DType.Struct _ ->
          throw none(dtype, other);
    };
  }

  private static DType text(DType dtype, int length, DType other) {
    return switch (other) {
      case DType.Bytes(int second) -> new DType.Text(Math.max(length, second), ORDER);
      case DType.Text(int second, _) -> new DType.Text(Math.max(length, second), ORDER);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          new DType.Text(Math.max(length, CastRules.textWidth(other)), ORDER);
      case DType.DateTime _, DType.TimeDelta _, DType.Opaque _, DType.Struct _ ->
          throw none(dtype, other);
    };
  }

  private static DType same(DType first, DType second) {
    if (Layouts.inNativeOrder(first).equals(Layouts.inNativeOrder(second))) {
      return Layouts.inNativeOrder(first);
    }
    throw none(first, second);
  }

  private static UnsupportedOperationException none(DType first, DType second) {
    return new UnsupportedOperationException(
        "elements of " + first + " and of " + second + " have no dtype in common");
  }
}
