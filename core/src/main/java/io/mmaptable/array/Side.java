package io.mmaptable.array;

/// Where a value is inserted among equal ones.
public enum Side {

  /// Before them.
  LEFT,

  /// After them.
  RIGHT;
}
