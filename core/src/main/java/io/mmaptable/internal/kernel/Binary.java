package io.mmaptable.internal.kernel;

/// What is computed of two elements.
public enum Binary {
  ADD,
  SUB,
  MUL,
  DIV,
  FLOOR_DIV,
  MOD,
  POW,
  MINIMUM,
  MAXIMUM,
  AND,
  OR,
  XOR;
}
