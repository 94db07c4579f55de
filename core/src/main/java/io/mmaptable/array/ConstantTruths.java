package io.mmaptable.array;

/// One truth value for all elements.
final class ConstantTruths extends TruthCursor {
  private final boolean value;

  ConstantTruths(boolean value) {
    this.value = value;
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    Truths.fill(bits, count, value);
  }
}
