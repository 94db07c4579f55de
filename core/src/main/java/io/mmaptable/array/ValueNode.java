package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/// One Java value, which has no dimensions and takes on the dtype of what it meets. Until then its
/// dtype is the one that it has alone.
final class ValueNode extends Node {
  private final Object value;

  ValueNode(DType dtype, Object value) {
    super(dtype);
    this.value = value;
  }

  Object value() {
    return value;
  }

  @Override
  List<NdArray> arrays() {
    return List.of();
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return this;
  }

  @Override
  Cursor open() {
    return Pending.of("open", value);
  }
}
