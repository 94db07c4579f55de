package io.mmaptable.array;

import io.mmaptable.internal.kernel.Relation;
import java.util.Arrays;

/// Complex numbers as pairs of doubles: the real part, then the imaginary one.
final class Pairs {
  private Pairs() {}

  /// Makes real numbers complex, in place.
  static void spread(double[] block, int count) {
    for (int i = count - 1; i >= 0; i--) {
      block[2 * i] = block[i];
      block[2 * i + 1] = 0;
    }
  }

  /// The real parts of pairs, or with 1 the imaginary ones.
  static void part(int part, double[] pairs, double[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = pairs[2 * i + part];
    }
  }

  /// Compares complex numbers by their real parts first, as NumPy does: where those differ, the
  /// numbers are in no order if an imaginary part is NaN.
  static void compare(Relation relation, double[] a, double[] b, int count, long[] bits) {
    Arrays.fill(bits, 0, Truths.words(count), 0);
    for (int i = 0; i < count; i++) {
      int at = 2 * i;
      bits[i / 64] |= isRelated(relation, a[at], a[at + 1], b[at], b[at + 1]) ? 1L << i : 0;
    }
  }

  private static boolean isRelated(Relation relation, double a, double ai, double b, double bi) {
    boolean ordered = !Double.isNaN(ai) && !Double.isNaN(bi);
    return switch (relation) {
      case EQ -> a == b && ai == bi;
      case NE -> a != b || ai != bi;
      case LT -> (a < b && ordered) || (a == b && ai < bi);
      case LE -> (a < b && ordered) || (a == b && ai <= bi);
      case GT -> (a > b && ordered) || (a == b && ai > bi);
      case GE -> (a > b && ordered) || (a == b && ai >= bi);
    };
  }
}
