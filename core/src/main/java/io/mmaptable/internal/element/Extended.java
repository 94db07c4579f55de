package io.mmaptable.internal.element;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// x86's extended precision, 64 bits of mantissa with its leading one, 15 of exponent and a sign,
/// as NumPy's long double keeps it in 16 bytes: written from doubles, integers and decimal numbers,
/// and read as floats and integers, each rounded once.
public final class Extended {
  private static final int BIAS = 16383;
  private static final int SPECIAL = 0x7fff;
  private static final int SIGN = 0x8000;

  /// The exponent of the mantissa's last bit in the smallest numbers.
  private static final int LEAST = 1 - BIAS - 63;

  /// Decimal numbers with so many digits before the point, or zeros behind it, are past all others.
  private static final int MOST_DIGITS = 5_000;

  /// The bits of the mantissa that a double has no room for.
  private static final long PAST_DOUBLE = 0x7ff;

  private Extended() {}

  public static void set(MemorySegment memory, long at, ByteOrder order, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int sign = bits < 0 ? SIGN : 0;
    long fraction = bits & 0xf_ffff_ffff_ffffL;
    if (!Double.isFinite(value)) {
      set(memory, at, order, Long.MIN_VALUE | fraction << 11, sign | SPECIAL);
    } else if (value == 0) {
      set(memory, at, order, 0, sign);
    } else {
      int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
      boolean normal = Math.abs(value) >= Double.MIN_NORMAL;
      scaled(memory, at, order, normal ? fraction | 1L << 52 : fraction, exponent - 52, sign);
    }
  }

  /// Sets an integer.
  ///
  /// @param unsigned whether a negative number stands for the bits of a uint64
  public static void set(
      MemorySegment memory, long at, ByteOrder order, long value, boolean unsigned) {
    if (value == 0) {
      set(memory, at, order, 0, 0);
      return;
    }
    boolean negative = value < 0 && !unsigned;
    scaled(memory, at, order, negative ? -value : value, 0, negative ? SIGN : 0);
  }

  /// Sets the number that is nearest to a decimal one, ties to even.
  public static void set(
      MemorySegment memory, long at, ByteOrder order, BigDecimal magnitude, boolean negative) {
    int sign = negative ? SIGN : 0;
    long digits = (long) magnitude.precision() - magnitude.scale();
    if (magnitude.signum() == 0 || digits < -MOST_DIGITS) {
      set(memory, at, order, 0, sign);
      return;
    }
    if (digits > MOST_DIGITS) {
      set(memory, at, order, Long.MIN_VALUE, sign | SPECIAL);
      return;
    }
    BigInteger over = magnitude.unscaledValue().multiply(tenTo(-magnitude.scale()));
    BigInteger under = tenTo(magnitude.scale());
    int exponent = Math.max(LEAST, over.bitLength() - under.bitLength() - 64);
    BigInteger mantissa = divided(over, under, exponent);
    while (mantissa.bitLength() > 64) {
      exponent++;
      mantissa = divided(over, under, exponent);
    }
    int biased = mantissa.bitLength() == 64 ? exponent + 63 + BIAS : 0;
    boolean infinite = biased >= SPECIAL;
    set(
        memory,
        at,
        order,
        infinite ? Long.MIN_VALUE : mantissa.longValue(),
        sign | (infinite ? SPECIAL : biased));
  }

  private static BigInteger tenTo(int exponent) {
    return BigInteger.TEN.pow(Math.max(0, exponent));
  }

  /// A quotient by a power of two, rounded to the nearest integer, ties to even.
  private static BigInteger divided(BigInteger over, BigInteger under, int exponent) {
    BigInteger divisor = under.shiftLeft(Math.max(0, exponent));
    BigInteger[] parts = over.shiftLeft(Math.max(0, -exponent)).divideAndRemainder(divisor);
    int comparison = parts[1].shiftLeft(1).compareTo(divisor);
    boolean up = comparison > 0 || (comparison == 0 && parts[0].testBit(0));
    return up ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  private static void scaled(
      MemorySegment memory, long at, ByteOrder order, long mantissa, int exponent, int sign) {
    int zeros = Long.numberOfLeadingZeros(mantissa);
    set(memory, at, order, mantissa << zeros, sign | (exponent + 63 - zeros + BIAS));
  }

  private static void set(
      MemorySegment memory, long at, ByteOrder order, long mantissa, int signAndExponent) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    Elements.setBits(memory, little ? at + 8 : at, 8, order, little ? signAndExponent : 0);
    Elements.setBits(memory, little ? at : at + 8, 8, order, mantissa);
    if (!little) {
      Elements.setBits(memory, at + 6, 2, order, signAndExponent);
    }
  }

  /// The nearest float.
  static float getFloat(MemorySegment memory, long at, ByteOrder order) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    long mantissa = Elements.bits(memory, little ? at : at + 8, 8, order);
    int signAndExponent = (int) Elements.bits(memory, little ? at + 8 : at + 6, 2, order);
    int exponent = signAndExponent & SPECIAL;
    if (exponent == SPECIAL || (mantissa & PAST_DOUBLE) == 0) {
      return (float) Elements.real(memory, at, 16, order);
    }
    // Round to odd: the double's last bit remembers that something was dropped.
    long odd = (mantissa | (PAST_DOUBLE + 1)) & ~PAST_DOUBLE;
    double magnitude = Math.scalb(Elements.unsignedToDouble(odd), exponent - BIAS - 63);
    return (float) ((signAndExponent & SIGN) == 0 ? magnitude : -magnitude);
  }

  /// The integer towards zero; what is out of range, or NaN, is what [FloatTruncation] makes of it.
  ///
  /// @param unsigned whether the bits of a uint64 are asked for
  static long getLong(MemorySegment memory, long at, ByteOrder order, boolean unsigned) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    long mantissa = Elements.bits(memory, little ? at : at + 8, 8, order);
    int signAndExponent = (int) Elements.bits(memory, little ? at + 8 : at + 6, 2, order);
    int drop = BIAS + 63 - (signAndExponent & SPECIAL);
    if (drop > 63) {
      return 0;
    }
    boolean negative = (signAndExponent & SIGN) != 0;
    boolean isNaN = (signAndExponent & SPECIAL) == SPECIAL && mantissa != Long.MIN_VALUE;
    if (drop <= 0) {
      boolean beyond = unsigned && !negative && !isNaN;
      return !beyond ? Long.MIN_VALUE : drop == 0 ? mantissa : 0;
    }
    long magnitude = mantissa >>> drop;
    return negative ? -magnitude : magnitude;
  }
}
