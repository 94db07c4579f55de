package io.mmaptable.array;

/// Sorts along an axis.
final class Sorting {
  private Sorting() {}

  static void sort(NdArray array, int axis) {
    Pending.of("sort", array, axis);
  }

  static NdArray sorted(NdArray array, int axis) {
    return Pending.of("sorted", array, axis);
  }

  static NdArray argSort(NdArray array, int axis) {
    return Pending.of("argSort", array, axis);
  }
}
