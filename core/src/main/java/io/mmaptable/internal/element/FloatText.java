package io.mmaptable.internal.element;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// The digits of floating-point numbers, as few as tell them apart from their neighbours.
public final class FloatText {
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
  public static double rounded(double value, int itemSize) {
    return switch (itemSize) {
      case 2 -> Float.float16ToFloat(Halves.fromDouble(value));
      case 4 -> (float) value;
      default -> value;
    };
  }

  private static BigDecimal shortestHalf(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 5; digits++) {
      // Above a power of two numbers are sparser, and one rounded up may do where the nearer does
      // not.
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (Float.float16ToFloat(Halves.fromDouble(rounded.doubleValue())) == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(5, RoundingMode.HALF_EVEN));
  }

  /// What Python's `str` gives for a NumPy scalar of that size.
  public static String scalar(FloatValue value, int itemSize) {
    String digits = digits(value, itemSize, false);
    boolean whole = value.isFinite() && digits.indexOf('.') < 0 && digits.indexOf('e') < 0;
    return whole ? digits + ".0" : digits;
  }

  /// What Python's `str` gives for a NumPy scalar of that size.
  public static String scalar(double value, int itemSize) {
    return scalar(FloatValue.of(value, itemSize), itemSize);
  }

  /// What Python's `str` gives for a complex number whose parts are of that size.
  public static String complex(FloatValue real, FloatValue imaginary, int partSize) {
    boolean alone = real.isFinite() && real.exact().signum() == 0 && !real.negative();
    return alone
        ? digits(imaginary, partSize, false) + "j"
        : "(" + digits(real, partSize, false) + digits(imaginary, partSize, true) + "j)";
  }

  private static String digits(FloatValue value, int itemSize, boolean signed) {
    if (!value.isFinite()) {
      return value.special(signed);
    }
    String sign = value.negative() ? "-" : signed ? "+" : "";
    BigDecimal magnitude = value.exact();
    boolean positional =
        magnitude.signum() == 0
            || (magnitude.compareTo(BigDecimal.valueOf(exponentFrom(itemSize, 1e16))) < 0
                && magnitude.compareTo(new BigDecimal("1e-4")) >= 0);
    return sign + (positional ? value.shortest().toPlainString() : scientific(value.shortest()));
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
}
