package io.mmaptable.array;

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
}
