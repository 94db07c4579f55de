package io.mmaptable.array;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Prints a set of floats with a common number of places and a common width, as NumPy's
/// `FloatingFormat` does.
final class FloatColumn {
  private static final int PRECISION = 8;

  private final boolean signed;
  private final List<String> texts = new ArrayList<>();
  private final List<Double> finite = new ArrayList<>();
  private int itemSize = 8;
  private boolean anyNaN;
  private boolean anyInfinite;
  private boolean anyNegativeInfinite;
  private boolean scientific;
  private int padLeft;
  private int padRight;
  private int exponentDigits;

  /// A column whose numbers carry a sign always, or only where they are negative.
  FloatColumn(boolean signed) {
    this.signed = signed;
  }

  void add(double value, int size) {
    itemSize = size;
    if (Double.isNaN(value)) {
      anyNaN = true;
    } else if (Double.isInfinite(value)) {
      anyInfinite = true;
      anyNegativeInfinite |= value < 0;
    } else {
      finite.add(value);
    }
  }

  void fit() {
    scientific = needsExponent();
    for (double value : finite) {
      if (scientific) {
        exponentDigits =
            Math.max(exponentDigits, String.valueOf(Math.abs(exponent(value))).length());
      }
    }
    exponentDigits = Math.max(exponentDigits, 2);
    for (double value : finite) {
      String text = scientific ? mantissa(value, PRECISION, false) : positional(value);
      int point = text.indexOf('.');
      padLeft = Math.max(padLeft, point);
      padRight = Math.max(padRight, text.length() - point - 1);
    }
    int pointAndPlaces = 1 + padRight + (scientific && !finite.isEmpty() ? exponentDigits + 2 : 0);
    if (anyNaN) {
      padLeft = Math.max(padLeft, 3 - pointAndPlaces);
    }
    if (anyNaN || anyInfinite) {
      boolean sign = signed || anyNegativeInfinite;
      padLeft = Math.max(padLeft, 3 + (sign ? 1 : 0) - pointAndPlaces);
    }
    texts.clear();
  }

  String format(double value, int size) {
    itemSize = size;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String text = special(value);
      int width =
          padLeft + 1 + padRight + (scientific && !finite.isEmpty() ? exponentDigits + 2 : 0);
      return " ".repeat(Math.max(0, width - text.length())) + text;
    }
    if (scientific) {
      String text = mantissa(value, padRight, true);
      return " ".repeat(Math.max(0, padLeft - text.indexOf('.')))
          + text
          + FloatText.exponent(exponent(value), exponentDigits);
    }
    String text = positional(value);
    int point = text.indexOf('.');
    return " ".repeat(Math.max(0, padLeft - point))
        + text
        + " ".repeat(Math.max(0, padRight - (text.length() - point - 1)));
  }

  /// The imaginary part: its padding goes behind the `j`.
  String formatImaginary(double value, int size) {
    String text = format(value, size);
    String digits = text.stripTrailing();
    return digits + "j" + " ".repeat(text.length() - digits.length());
  }

  private String special(double value) {
    if (Double.isNaN(value)) {
      return signed ? "+nan" : "nan";
    }
    return value < 0 ? "-inf" : signed ? "+inf" : "inf";
  }

  private boolean needsExponent() {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double value : finite) {
      double magnitude = Math.abs(value);
      if (magnitude > 0) {
        largest = Math.max(largest, magnitude);
        smallest = Math.min(smallest, magnitude);
      }
    }
    return largest > 0
        && (largest >= FloatText.exponentFrom(itemSize, 1e8)
            || smallest < FloatText.rounded(1e-4, itemSize)
            || FloatText.rounded(largest / smallest, itemSize) > 1000);
  }

  /// Digits before and after a point, at most eight after it and no trailing zeros.
  private String positional(double value) {
    BigDecimal digits = FloatText.shortest(Math.abs(value), itemSize);
    if (digits.scale() > PRECISION) {
      digits = new BigDecimal(Math.abs(value)).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String text = digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
    return sign(value) + text + (text.indexOf('.') < 0 ? "." : "");
  }

  /// One digit before the point, and as many after it as are needed, or exactly as many as asked
  /// for.
  private String mantissa(double value, int places, boolean exactly) {
    BigDecimal digits = rounded(value);
    if (exactly && digits.precision() <= places) {
      // Where others need more digits, the number shows its own instead of zeros.
      digits =
          new BigDecimal(Math.abs(value))
              .round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    }
    String unscaled = digits.unscaledValue().toString();
    String fraction = digits.signum() == 0 ? "" : unscaled.substring(1);
    if (exactly) {
      fraction += "0".repeat(Math.max(0, places - fraction.length()));
    }
    return sign(value) + (digits.signum() == 0 ? "0" : unscaled.substring(0, 1)) + "." + fraction;
  }

  private int exponent(double value) {
    BigDecimal digits = rounded(value);
    return digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
  }

  private BigDecimal rounded(double value) {
    BigDecimal digits = FloatText.shortest(Math.abs(value), itemSize).stripTrailingZeros();
    if (digits.precision() > PRECISION + 1) {
      digits =
          new BigDecimal(Math.abs(value))
              .round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN))
              .stripTrailingZeros();
    }
    return digits;
  }

  private String sign(double value) {
    return FloatText.isNegative(value) ? "-" : signed ? "+" : "";
  }
}
