package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.util.List;

/// A floating-point number of any size with all its digits.
///
/// @param kind whether it is a number at all
/// @param negative whether its sign is set
/// @param exact the magnitude, of a finite one
/// @param shortest the fewest digits that tell it from its neighbours
public record FloatValue(Kind kind, boolean negative, BigDecimal exact, BigDecimal shortest) {
  private static final int EXTENDED_BIAS = 16383 + 63;
  private static final int EXTENDED_LEAST = 1 - EXTENDED_BIAS;
  private static final int MOST_DIGITS = 21;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /// What a floating-point number can be.
  enum Kind {
    FINITE,
    INFINITE,
    NAN
  }

  /// Reads an element of 2, 4, 8 or 16 bytes.
  public static FloatValue load(MemorySegment memory, long at, int size, ByteOrder order) {
    return size == 16
        ? extended(memory, at, order)
        : of(Elements.real(memory, at, size, order), size);
  }

  /// A number in the precision of a size.
  public static FloatValue of(double value, int size) {
    boolean negative = Math.copySign(1, value) < 0;
    if (!Double.isFinite(value)) {
      return special(Double.isNaN(value) ? Kind.NAN : Kind.INFINITE, negative);
    }
    double magnitude = Math.abs(value);
    return new FloatValue(
        Kind.FINITE,
        negative,
        new BigDecimal(magnitude),
        FloatText.shortest(magnitude, size).stripTrailingZeros());
  }

  private static FloatValue special(Kind kind, boolean negative) {
    return new FloatValue(kind, negative, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /// x86's 80-bit extended precision: 64 bits of mantissa with its leading one, 15 of exponent, the
  /// sign; then padding.
  private static FloatValue extended(MemorySegment memory, long at, ByteOrder order) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    long mantissa = Elements.bits(memory, little ? at : at + 8, 8, order);
    int signAndExponent = (int) Elements.bits(memory, little ? at + 8 : at + 6, 2, order);
    boolean negative = (signAndExponent & 0x8000) != 0;
    int exponent = signAndExponent & 0x7fff;
    if (exponent == 0x7fff) {
      return special(mantissa << 1 == 0 ? Kind.INFINITE : Kind.NAN, negative);
    }
    if (mantissa == 0) {
      return new FloatValue(Kind.FINITE, negative, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    BigInteger digits = new BigInteger(Long.toUnsignedString(mantissa));
    int power = Math.max(exponent - EXTENDED_BIAS, EXTENDED_LEAST);
    BigDecimal exact = scaled(digits, power);
    // Below a power of two the next number is half as far.
    boolean narrow = mantissa == Long.MIN_VALUE && power > EXTENDED_LEAST;
    BigDecimal above = scaled(BigInteger.ONE, power - 1);
    BigDecimal below = narrow ? scaled(BigInteger.ONE, power - 2) : above;
    return new FloatValue(Kind.FINITE, negative, exact, shortest(exact, below, above));
  }

  private static BigDecimal scaled(BigInteger digits, int power) {
    BigDecimal number = new BigDecimal(digits);
    return power >= 0
        ? number.multiply(TWO.pow(power))
        : number.multiply(new BigDecimal("0.5").pow(-power));
  }

  private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
    BigDecimal least = exact.subtract(below);
    BigDecimal most = exact.add(above);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      // Above a power of two numbers are sparser, and one rounded up may do where the nearer does
      // not.
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.compareTo(least) > 0 && rounded.compareTo(most) < 0) {
          return rounded.stripTrailingZeros();
        }
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  boolean isFinite() {
    return kind == Kind.FINITE;
  }

  /// `nan` or `inf`, with a sign where it is negative or always.
  String special(boolean signed) {
    String plus = signed ? "+" : "";
    return kind == Kind.NAN ? plus + "nan" : (negative ? "-" : plus) + "inf";
  }
}
