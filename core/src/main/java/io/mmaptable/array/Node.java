package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the elements of an expression are made of. Immutable; reading is done by the [Cursor]s that
/// it opens, one for each thread.
abstract class Node {
  private final DType dtype;
  private final long[] shape;

  Node(DType dtype, long... shape) {
    this.dtype = dtype;
    this.shape = shape;
  }

  final DType dtype() {
    return dtype;
  }

  /// The lengths themselves, which nobody may change.
  final long[] shape() {
    return shape;
  }

  /// How the elements lie where they are kept; null if they are computed, for which NumPy would
  /// make an array first.
  @Nullable NdArray layout() {
    return null;
  }

  /// The arrays that are read, each of the shape of the node.
  abstract List<NdArray> arrays();

  /// The same of other views of the arrays: broadcast, transposed, or a part. Values without
  /// dimensions stay.
  abstract Node map(UnaryOperator<NdArray> views);

  /// Opens a cursor over the elements in C order.
  abstract Cursor open();

  /// The same elements, repeated to fill a shape.
  final Node broadcastTo(long... to) {
    return map(array -> Broadcasting.to(to, array));
  }
}
