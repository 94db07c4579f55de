package io.mmaptable.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How floating-point numbers are written as text.
public sealed interface FloatFormat {
  /// As few digits as tell a number from its neighbours in its own precision, as Python prints it.
  FloatFormat SHORTEST = new Shortest();

  /// A number of digits after the point.
  ///
  /// @param digits how many, as in `%.3f`
  /// @return the format
  /// @throws IllegalArgumentException if there are less than 0 or more than 1100
  static FloatFormat fixed(int digits) {
    return new Fixed(digits);
  }

  /// A number of digits after the point, and an exponent.
  ///
  /// @param digits how many, as in `%.3e`
  /// @return the format
  /// @throws IllegalArgumentException if there are less than 0 or more than 1100
  static FloatFormat scientific(int digits) {
    return new Scientific(digits);
  }

  /// The format that C and Python write as `%.3f` or `%.3e`.
  ///
  /// @param text the format; six digits if it says none
  /// @return the format
  /// @throws IllegalArgumentException if it is another one
  static FloatFormat parse(String text) {
    Matcher format = Pattern.compile("%(\\.(\\d{1,4}))?([fe])").matcher(text);
    if (!format.matches()) {
      throw new IllegalArgumentException(
          "format '" + text + "' of floats: expected one such as %.3f or %.3e");
    }
    int digits = format.group(2) == null ? 6 : Integer.parseInt(format.group(2));
    return format.group(3).equals("f") ? fixed(digits) : scientific(digits);
  }

  /// As few digits as needed.
  record Shortest() implements FloatFormat {}

  /// Digits after the point.
  ///
  /// @param digits how many
  record Fixed(int digits) implements FloatFormat {
    /// Checks the number of digits.
    ///
    /// @throws IllegalArgumentException if there are less than 0 or more than 1100
    public Fixed {
      requireDigits(digits);
    }

    /// Rounds the exact value, half of a digit to the even one, as C does.
    String text(double value) {
      String digitsOf =
          new BigDecimal(value).abs().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
      return sign(value) + digitsOf;
    }
  }

  /// Digits and an exponent.
  ///
  /// @param digits how many after the point
  record Scientific(int digits) implements FloatFormat {
    /// Checks the number of digits.
    ///
    /// @throws IllegalArgumentException if there are less than 0 or more than 1100
    public Scientific {
      requireDigits(digits);
    }

    /// Rounds the exact value, half of a digit to the even one, as C does.
    String text(double value) {
      BigDecimal rounded =
          new BigDecimal(value).abs().round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
      int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
      String all = rounded.unscaledValue().toString();
      String shown = all + "0".repeat(Math.max(0, digits + 1 - all.length()));
      return sign(value)
          + shown.charAt(0)
          + (digits == 0 ? "" : "." + shown.substring(1, digits + 1))
          + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
  }

  private static void requireDigits(int digits) {
    if (digits < 0 || digits > 1100) {
      throw new IllegalArgumentException("digits (" + digits + ") after the point: 0 to 1100");
    }
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }
}
