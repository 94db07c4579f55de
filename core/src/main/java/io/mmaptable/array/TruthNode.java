package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/// Which elements of an expression are true, or not zero.
final class TruthNode extends Node {
  private final Node elements;

  TruthNode(Node elements) {
    super(DType.BOOL, elements.shape());
    this.elements = elements;
  }

  @Override
  List<NdArray> arrays() {
    return elements.arrays();
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return new TruthNode(elements.map(views));
  }

  @Override
  Cursor open() {
    Cursor cursor = elements.open();
    return new TruthCursor() {
      @Override
      void loadTruths(long from, int count, long[] bits) {
        cursor.loadTruths(from, count, bits);
      }
    };
  }
}
