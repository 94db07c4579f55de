package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// Finds the elements that differ. Of those that are equal without being the same, as zeros of both
/// signs or NaNs, the first in C order is given.
final class Uniqueness {
  private Uniqueness() {}

  static NdArray values(NdArray array) {
    return find(array, Sorting.longestRun(), false).values();
  }

  static Unique counts(NdArray array) {
    return find(array, Sorting.longestRun(), true);
  }

  /// Finds them by runs of some length, and counts them if asked to.
  static Unique find(NdArray array, int longest, boolean counted) {
    if (array.size() == 0) {
      return new Unique(NdArray.zeros(array.dtype(), 0), NdArray.zeros(DType.INT64, 0));
    }
    return Sorting.isNumber(array.dtype())
        ? new UniqueNumbers(array, Math.min(longest, UniqueNumbers.LONGEST_RUN), counted).find()
        : UniqueElements.find(array, longest);
  }
}
