package io.mmaptable.dtype;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/// The checks that the cases of [DType] make at the door.
final class Checks {
  private Checks() {}

  static ByteOrder order(int itemSize, ByteOrder byteOrder, int... sizes) {
    Objects.requireNonNull(byteOrder, "byteOrder");
    for (int size : sizes) {
      if (itemSize == size) {
        return size == 1 ? ByteOrder.nativeOrder() : byteOrder;
      }
    }
    throw new IllegalArgumentException("itemSize (" + itemSize + ") of a number");
  }

  static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " (" + value + ") is negative");
    }
  }

  static void sameLength(List<?> names, List<?> dtypes) {
    if (names.size() != dtypes.size()) {
      throw new IllegalArgumentException(names.size() + " names for " + dtypes.size() + " dtypes");
    }
  }
}
