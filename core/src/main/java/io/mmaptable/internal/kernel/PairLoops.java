package io.mmaptable.internal.kernel;

/// Folds complex numbers, which are pairs of doubles side by side. Those of singles are rounded
/// after each operation, which gives what singles would.
public final class PairLoops {
  private static final int PAIRWISE_LENGTH = 64;
  private static final int LANES = 4;

  private PairLoops() {}

  /// Where NumPy divides a pairwise sum of complex numbers.
  public static long half(long count) {
    return (count - count % (2 * LANES)) / 2;
  }

  /// Folds numbers, one at least, into the slot of a pair.
  public static void fold(
      Fold fold, double[] block, int from, int count, double[] slots, int slot, boolean isSingle) {
    if (fold == Fold.SUM) {
      slots[2 * slot] = sum(block, 2 * from, count, isSingle);
      slots[2 * slot + 1] = sum(block, 2 * from + 1, count, isSingle);
      return;
    }
    slots[2 * slot] = block[2 * from];
    slots[2 * slot + 1] = block[2 * from + 1];
    for (int i = from + 1; i < from + count; i++) {
      merge(fold, slots, slot, block, i, isSingle);
    }
  }

  /// Adds one part of some numbers in the order of NumPy's `pairwise_sum` of complex numbers.
  private static double sum(double[] block, int at, int count, boolean isSingle) {
    if (count > PAIRWISE_LENGTH) {
      int half = (int) half(count);
      return rounded(
          sum(block, at, half, isSingle) + sum(block, at + 2 * half, count - half, isSingle),
          isSingle);
    }
    if (count < LANES) {
      double sum = -0.0;
      for (int i = 0; i < count; i++) {
        sum = rounded(sum + block[at + 2 * i], isSingle);
      }
      return sum;
    }
    double r0 = block[at];
    double r1 = block[at + 2];
    double r2 = block[at + 4];
    double r3 = block[at + 6];
    int end = count - count % LANES;
    for (int i = LANES; i < end; i += LANES) {
      r0 = rounded(r0 + block[at + 2 * i], isSingle);
      r1 = rounded(r1 + block[at + 2 * i + 2], isSingle);
      r2 = rounded(r2 + block[at + 2 * i + 4], isSingle);
      r3 = rounded(r3 + block[at + 2 * i + 6], isSingle);
    }
    double sum = rounded(rounded(r0 + r1, isSingle) + rounded(r2 + r3, isSingle), isSingle);
    for (int i = end; i < count; i++) {
      sum = rounded(sum + block[at + 2 * i], isSingle);
    }
    return sum;
  }

  /// Folds each number of a row into what stands for its column.
  public static void into(
      Fold fold,
      double[] block,
      int from,
      double[] columns,
      int start,
      int count,
      boolean isSingle) {
    for (int i = 0; i < count; i++) {
      merge(fold, columns, start + i, block, from + i, isSingle);
    }
  }

  /// Folds a number into another.
  public static void merge(
      Fold fold, double[] to, int slot, double[] from, int at, boolean isSingle) {
    double re = to[2 * slot];
    double im = to[2 * slot + 1];
    double otherRe = from[2 * at];
    double otherIm = from[2 * at + 1];
    switch (fold) {
      case SUM -> {
        to[2 * slot] = rounded(re + otherRe, isSingle);
        to[2 * slot + 1] = rounded(im + otherIm, isSingle);
      }
      case PROD -> {
        to[2 * slot] =
            rounded(rounded(re * otherRe, isSingle) - rounded(im * otherIm, isSingle), isSingle);
        to[2 * slot + 1] =
            rounded(rounded(re * otherIm, isSingle) + rounded(im * otherRe, isSingle), isSingle);
      }
      case MIN, MAX -> {
        boolean less = isLess(re, im, otherRe, otherIm);
        boolean equal = re == otherRe && im == otherIm;
        boolean keep = isNaN(re, im) || equal || less == (fold == Fold.MIN);
        if (!keep || (isNaN(otherRe, otherIm) && !isNaN(re, im))) {
          to[2 * slot] = otherRe;
          to[2 * slot + 1] = otherIm;
        }
      }
    }
  }

  private static double rounded(double value, boolean isSingle) {
    return isSingle ? (float) value : value;
  }

  public static boolean isNaN(double re, double im) {
    return Double.isNaN(re) || Double.isNaN(im);
  }

  /// Whether a number stands before another: by their real parts, then by their imaginary ones.
  public static boolean isLess(double re, double im, double otherRe, double otherIm) {
    return re < otherRe || (re == otherRe && im < otherIm);
  }
}
