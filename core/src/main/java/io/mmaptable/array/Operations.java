package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.List;

/// Makes nodes of operations on cursors.
final class Operations {
  private Operations() {}

  /// Opens a cursor over results.
  interface Opening {
    /// Opens a cursor.
    ///
    /// @param operands cursors over the operands, as many as the node has
    Cursor open(List<Cursor> operands);
  }

  /// An operation on operands, which are broadcast together.
  ///
  /// @throws IllegalArgumentException if they cannot be, or there would be more than 2^63 - 1 bytes
  static Node of(DType dtype, Opening opening, Node... operands) {
    long[] shape = new long[0];
    for (Node operand : operands) {
      shape = broadcast(shape, operand.shape());
    }
    Shapes.byteSize(dtype, shape);
    return new ComputedNode(
        dtype, List.of(operands), nodes -> opening.open(nodes.stream().map(Node::open).toList()));
  }

  private static long[] broadcast(long[] first, long[] second) {
    try {
      return Shapes.broadcast(first, second);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "operands could not be broadcast together with shapes "
              + Arrays.toString(first)
              + " and "
              + Arrays.toString(second),
          e);
    }
  }
}
