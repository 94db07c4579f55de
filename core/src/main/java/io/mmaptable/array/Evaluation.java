package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;

/// Computes all elements of an expression.
final class Evaluation {

  /// How many elements a thread computes at a time.
  private static final long CHUNK = 1 << 17;

  private Evaluation() {}

  /// Computes into an array of its own, whose order in memory is that of the operands.
  static NdArray toNdArray(Expression expression) {
    Node node = expression.node();
    if (node instanceof ArrayNode array) {
      return array.array().copy();
    }
    if (node instanceof LoadedNode loaded) {
      return loaded.load();
    }
    if (Lanes.of(node.dtype()) == Lanes.NONE) {
      throw new UnsupportedOperationException("elements of " + node.dtype() + " are not computed");
    }
    int[] axes = MemoryOrder.of(node.arrays(), node.shape().length);
    long[] shape = Arrays.stream(axes).mapToLong(axis -> node.shape()[axis]).toArray();
    NdArray inOrder = NdArray.zeros(node.dtype(), shape);
    NdArray target = inOrder.transpose(MemoryOrder.inverse(axes));
    stream(node, target);
    return target;
  }

  static NdArray into(Expression expression, NdArray out) {
    out.requireWritable();
    Casting.SAME_KIND.require(expression.dtype(), out.dtype());
    if (expression.node() instanceof ValueNode value) {
      Assignment.assign(out, value.value(), Casting.SAME_KIND);
    } else if (isStreamed(expression.dtype(), out.dtype())) {
      assign(expression.node(), out);
    } else {
      Assignment.assign(out, toNdArray(expression), Casting.UNSAFE);
    }
    return out;
  }

  /// Assigns an expression by a rule for casts, by which values are checked before any is written:
  /// in one pass where there is nothing to check.
  static void set(NdArray target, Expression expression, Casting casting) {
    casting.require(expression.dtype(), target.dtype());
    switch (expression.node()) {
      case ValueNode value -> Assignment.assign(target, value.value(), casting);
      case ArrayNode array -> Assignment.assign(target, array.array(), casting);
      case Node node -> {
        if (isStreamed(node.dtype(), target.dtype()) && isUnchecked(node.dtype(), target.dtype())) {
          assign(node, target);
        } else {
          Assignment.assign(target, toNdArray(expression), casting);
        }
      }
    }
  }

  /// Whether a cursor's blocks can be stored.
  private static boolean isStreamed(DType from, DType to) {
    boolean times = Operands.isTime(from) || Operands.isTime(to);
    return Lanes.of(from) != Lanes.NONE
        && Lanes.of(to) != Lanes.NONE
        && (!times || Layouts.inNativeOrder(from).equals(Layouts.inNativeOrder(to)))
        && Casting.SAME_KIND.allows(from, to);
  }

  private static boolean isUnchecked(DType from, DType to) {
    return Casting.SAFE.allows(from, to)
        || to instanceof DType.Floating
        || to instanceof DType.Complex;
  }

  private static void assign(Node node, NdArray target) {
    Node broadcast = broadcast(node, target.lengths());
    boolean overlaps =
        broadcast.arrays().stream().anyMatch(array -> Overlap.isHarmful(target, array));
    if (overlaps) {
      Assignment.assign(target, toNdArray(new Expression(node)), Casting.UNSAFE);
    } else {
      stream(broadcast, target);
    }
  }

  /// Repeats elements; without arrays there is nothing that could tell that they are too many.
  private static Node broadcast(Node node, long... shape) {
    long[] own = node.shape();
    if (own.length > 0 && node.arrays().isEmpty()) {
      throw new IllegalStateException("an expression of values has no shape");
    }
    return node.broadcastTo(shape);
  }

  /// Computes chunks of elements in the order of the memory, of one shape with the target.
  private static void stream(Node node, NdArray target) {
    if (target.size() == 0) {
      return; // a view of no elements may begin past the end of the memory
    }
    var arrays = new ArrayList<NdArray>(node.arrays());
    arrays.add(target);
    int[] axes = MemoryOrder.of(arrays, target.ndim());
    boolean inOrder = MemoryOrder.isIndexOrder(axes);
    Node ordered = inOrder ? node : node.map(array -> array.transpose(axes));
    NdArray into = inOrder ? target : target.transpose(axes);
    long chunks = (target.size() - 1) / CHUNK + 1;
    Parallelism.forEach(
        chunks,
        chunk ->
            Faults.run(
                arrays,
                () -> {
                  long from = chunk * CHUNK;
                  var store = new BlockStore(into, node.dtype(), ordered.open());
                  store.store(from, Math.min(into.size(), from + CHUNK));
                }));
  }
}
