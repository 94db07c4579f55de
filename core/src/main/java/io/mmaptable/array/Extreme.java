package io.mmaptable.array;

import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.Kernels;
import io.mmaptable.internal.kernel.PairLoops;

/// The first smallest or largest of some elements, where NaN and NaT stand before all others. Used
/// by one thread.
abstract class Extreme {
  final Fold fold;
  final Cursor cursor;
  private long position = -1;

  Extreme(Fold fold, Cursor cursor) {
    this.fold = fold;
    this.cursor = cursor;
  }

  static Extreme open(Node node, Fold fold) {
    Cursor cursor = node.open();
    return switch (Lanes.of(node.dtype())) {
      case TRUTHS, LONGS -> new OfLongs(fold, cursor, bias(node, fold));
      case FLOATS, DOUBLES -> new OfDoubles(fold, cursor);
      case COMPLEX -> new OfComplex(fold, cursor);
      case NONE -> throw new IllegalStateException("elements without an order");
    };
  }

  private static long bias(Node node, Fold fold) {
    return Identity.bias(fold, node.dtype());
  }

  /// Where it is; -1 if nothing has been searched.
  final long position() {
    return position;
  }

  final void clear() {
    position = -1;
  }

  final void search(long from, long to) {
    for (long at = from; at < to; at += Blocks.LENGTH) {
      int found = find(at, (int) Math.min(Blocks.LENGTH, to - at), position < 0);
      position = found < 0 ? position : at + found;
    }
  }

  /// Finds the first extreme of a block, and keeps it if it is before the one that is kept.
  ///
  /// @return its place in the block, or -1 if the one that is kept is better or the same
  abstract int find(long from, int count, boolean isFirst);

  /// Whether this one is smaller or larger, and not the same; of one kind.
  abstract boolean isBefore(Extreme other);

  private static final class OfDoubles extends Extreme {
    private final double[] block = new double[Blocks.LENGTH];
    private double kept;

    OfDoubles(Fold fold, Cursor cursor) {
      super(fold, cursor);
    }

    @Override
    int find(long from, int count, boolean isFirst) {
      cursor.load(from, count, block);
      double found =
          fold == Fold.MIN ? Kernels.BEST.min(block, 0, count) : Kernels.BEST.max(block, 0, count);
      if (!isFirst && !isBefore(found, kept)) {
        return -1;
      }
      kept = found;
      int i = 0;
      while (Double.isNaN(found) ? !Double.isNaN(block[i]) : block[i] != found) {
        i++;
      }
      return i;
    }

    private boolean isBefore(double one, double other) {
      if (Double.isNaN(one) || Double.isNaN(other)) {
        return !Double.isNaN(other);
      }
      return fold == Fold.MIN ? one < other : one > other;
    }

    @Override
    boolean isBefore(Extreme other) {
      return isBefore(kept, ((OfDoubles) other).kept);
    }
  }

  private static final class OfLongs extends Extreme {
    private final long[] block = new long[Blocks.LENGTH];
    private final long bias;
    private long kept;

    OfLongs(Fold fold, Cursor cursor, long bias) {
      super(fold, cursor);
      this.bias = bias;
    }

    @Override
    int find(long from, int count, boolean isFirst) {
      cursor.load(from, count, block);
      for (int i = 0; bias != 0 && i < count; i++) {
        block[i] += bias;
      }
      long found =
          fold == Fold.MIN ? Kernels.BEST.min(block, 0, count) : Kernels.BEST.max(block, 0, count);
      if (!isFirst && !isBefore(found, kept)) {
        return -1;
      }
      kept = found;
      int i = 0;
      while (block[i] != found) {
        i++;
      }
      return i;
    }

    private boolean isBefore(long one, long other) {
      return fold == Fold.MIN ? one < other : one > other;
    }

    @Override
    boolean isBefore(Extreme other) {
      return isBefore(kept, ((OfLongs) other).kept);
    }
  }

  private static final class OfComplex extends Extreme {
    private final double[] block = new double[2 * Blocks.LENGTH];
    private double re;
    private double im;

    OfComplex(Fold fold, Cursor cursor) {
      super(fold, cursor);
    }

    @Override
    int find(long from, int count, boolean isFirst) {
      cursor.loadComplex(from, count, block);
      int found = isFirst ? 0 : -1;
      if (isFirst) {
        keep(0);
      }
      for (int i = 0; i < count; i++) {
        if (isBefore(block[2 * i], block[2 * i + 1], re, im)) {
          keep(i);
          found = i;
        }
      }
      return found;
    }

    private void keep(int i) {
      re = block[2 * i];
      im = block[2 * i + 1];
    }

    private boolean isBefore(double re, double im, double otherRe, double otherIm) {
      if (PairLoops.isNaN(re, im) || PairLoops.isNaN(otherRe, otherIm)) {
        return !PairLoops.isNaN(otherRe, otherIm);
      }
      return fold == Fold.MIN
          ? PairLoops.isLess(re, im, otherRe, otherIm)
          : PairLoops.isLess(otherRe, otherIm, re, im);
    }

    @Override
    boolean isBefore(Extreme other) {
      var that = (OfComplex) other;
      return isBefore(re, im, that.re, that.im);
    }
  }
}
