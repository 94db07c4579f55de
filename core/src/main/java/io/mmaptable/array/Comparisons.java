package io.mmaptable.array;

import io.mmaptable.internal.kernel.Quality;
import io.mmaptable.internal.kernel.Relation;

/// Lazy masks: comparisons, and questions about single elements.
final class Comparisons {
  private Comparisons() {}

  static Expression compare(Relation relation, Expression left, Object right) {
    return Pending.of("compare", relation, left, right);
  }

  static Expression classify(Quality quality, Expression operand) {
    return Pending.of("classify", quality, operand);
  }
}
