package io.mmaptable.array;

import io.mmaptable.internal.order.KeyForm;

/// One of the keys by which the elements of an array are ordered: a long each. Elements with equal
/// keys are told from each other by the next key. A key is used by one thread.
abstract class OrderKey {

  /// Loads the keys of elements in C order.
  abstract void load(long from, int count, long[] into);

  /// The key of an element of a 1-d array.
  abstract long at(long position);

  /// The key by which the largest element comes first, and NaN and NaT still come last.
  abstract long descending(long key);

  /// Keys of single numbers.
  static final class OfNumber extends OrderKey {
    private final NdArray bits;
    private final Blocks blocks;
    private final KeyForm form;
    private final ElementBits element;

    OfNumber(NdArray numbers) {
      this.bits = Sorting.bits(numbers);
      this.blocks = new Blocks(bits);
      this.form = KeyForm.of(numbers.dtype());
      this.element = new ElementBits(bits);
    }

    @Override
    void load(long from, int count, long[] into) {
      blocks.load(from, count, into);
      form.keys(into, 0, count);
    }

    @Override
    long at(long position) {
      return form.key(element.at(position));
    }

    @Override
    long descending(long key) {
      return key == KeyForm.LAST && form.hasLast() ? key : ~key;
    }
  }

  /// The first key of complex numbers: which of their parts are NaN. Those of which none is come
  /// first, then those whose imaginary part is, then the real one, then both.
  static final class OfNaNs extends OrderKey {
    private final OrderKey real;
    private final OrderKey imaginary;
    private long[] block = new long[0];

    OfNaNs(OrderKey real, OrderKey imaginary) {
      this.real = real;
      this.imaginary = imaginary;
    }

    @Override
    void load(long from, int count, long[] into) {
      if (block.length < count) {
        block = new long[count];
      }
      real.load(from, count, block);
      imaginary.load(from, count, into);
      for (int i = 0; i < count; i++) {
        into[i] = key(block[i], into[i]);
      }
    }

    @Override
    long at(long position) {
      return key(real.at(position), imaginary.at(position));
    }

    private static long key(long real, long imaginary) {
      return (real == KeyForm.LAST ? 2L : 0) + (imaginary == KeyForm.LAST ? 1 : 0);
    }

    @Override
    long descending(long key) {
      return key;
    }
  }

  /// Keys of long doubles: sign and exponent first, then the mantissa.
  static final class OfExtended extends OrderKey {
    private static final int SPECIAL = 0x7fff;
    private static final int SIGN = 0x8000;

    private final boolean upper;
    private final OrderKey signs;
    private final OrderKey mantissas;
    private long[] block = new long[0];

    /// Of one key of the two.
    ///
    /// @param signs the signs and exponents, as unsigned numbers of two bytes
    /// @param mantissas the mantissas, as signed numbers
    OfExtended(boolean upper, OrderKey signs, OrderKey mantissas) {
      this.upper = upper;
      this.signs = signs;
      this.mantissas = mantissas;
    }

    @Override
    void load(long from, int count, long[] into) {
      if (block.length < count) {
        block = new long[count];
      }
      signs.load(from, count, block);
      mantissas.load(from, count, into);
      for (int i = 0; i < count; i++) {
        into[i] = key((int) block[i], into[i]);
      }
    }

    @Override
    long at(long position) {
      return key((int) signs.at(position), mantissas.at(position));
    }

    private long key(int signAndExponent, long mantissa) {
      int exponent = signAndExponent & SPECIAL;
      if (exponent == SPECIAL && mantissa << 1 != 0) {
        return upper ? KeyForm.LAST : 0;
      }
      if (exponent != SPECIAL && mantissa == 0) {
        return upper ? 0 : Long.MIN_VALUE;
      }
      boolean negative = (signAndExponent & SIGN) != 0;
      long magnitude = upper ? exponent : mantissa ^ Long.MIN_VALUE;
      return negative ? ~magnitude : magnitude;
    }

    @Override
    long descending(long key) {
      return upper && key == KeyForm.LAST ? key : ~key;
    }
  }
}
