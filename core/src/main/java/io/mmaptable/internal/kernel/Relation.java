package io.mmaptable.internal.kernel;

/// How two elements are compared.
public enum Relation {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE;
}
