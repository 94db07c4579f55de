package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.FloatText;
import io.mmaptable.internal.element.FloatValue;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Java's numbers and strings (those in arrays too), which have no dtype of their own: they take on
/// the one of the array that they are put into, if that holds them, as Python's do in NumPy 2.
final class WeakValues {
  private WeakValues() {}

  static boolean isWeak(Object value) {
    return value instanceof Number || NestedValues.type(value) == String.class;
  }

  /// A weak value as an array that may go into one of some dtype without any further check.
  ///
  /// @throws IllegalArgumentException if the dtype does not hold the value
  static NdArray toNdArray(DType dtype, Object value) {
    return switch (value) {
      case Number number -> number(dtype, number);
      default -> texts(dtype, NdArray.asArray(value));
    };
  }

  private static NdArray number(DType dtype, Number value) {
    return switch (dtype) {
      case DType.Int(int size, _) -> integer(dtype, value, size * 8 - 1, true);
      case DType.UInt(int size, _) -> integer(dtype, value, size * 8, false);
      case DType.DateTime _, DType.TimeDelta _ -> integer(dtype, value, 63, true);
      case DType.Floating _, DType.Complex _ -> real(value);
      case DType.Bytes(int size) -> text(dtype, size, value);
      case DType.Text(int length, _) -> text(dtype, length, value);
      case DType.Bool _, DType.Opaque _, DType.Struct _ ->
          throw Fitting.unfit(String.valueOf(value), dtype);
    };
  }

  private static boolean isFloat(Number value) {
    return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
  }

  private static NdArray integer(DType dtype, Number value, int bits, boolean signed) {
    if (isFloat(value)) {
      throw Fitting.unfit(String.valueOf(value), dtype);
    }
    var exact = new BigInteger(value.toString());
    if (exact.bitLength() > bits || (!signed && exact.signum() < 0)) {
      throw Fitting.unfit(String.valueOf(value), dtype);
    }
    return JavaArrays.scalar(signed ? DType.INT64 : DType.UINT64, exact.longValue());
  }

  private static NdArray real(Number value) {
    if (isFloat(value)) {
      return JavaArrays.scalar(DType.FLOAT64, value.doubleValue());
    }
    var exact = new BigInteger(value.toString());
    if (exact.bitLength() < 64) {
      return JavaArrays.scalar(DType.INT64, exact.longValue());
    }
    return exact.bitLength() == 64 && exact.signum() > 0
        ? JavaArrays.scalar(DType.UINT64, exact.longValue())
        : JavaArrays.scalar(DType.FLOAT64, exact.doubleValue());
  }

  private static NdArray text(DType dtype, int width, Number value) {
    int size = value instanceof Float ? 4 : 8;
    String text =
        value instanceof Double || value instanceof Float
            ? FloatText.scalar(FloatValue.of(value.doubleValue(), size), size)
            : value.toString();
    TextFitting.requireWidth(dtype, width, text);
    return NdArray.asArray(text);
  }

  /// Text, which may say what time it is.
  private static NdArray texts(DType dtype, NdArray texts) {
    switch (dtype) {
      case DType.Bytes _, DType.Text _ -> Fitting.requireFits(dtype, texts, false);
      case DType.DateTime _, DType.TimeDelta _ -> {
        return times(dtype, texts);
      }
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Opaque _,
          DType.Struct _ ->
          Casting.SAME_KIND.require(texts.dtype(), dtype);
    }
    return texts;
  }

  private static NdArray times(DType dtype, NdArray texts) {
    NdArray times = NdArray.zeros(dtype, texts.lengths());
    var from = new Offsets(texts, 0);
    var to = new Offsets(times, 0);
    for (long i = 0; i < texts.size(); i++) {
      String text = Elements.getString(texts.segment(), from.next(), texts.dtype());
      TextCopy.set(times.segment(), to.next(), dtype, text, true);
    }
    return times;
  }
}
