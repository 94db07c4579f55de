package io.mmaptable.internal.kernel;

import org.jspecify.annotations.Nullable;

/// Replaces elements by what they make with all before them in their column, one after the other. A
/// block is rows of some columns; the row before the block is given, unless there is none.
public final class PrefixLoops {
  private PrefixLoops() {}

  public static void run(
      Fold fold, double[] block, int count, int columns, double @Nullable [] before) {
    for (int i = 0; before != null && i < columns; i++) {
      block[i] = FoldLoops.fold(fold, before[i], block[i]);
    }
    for (int i = columns; i < count; i++) {
      block[i] = FoldLoops.fold(fold, block[i - columns], block[i]);
    }
  }

  /// Folds floats.
  ///
  /// @param isHalf whether each result is rounded to a half
  public static void run(
      Fold fold, float[] block, int count, int columns, float @Nullable [] before, boolean isHalf) {
    for (int i = 0; before != null && i < columns; i++) {
      block[i] = rounded(FoldLoops.fold(fold, before[i], block[i]), isHalf);
    }
    for (int i = columns; i < count; i++) {
      block[i] = rounded(FoldLoops.fold(fold, block[i - columns], block[i]), isHalf);
    }
  }

  private static float rounded(float value, boolean isHalf) {
    return isHalf ? Float.float16ToFloat(Float.floatToFloat16(value)) : value;
  }

  /// Folds longs.
  ///
  /// @param isTime whether the smallest long is NaT, which stays
  public static void run(
      Fold fold, long[] block, int count, int columns, long @Nullable [] before, boolean isTime) {
    for (int i = 0; before != null && i < columns; i++) {
      block[i] = folded(fold, before[i], block[i], isTime);
    }
    for (int i = columns; i < count; i++) {
      block[i] = folded(fold, block[i - columns], block[i], isTime);
    }
  }

  private static long folded(Fold fold, long a, long b, boolean isTime) {
    boolean isMissing = isTime && (a == Long.MIN_VALUE || b == Long.MIN_VALUE);
    return isMissing ? Long.MIN_VALUE : FoldLoops.fold(fold, a, b);
  }

  /// Folds complex numbers.
  ///
  /// @param isSingle whether each result is rounded to floats
  public static void runPairs(
      Fold fold,
      double[] block,
      int count,
      int columns,
      double @Nullable [] before,
      boolean isSingle) {
    for (int i = before == null ? columns : 0; i < count; i++) {
      double re = block[2 * i];
      double im = block[2 * i + 1];
      double[] from = i < columns && before != null ? before : block;
      int at = i < columns ? i : i - columns;
      block[2 * i] = from[2 * at];
      block[2 * i + 1] = from[2 * at + 1];
      PairLoops.merge(fold, block, i, new double[] {re, im}, 0, isSingle);
    }
  }
}
