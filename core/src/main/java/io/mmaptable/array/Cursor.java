package io.mmaptable.array;

/// Loads blocks of an expression's elements, of [Blocks#LENGTH] at most, as what the caller
/// computes with. Used by one thread.
abstract class Cursor {

  /// Loads elements as doubles.
  ///
  /// @param from the first one's index in C order
  /// @param count how many, a block at most
  /// @param into where they go, from the beginning on
  abstract void load(long from, int count, double[] into);

  /// Loads elements as floats.
  abstract void load(long from, int count, float[] into);

  /// Loads elements as longs: integers, extended by sign or zeros; times as counts of their unit.
  abstract void load(long from, int count, long[] into);

  /// Loads which elements are true, or not zero, as bits: element `from + i` is bit `i % 64` of
  /// word `i / 64`. The bits beyond are zero.
  abstract void loadTruths(long from, int count, long[] bits);

  /// Loads complex numbers as pairs of doubles.
  abstract void loadComplex(long from, int count, double[] pairs);
}
