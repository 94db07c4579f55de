package io.mmaptable.internal.kernel;

/// How many elements become one.
public enum Fold {
  SUM,
  PROD,
  MIN,
  MAX;

  /// Whether one of the elements is kept as it is, so that neither order nor repetition matters.
  public boolean isExtreme() {
    return this == MIN || this == MAX;
  }
}
