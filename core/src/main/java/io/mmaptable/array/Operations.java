package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;

/// Makes nodes of operations whose operands are all loaded, block by block.
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
    return new ComputedNode(
        dtype, List.of(operands), nodes -> opening.open(nodes.stream().map(Node::open).toList()));
  }
}
