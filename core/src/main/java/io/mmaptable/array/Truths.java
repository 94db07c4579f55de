package io.mmaptable.array;

import java.util.Arrays;

/// Truth values as bits: element `i` is bit `i % 64` of word `i / 64`, and the bits beyond the last
/// element are zero.
final class Truths {
  private Truths() {}

  /// How many words hold the bits of some elements.
  static int words(int count) {
    return (count + 63) / 64;
  }

  /// 1 or 0.
  static int get(long[] bits, int i) {
    return (int) (bits[i / 64] >>> i) & 1;
  }

  static long count(long[] bits, int count) {
    long found = 0;
    for (int i = 0; i < words(count); i++) {
      found += Long.bitCount(bits[i]);
    }
    return found;
  }

  /// Lists the elements that are true.
  ///
  /// @param from what the first bit counts as
  /// @return how many there are
  static int places(long[] bits, int count, long from, long[] into) {
    int found = 0;
    int words = words(count);
    for (int i = 0; i < words; i++) {
      long first = from + (long) Long.SIZE * i;
      for (long word = bits[i]; word != 0; word &= word - 1) {
        into[found++] = first + Long.numberOfTrailingZeros(word);
      }
    }
    return found;
  }

  /// Makes all the same.
  static void fill(long[] bits, int count, boolean value) {
    Arrays.fill(bits, 0, words(count), value ? -1 : 0);
    clearBeyond(bits, count);
  }

  /// Clears the bits beyond the last element.
  static void clearBeyond(long[] bits, int count) {
    if (count % 64 != 0) {
      bits[count / 64] &= (1L << count) - 1;
    }
  }

  /// Makes each the opposite.
  static void not(long[] bits, int count) {
    for (int i = 0; i < words(count); i++) {
      bits[i] = ~bits[i];
    }
    clearBeyond(bits, count);
  }

  /// Sets bits that another mask has, or clears them.
  static void put(long[] bits, long[] where, int count, boolean value) {
    for (int i = 0; i < words(count); i++) {
      bits[i] = value ? bits[i] | where[i] : bits[i] & ~where[i];
    }
  }

  /// Which numbers are not zero.
  static void of(long[] numbers, int count, long[] bits) {
    Arrays.fill(bits, 0, words(count), 0);
    for (int i = 0; i < count; i++) {
      bits[i / 64] |= (numbers[i] | -numbers[i]) >>> 63 << i;
    }
  }

  static void of(float[] numbers, int count, long[] bits) {
    Arrays.fill(bits, 0, words(count), 0);
    for (int i = 0; i < count; i++) {
      bits[i / 64] |= numbers[i] != 0 ? 1L << i : 0;
    }
  }

  static void of(double[] numbers, int count, long[] bits) {
    Arrays.fill(bits, 0, words(count), 0);
    for (int i = 0; i < count; i++) {
      bits[i / 64] |= numbers[i] != 0 ? 1L << i : 0;
    }
  }

  /// Which complex numbers are not zero.
  static void ofPairs(double[] pairs, int count, long[] bits) {
    Arrays.fill(bits, 0, words(count), 0);
    for (int i = 0; i < count; i++) {
      bits[i / 64] |= pairs[2 * i] != 0 || pairs[2 * i + 1] != 0 ? 1L << i : 0;
    }
  }
}
