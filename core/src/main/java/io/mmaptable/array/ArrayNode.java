package io.mmaptable.array;

import java.util.List;
import java.util.function.UnaryOperator;

/// The elements of an array.
final class ArrayNode extends Node {
  private final NdArray array;

  ArrayNode(NdArray array) {
    super(array.dtype(), array.lengths());
    this.array = array;
  }

  NdArray array() {
    return array;
  }

  @Override
  NdArray layout() {
    return array;
  }

  @Override
  List<NdArray> arrays() {
    return List.of(array);
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return new ArrayNode(views.apply(array));
  }

  @Override
  Cursor open() {
    return new ArrayCursor(array);
  }
}
