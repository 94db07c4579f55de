package io.mmaptable.array;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads numbers as Python's `int`, `float` and `complex` do.
final class PythonNumbers {
  private static final String DECIMAL =
      "(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?\\d++)?+|(?i:inf(?:inity)?|nan)";
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d++");
  private static final Pattern FLOAT = Pattern.compile("[+-]?(?:" + DECIMAL + ")");
  private static final Pattern DIGITS = Pattern.compile("[+-]?[\\d.][^a-df-zA-DF-Z]*+");
  private static final Pattern COMPLEX =
      Pattern.compile(
          "(?<real>[+-]?(?:" + DECIMAL + "))?(?:(?<imaginary>[+-]?(?:" + DECIMAL + ")?)[jJ])?");
  private static final Pattern UNDERSCORE = Pattern.compile("(?<=\\d)_(?=\\d)");

  private PythonNumbers() {}

  static BigInteger parseInteger(String text) {
    String digits = plain(text);
    if (!INTEGER.matcher(digits).matches()) {
      throw new IllegalArgumentException("value ('" + text + "') is no integer");
    }
    return new BigInteger(digits);
  }

  static double parseFloat(String text) {
    String digits = plain(text);
    if (!FLOAT.matcher(digits).matches()) {
      throw new IllegalArgumentException("value ('" + text + "') is no number");
    }
    return decimal(digits);
  }

  /// The magnitude of a number that [#parseFloat] takes, with all its digits; null for infinities
  /// and NaN, and where the exponent is past all that a double distinguishes.
  static @Nullable BigDecimal parseMagnitude(String text) {
    String digits = plain(text);
    if (!DIGITS.matcher(digits).matches()) {
      return null;
    }
    try {
      return new BigDecimal(digits).abs();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static Complex parseComplex(String text) {
    String plain = plain(text);
    if (plain.startsWith("(") && plain.endsWith(")")) {
      plain = plain.substring(1, plain.length() - 1).strip();
    }
    if (plain.toLowerCase(Locale.ROOT).endsWith("j") && FLOAT.matcher(unit(plain)).matches()) {
      return new Complex(0, decimal(unit(plain)));
    }
    Matcher matcher = COMPLEX.matcher(plain);
    String real = matcher.matches() ? matcher.group("real") : null;
    if (real == null) {
      throw new IllegalArgumentException("value ('" + text + "') is no complex number");
    }
    String imaginary = matcher.group("imaginary");
    if (imaginary == null) {
      return new Complex(decimal(real), 0);
    }
    if (imaginary.isEmpty() || "+-".indexOf(imaginary.charAt(0)) < 0) {
      throw new IllegalArgumentException("value ('" + text + "') is no complex number");
    }
    return new Complex(
        decimal(real), decimal(imaginary.length() == 1 ? imaginary + "1" : imaginary));
  }

  /// The factor of `j`, which is one where there is none.
  private static String unit(String imaginary) {
    String factor = imaginary.substring(0, imaginary.length() - 1);
    return factor.isEmpty() || factor.equals("+") || factor.equals("-") ? factor + "1" : factor;
  }

  private static double decimal(String digits) {
    String lower = digits.toLowerCase(Locale.ROOT);
    if (lower.endsWith("nan")) {
      return Double.NaN;
    }
    if (lower.contains("inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(digits);
  }

  /// Without the white space around it, with every script's digits as ASCII ones, and without
  /// underscores between them.
  private static String plain(String text) {
    var ascii = new StringBuilder();
    text.strip()
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(ascii::appendCodePoint);
    return UNDERSCORE.matcher(ascii).replaceAll("");
  }
}
