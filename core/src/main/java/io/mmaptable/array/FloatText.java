package io.mmaptable.array;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// The digits of floating-point numbers, as few as tell them apart from their neighbours.
final class FloatText {
  private FloatText() {}

  /// The shortest decimal that reads back as the number in its own precision.
  static BigDecimal shortest(double value, int itemSize) {
    return switch (itemSize) {
      case 2 -> shortestHalf(value);
      case 4 -> {
        float single = (float) value;
        BigDecimal digit = oneDigit(value);
        yield digit.floatValue() == single ? digit : new BigDecimal(Float.toString(single));
      }
      default -> {
        BigDecimal digit = oneDigit(value);
        yield digit.doubleValue() == value ? digit : new BigDecimal(Double.toString(value));
      }
    };
  }

  /// Java writes two digits at least: the smallest double is 4.9E-324 to it, and 5e-324 to NumPy.
  private static BigDecimal oneDigit(double value) {
    return new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
  }

  /// From which number on NumPy writes an exponent: none that has more digits before the point than
  /// its dtype is sure of (`numpy.finfo(dtype).precision`).
  static double exponentFrom(int itemSize, double most) {
    return switch (itemSize) {
      case 2 -> 1e3;
      case 4 -> 1e6;
      default -> most;
    };
  }

  /// A number in the precision of an item size.
  static double rounded(double value, int itemSize) {
    return switch (itemSize) {
      case 2 -> Float.float16ToFloat(Halves.fromDouble(value));
      case 4 -> (float) value;
      default -> value;
    };
  }

  private static BigDecimal shortestHalf(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 5; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (Float.float16ToFloat(Halves.fromDouble(rounded.doubleValue())) == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(5, RoundingMode.HALF_EVEN));
  }

  /// What Python's `str` gives for a NumPy scalar of that size.
  static String scalar(double value, int itemSize) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double magnitude = Math.abs(value);
    String sign = isNegative(value) ? "-" : "";
    if (magnitude != 0 && (magnitude >= exponentFrom(itemSize, 1e16) || magnitude < 1e-4)) {
      return sign + scientific(shortest(magnitude, itemSize));
    }
    String digits = shortest(magnitude, itemSize).stripTrailingZeros().toPlainString();
    return sign + digits + (digits.indexOf('.') < 0 ? ".0" : "");
  }

  /// What Python's `str` gives for a complex number whose parts are of that size.
  static String complex(double real, double imaginary, int partSize) {
    String digits = scalar(imaginary, partSize);
    return "(" + scalar(real, partSize) + (digits.startsWith("-") ? "" : "+") + digits + "j)";
  }

  private static String scientific(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String digits = stripped.unscaledValue().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + exponent(exponent, 2);
  }

  static String exponent(int exponent, int digits) {
    return (exponent < 0 ? "e-" : "e+")
        + String.format(Locale.ROOT, "%0" + digits + "d", Math.abs(exponent));
  }

  static boolean isNegative(double value) {
    return Math.copySign(1, value) < 0;
  }
}
