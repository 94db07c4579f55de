package io.mmaptable.internal.element;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Prints a set of floats with a common number of places and a common width, as NumPy's
/// `FloatingFormat` does.
public final class FloatColumn {
  private static final int PRECISION = 8;

  private final int itemSize;
  private final boolean signed;
  private final List<FloatValue> finite = new ArrayList<>();
  private boolean anySpecial;
  private boolean anyNegativeInfinite;
  private boolean scientific;
  private int padLeft;
  private int padRight;
  private int exponentDigits;

  /// A column of numbers of a size.
  ///
  /// @param signed whether they carry a sign always, or only where they are negative
  public FloatColumn(int itemSize, boolean signed) {
    this.itemSize = itemSize;
    this.signed = signed;
  }

  public void add(FloatValue value) {
    if (value.isFinite()) {
      finite.add(value);
    } else {
      anySpecial = true;
      anyNegativeInfinite |= value.kind() == FloatValue.Kind.INFINITE && value.negative();
    }
  }

  public void fit() {
    scientific = needsExponent();
    exponentDigits = scientific ? 2 : 0;
    for (FloatValue value : finite) {
      String text = positional(value);
      if (scientific) {
        BigDecimal digits = rounded(value);
        text = mantissa(value, digits);
        String exponent = String.valueOf(Math.abs(exponent(digits)));
        exponentDigits = Math.max(exponentDigits, exponent.length());
      }
      int point = text.indexOf('.');
      padLeft = Math.max(padLeft, point);
      padRight = Math.max(padRight, text.length() - point - 1);
    }
    finite.clear();
    if (anySpecial) {
      int longest = signed || anyNegativeInfinite ? 4 : 3;
      padLeft = Math.max(padLeft, longest - places());
    }
  }

  /// The width of the point and what comes after it.
  private int places() {
    return 1 + padRight + (scientific ? exponentDigits + 2 : 0);
  }

  public String format(FloatValue value) {
    if (!value.isFinite()) {
      String text = value.special(signed);
      return " ".repeat(Math.max(0, padLeft + places() - text.length())) + text;
    }
    BigDecimal digits = scientific ? significant(value) : value.shortest();
    String text = scientific ? mantissa(value, digits) : positional(value);
    int point = text.indexOf('.');
    int missing = Math.max(0, padRight - (text.length() - point - 1));
    String after =
        scientific
            ? "0".repeat(missing) + FloatText.exponent(exponent(digits), exponentDigits)
            : " ".repeat(missing);
    return " ".repeat(Math.max(0, padLeft - point)) + text + after;
  }

  /// As many digits as the column shows: where others need more, a number has its own instead of
  /// zeros.
  private BigDecimal significant(FloatValue value) {
    BigDecimal digits = rounded(value);
    return digits.precision() > padRight
        ? digits
        : value
            .exact()
            .round(new MathContext(padRight + 1, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
  }

  /// The imaginary part: its padding goes behind the `j`.
  public String formatImaginary(FloatValue value) {
    String text = format(value);
    String digits = text.stripTrailing();
    return digits + "j" + " ".repeat(text.length() - digits.length());
  }

  private boolean needsExponent() {
    BigDecimal largest = BigDecimal.ZERO;
    BigDecimal smallest = BigDecimal.ZERO;
    for (FloatValue value : finite) {
      BigDecimal magnitude = value.exact();
      if (magnitude.signum() > 0) {
        largest = largest.max(magnitude);
        smallest = smallest.signum() == 0 ? magnitude : smallest.min(magnitude);
      }
    }
    return largest.signum() > 0
        && (largest.compareTo(BigDecimal.valueOf(FloatText.exponentFrom(itemSize, 1e8))) >= 0
            || smallest.compareTo(new BigDecimal(FloatText.rounded(1e-4, itemSize))) < 0
            || isRatioAbove1000(largest, smallest));
  }

  private boolean isRatioAbove1000(BigDecimal largest, BigDecimal smallest) {
    return itemSize == 16
        ? largest.compareTo(smallest.scaleByPowerOfTen(3)) > 0
        : FloatText.rounded(largest.doubleValue() / smallest.doubleValue(), itemSize) > 1000;
  }

  /// Digits before and after a point, at most eight after it and no trailing zeros.
  private String positional(FloatValue value) {
    BigDecimal digits = value.shortest();
    if (digits.scale() > PRECISION) {
      digits = value.exact().setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String text = digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
    return sign(value) + text + (text.indexOf('.') < 0 ? "." : "");
  }

  /// One digit before the point, and the others after it.
  private String mantissa(FloatValue value, BigDecimal digits) {
    String unscaled = digits.unscaledValue().toString();
    return sign(value) + unscaled.charAt(0) + "." + unscaled.substring(1);
  }

  private static int exponent(BigDecimal digits) {
    return digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
  }

  private static BigDecimal rounded(FloatValue value) {
    BigDecimal digits = value.shortest();
    return digits.precision() <= PRECISION + 1
        ? digits
        : value
            .exact()
            .round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
  }

  private String sign(FloatValue value) {
    return value.negative() ? "-" : signed ? "+" : "";
  }
}
