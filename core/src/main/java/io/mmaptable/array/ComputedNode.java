package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/// What is computed, element by element, of the elements of others, which are broadcast together.
final class ComputedNode extends Node {
  private final List<Node> operands;
  private final Opening opening;

  /// How the elements are computed.
  interface Opening {
    /// Opens a cursor.
    ///
    /// @param operands what is computed with, broadcast to the shape of the node, but for values
    Cursor open(List<Node> operands);
  }

  /// Makes a node.
  ///
  /// @throws IllegalArgumentException if the operands cannot be broadcast together, or there would
  ///   be more than 2^63 - 1 bytes
  ComputedNode(DType dtype, List<Node> operands, Opening opening) {
    super(dtype, shape(operands));
    Shapes.byteSize(dtype, shape());
    this.operands = operands.stream().map(operand -> operand.broadcastTo(shape())).toList();
    this.opening = opening;
  }

  /// The shape that operands are broadcast to.
  ///
  /// @throws IllegalArgumentException if they cannot be broadcast together
  static long[] shape(List<Node> operands) {
    long[] shape = new long[0];
    for (Node operand : operands) {
      shape = Shapes.broadcast("operands", shape, operand.shape());
    }
    return shape;
  }

  @Override
  List<NdArray> arrays() {
    return operands.stream().flatMap(operand -> operand.arrays().stream()).toList();
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    List<Node> mapped = operands.stream().map(operand -> operand.map(views)).toList();
    return new ComputedNode(dtype(), mapped, opening);
  }

  @Override
  Cursor open() {
    return opening.open(operands);
  }
}
