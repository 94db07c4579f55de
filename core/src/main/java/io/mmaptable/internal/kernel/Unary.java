package io.mmaptable.internal.kernel;

/// What is computed of one element.
public enum Unary {
  NEG,
  ABS,
  FLOOR,
  CEIL,
  SQRT,
  NOT;
}
