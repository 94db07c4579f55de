package io.mmaptable.array;

/// Finds the largest or smallest elements without sorting the others.
final class Ranking {
  private Ranking() {}

  static Ranked top(NdArray array, long k, boolean largest) {
    return Pending.of("top", array, k, largest);
  }
}
