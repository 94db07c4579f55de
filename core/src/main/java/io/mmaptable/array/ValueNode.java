package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Halves;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;

/// One Java number, which has no dimensions and takes on the dtype of what it meets. Until then its
/// dtype is the one that it has alone.
final class ValueNode extends Node {
  private final Object value;

  ValueNode(DType dtype, Object value) {
    super(dtype);
    this.value = value;
  }

  Object value() {
    return value;
  }

  /// The same number, of the dtype of what it has met.
  ///
  /// @throws IllegalArgumentException if the dtype does not hold it
  ValueNode as(DType dtype) {
    requireFits(dtype);
    return new ValueNode(dtype, value);
  }

  /// Whether an integer is below or above all that a dtype of integers holds: -1, 0 if it fits or
  /// there is no such question, or 1.
  int beyond(DType dtype) {
    if (Operands.isFloat(value) || !(value instanceof Number number)) {
      return 0;
    }
    BigInteger exact = Operands.integer(number);
    return switch (dtype) {
      case DType.Int(int size, _) -> exact.bitLength() < 8 * size ? 0 : exact.signum();
      case DType.UInt(int size, _) ->
          exact.signum() < 0 ? -1 : exact.bitLength() > 8 * size ? 1 : 0;
      case DType.DateTime _, DType.TimeDelta _ -> exact.bitLength() < 64 ? 0 : exact.signum();
      case DType.Bool _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          0;
    };
  }

  private void requireFits(DType dtype) {
    boolean whole = value instanceof Number && !Operands.isFloat(value);
    boolean real = value instanceof Number;
    boolean fits =
        switch (dtype) {
          case DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ ->
              whole && beyond(dtype) == 0;
          case DType.Floating _ -> real;
          case DType.Complex _ -> true;
          case DType.Bool _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> false;
        };
    if (!fits) {
      throw Fitting.unfit(String.valueOf(value), dtype);
    }
  }

  @Override
  List<NdArray> arrays() {
    return List.of();
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return this;
  }

  @Override
  Cursor open() {
    Lanes lanes = Lanes.of(dtype());
    if (value instanceof Complex(double real, double imaginary)) {
      return new ConstantCursor(lanes, 0, rounded(real), rounded(imaginary));
    }
    var number = (Number) value;
    long integer = lanes == Lanes.LONGS ? Operands.integer(number).longValue() : 0;
    return new ConstantCursor(lanes, integer, rounded(number.doubleValue()), 0);
  }

  /// A number in the precision of the dtype.
  private double rounded(double number) {
    return switch (dtype()) {
      case DType.Floating(int size, _) when size == 2 ->
          Float.float16ToFloat(Halves.fromDouble(number));
      case DType.Floating(int size, _) -> size == 4 ? (float) number : number;
      case DType.Complex(int size, _) -> size == 8 ? (float) number : number;
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          number;
    };
  }
}
