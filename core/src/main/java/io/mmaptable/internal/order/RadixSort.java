package io.mmaptable.internal.order;

import java.util.Arrays;

/// Sorts longs digit by digit, the last digit first, so that those with equal digits keep their
/// order. Digits that all have in common are left out, and so keys of few bits take few passes.
/// Keys of many bits are sorted by the JDK, which compares them in vectors.
public final class RadixSort {

  /// Digits of ten bits: as many places to write to as the caches hold.
  private static final int DIGIT = 10;

  /// Fewer are sorted by the JDK.
  private static final int FEWEST = 1 << 11;

  /// Keys that differ in more bits are sorted by the JDK.
  private static final int MOST_BITS = 4 * DIGIT;

  private RadixSort() {}

  /// Sorts keys.
  ///
  /// @param spare room for as many keys, from `spareFrom` on, whose content is lost
  public static void sort(long[] keys, int from, int to, long[] spare, int spareFrom) {
    long differing = differing(keys, from, to);
    if (to - from < FEWEST || Long.bitCount(differing) > MOST_BITS) {
      Arrays.sort(keys, from, to);
    } else {
      sort(keys, from, to, spare, spareFrom, 0, differing);
    }
  }

  /// Sorts keys that are not negative and whose lowest bits already ascend.
  ///
  /// @param sorted how many bits do
  public static void sortAbove(int sorted, long[] keys, int from, int to, long[] spare) {
    if (to - from < FEWEST) {
      Arrays.sort(keys, from, to);
    } else {
      sort(keys, from, to, spare, 0, sorted, differing(keys, from, to));
    }
  }

  private static void sort(
      long[] keys, int from, int to, long[] spare, int spareFrom, int firstBit, long differing) {
    int count = to - from;
    boolean inSpare = false;
    for (int bit = firstBit; bit < 64; bit += DIGIT) {
      bit += Math.min(63 - bit, Long.numberOfTrailingZeros(differing >>> bit));
      if (differing >>> bit == 0) {
        break;
      }
      if (inSpare) {
        pass(spare, spareFrom, keys, from, count, bit);
      } else {
        pass(keys, from, spare, spareFrom, count, bit);
      }
      inSpare = !inSpare;
    }
    if (inSpare) {
      System.arraycopy(spare, spareFrom, keys, from, count);
    }
  }

  /// The bits that are not the same in all keys.
  private static long differing(long[] keys, int from, int to) {
    long any = 0;
    long all = -1;
    for (int i = from; i < to; i++) {
      any |= keys[i];
      all &= keys[i];
    }
    return any ^ all;
  }

  private static void pass(long[] from, int fromStart, long[] to, int toStart, int count, int bit) {
    int mask = (1 << Math.min(DIGIT, 64 - bit)) - 1;
    // The sign is the first bit of the last digit: negative keys come first.
    int flip = bit + DIGIT >= 64 ? (mask + 1) >>> 1 : 0;
    int[] ends = new int[mask + 1];
    count(from, fromStart, count, bit, mask, flip, ends);
    int sum = toStart;
    for (int digit = 0; digit <= mask; digit++) {
      int here = ends[digit];
      ends[digit] = sum;
      sum += here;
    }
    scatter(from, fromStart, to, count, bit, mask, flip, ends);
  }

  private static void count(
      long[] keys, int from, int count, int bit, int mask, int flip, int[] counts) {
    for (int i = from; i < from + count; i++) {
      counts[((int) (keys[i] >>> bit) & mask) ^ flip]++;
    }
  }

  private static void scatter(
      long[] keys, int from, long[] to, int count, int bit, int mask, int flip, int[] next) {
    for (int i = from; i < from + count; i++) {
      long key = keys[i];
      to[next[((int) (key >>> bit) & mask) ^ flip]++] = key;
    }
  }
}
