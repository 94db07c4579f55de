package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// x86's extended precision, 64 bits of mantissa with its leading one, 15 of exponent and a sign,
/// as NumPy's long double keeps it in 16 bytes: written exactly from doubles and integers, and read
/// as integers.
final class Extended {
  private static final int BIAS = 16383;
  private static final int SPECIAL = 0x7fff;
  private static final int SIGN = 0x8000;

  private Extended() {}

  static void set(MemorySegment memory, long at, ByteOrder order, double value) {
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
  static void set(MemorySegment memory, long at, ByteOrder order, long value, boolean unsigned) {
    if (value == 0) {
      set(memory, at, order, 0, 0);
      return;
    }
    boolean negative = value < 0 && !unsigned;
    scaled(memory, at, order, negative ? -value : value, 0, negative ? SIGN : 0);
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

  /// The integer towards zero; what is out of range, or NaN, is what [X86] makes of it.
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
