package io.mmaptable.array;

/// Which elements are true, or not zero.
final class TruthsOf extends TruthCursor {
  private final Cursor elements;

  TruthsOf(Cursor elements) {
    this.elements = elements;
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    elements.loadTruths(from, count, bits);
  }
}
