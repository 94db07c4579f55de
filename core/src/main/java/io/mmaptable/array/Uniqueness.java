package io.mmaptable.array;

/// Finds the elements that differ.
final class Uniqueness {
  private Uniqueness() {}

  static NdArray values(NdArray array) {
    return Pending.of("unique", array);
  }

  static Unique counts(NdArray array) {
    return Pending.of("uniqueCounts", array);
  }
}
