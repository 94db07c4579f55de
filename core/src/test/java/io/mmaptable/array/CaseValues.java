package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;

/// Values as `cases/generate.py` writes them.
final class CaseValues {
  private CaseValues() {}

  static String token(Object item) {
    return switch (item) {
      case null -> "null";
      case Boolean value -> "Boolean " + (value ? "True" : "False");
      case Long value -> "Integer " + value;
      case BigInteger value -> "Integer " + value;
      case Double value -> "Double " + bits(value);
      case Complex(double real, double imaginary) ->
          "Complex " + bits(real) + "," + bits(imaginary);
      case String value -> "String " + value;
      case byte[] value -> "byte[] " + HexFormat.of().formatHex(value);
      case LocalDate value -> "LocalDate " + value.toEpochDay();
      case Instant value -> "Instant " + value.getEpochSecond() + "," + value.getNano();
      case Duration value -> "Duration " + value.getSeconds() + "," + value.getNano();
      default -> item.getClass() + " " + item;
    };
  }

  static String bits(double value) {
    return Double.isNaN(value) ? "nan" : HexFormat.of().toHexDigits(Double.doubleToLongBits(value));
  }

  /// The letter of the first rule that allows a cast.
  static char rule(DType from, DType to) {
    for (Casting casting : Casting.values()) {
      if (casting.allows(from, to)) {
        return casting == Casting.SAME_KIND ? 'k' : casting.toString().charAt(0);
      }
    }
    return '-';
  }

  static Object scalar(String token) {
    int colon = token.indexOf(':');
    String text = token.substring(colon + 1);
    return switch (token.substring(0, colon)) {
      case "int" -> integer(new BigInteger(text));
      case "float" -> real(text);
      case "bool" -> text.equals("True");
      case "str" -> text;
      case "complex" -> new Complex(1.5, -2);
      default -> throw new AssertionError(token);
    };
  }

  private static Object integer(BigInteger value) {
    if (value.bitLength() > 63) {
      return value;
    }
    return value.longValue();
  }

  static double real(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  static Casting casting(String rule) {
    return Arrays.stream(Casting.values())
        .filter(casting -> casting.toString().equals(rule))
        .findFirst()
        .orElseThrow();
  }
}
