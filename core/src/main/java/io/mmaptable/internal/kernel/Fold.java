package io.mmaptable.internal.kernel;

/// How many elements become one.
public enum Fold {
  SUM,
  PROD,
  MIN,
  MAX;
}
