package io.mmaptable.internal.kernel;

/// Folds blocks of elements into one, or column by column into others.
public final class FoldLoops {
  private FoldLoops() {}

  /// Folds elements, one at least; floats are added pairwise.
  public static double fold(Fold fold, double[] block, int from, int count) {
    return switch (fold) {
      case SUM -> Kernels.BEST.pairwise(block, from, count);
      case PROD -> product(block, from, count);
      case MIN -> Kernels.BEST.min(block, from, count);
      case MAX -> Kernels.BEST.max(block, from, count);
    };
  }

  /// Folds the smallest or largest of many blocks: each element into a lane, whichever. The lanes'
  /// own smallest or largest is then the result.
  ///
  /// @param fold the minimum or the maximum
  /// @param count how many elements, from the beginning of the block on
  /// @param lanes of a block's length, at first filled with what changes nothing
  public static void extreme(Fold fold, double[] block, int count, double[] lanes) {
    DoubleLoops.apply(fold == Fold.MIN ? Binary.MINIMUM : Binary.MAXIMUM, lanes, block, count);
  }

  private static double product(double[] block, int from, int count) {
    double product = block[from];
    for (int i = from + 1; i < from + count; i++) {
      product *= block[i];
    }
    return product;
  }

  /// Folds two.
  public static double fold(Fold fold, double a, double b) {
    return switch (fold) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }

  /// Folds each element of a row into what stands for its column.
  public static void into(
      Fold fold, double[] block, int from, double[] columns, int start, int count) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] += block[from + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] *= block[from + i];
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.min(columns[start + i], block[from + i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.max(columns[start + i], block[from + i]);
        }
      }
    }
  }

  /// Folds elements, one at least; floats are added pairwise.
  public static float fold(Fold fold, float[] block, int from, int count) {
    return switch (fold) {
      case SUM -> Kernels.BEST.pairwise(block, from, count);
      case PROD -> product(block, from, count);
      case MIN -> Kernels.BEST.min(block, from, count);
      case MAX -> Kernels.BEST.max(block, from, count);
    };
  }

  /// Folds the smallest or largest of many blocks: each element into a lane, whichever. The lanes'
  /// own smallest or largest is then the result.
  ///
  /// @param fold the minimum or the maximum
  /// @param count how many elements, from the beginning of the block on
  /// @param lanes of a block's length, at first filled with what changes nothing
  public static void extreme(Fold fold, float[] block, int count, float[] lanes) {
    FloatLoops.apply(fold == Fold.MIN ? Binary.MINIMUM : Binary.MAXIMUM, lanes, block, count);
  }

  private static float product(float[] block, int from, int count) {
    float product = block[from];
    for (int i = from + 1; i < from + count; i++) {
      product *= block[i];
    }
    return product;
  }

  /// Folds two.
  public static float fold(Fold fold, float a, float b) {
    return switch (fold) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }

  /// Folds each element of a row into what stands for its column.
  public static void into(
      Fold fold, float[] block, int from, float[] columns, int start, int count) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] += block[from + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] *= block[from + i];
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.min(columns[start + i], block[from + i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.max(columns[start + i], block[from + i]);
        }
      }
    }
  }

  /// Folds elements, one at least; floats are added pairwise.
  public static long fold(Fold fold, long[] block, int from, int count) {
    return switch (fold) {
      case SUM -> Kernels.BEST.sum(block, from, count);
      case PROD -> product(block, from, count);
      case MIN -> Kernels.BEST.min(block, from, count);
      case MAX -> Kernels.BEST.max(block, from, count);
    };
  }

  /// Folds the smallest or largest of many blocks: each element into a lane, whichever. The lanes'
  /// own smallest or largest is then the result.
  ///
  /// @param fold the minimum or the maximum
  /// @param count how many elements, from the beginning of the block on
  /// @param lanes of a block's length, at first filled with what changes nothing
  public static void extreme(Fold fold, long[] block, int count, long[] lanes) {
    LongLoops.apply(fold == Fold.MIN ? Binary.MINIMUM : Binary.MAXIMUM, false, lanes, block, count);
  }

  private static long product(long[] block, int from, int count) {
    long product = block[from];
    for (int i = from + 1; i < from + count; i++) {
      product *= block[i];
    }
    return product;
  }

  /// Folds two.
  public static long fold(Fold fold, long a, long b) {
    return switch (fold) {
      case SUM -> a + b;
      case PROD -> a * b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
    };
  }

  /// Folds each element of a row into what stands for its column.
  public static void into(Fold fold, long[] block, int from, long[] columns, int start, int count) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] += block[from + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] *= block[from + i];
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.min(columns[start + i], block[from + i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          columns[start + i] = Math.max(columns[start + i], block[from + i]);
        }
      }
    }
  }
}
