package io.mmaptable.array;

/// What stands beside an array in an operation: arrays, expressions and Java's values.
final class Operands {
  private Operands() {}

  static Expression of(Object value) {
    return Pending.of("Operands.of", value);
  }
}
