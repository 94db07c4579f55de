package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Folds an expression's elements along axes: `outer * inner` results of `reduced` elements each,
/// which lie so: for each outer position the reduced ones, and for each of them the inner ones. The
/// axes are taken in the order of the memory, so that each element is read about when its
/// neighbours are.
///
/// Work is divided into pieces of [#PIECE] elements by sizes alone, and never by the number of
/// threads: so the results have the same bits whoever computes them.
///
/// @param node the elements
/// @param fold how they become one
/// @param out the results, in C order
/// @param tree how many elements are added as one tree, where `inner` is 1
record Folding(Node node, Fold fold, NdArray out, long outer, long reduced, long inner, long tree) {

  /// How many elements are worth a task of their own.
  static final long PIECE = 1 << 17;

  /// How many of this array's, or this expression's: as many bytes of narrow ones as of wide ones.
  long piece() {
    return node.layout() != null
        ? PIECE * Math.max(1, Long.BYTES / Math.max(1, node.dtype().itemSize()))
        : PIECE;
  }

  /// Folds an expression into an array of a dtype, which says what is computed with.
  static NdArray fold(Node node, Reduction how, Fold fold, DType result) {
    var axes = new ReducedAxes(node.shape(), how.axes());
    int[] order = FoldOrder.axes(node);
    int[] kept = Arrays.stream(order).filter(axis -> !axes.isReduced(axis)).toArray();
    int innerCount = innerKept(axes, order);
    int[] walked = walked(axes, order, kept, innerCount);
    Node permuted = isInOrder(walked) ? node : node.map(array -> array.transpose(walked));
    long[] shape = Arrays.stream(kept).mapToLong(axis -> node.shape()[axis]).toArray();
    NdArray out = NdArray.zeros(result, shape);
    if (out.size() > 0) {
      run(permuted, fold, out, axes.reducedSize(), kept.length - innerCount, order, axes);
    }
    return axes.arrange(out, kept, how.keepsDims());
  }

  private static void run(
      Node node,
      Fold fold,
      NdArray out,
      long reduced,
      int outerCount,
      int[] order,
      ReducedAxes axes) {
    long inner = Shapes.size(Arrays.copyOfRange(out.lengths(), outerCount, out.ndim()));
    long tree = Math.max(1, reduced);
    if (inner == 1 && fold == Fold.SUM && reduced > 0) {
      tree = FoldOrder.treeLength(node, firstTogether(order, axes));
    }
    var folding = new Folding(node, fold, out, out.size() / inner, reduced, inner, tree);
    if (inner > 1) {
      new ColumnFolding(folding).run();
    } else {
      new RowFolding(folding).run();
    }
  }

  /// How many kept axes come last in the order of the memory.
  private static int innerKept(ReducedAxes axes, int[] order) {
    int count = 0;
    boolean isInner = true;
    for (int i = order.length - 1; i >= 0 && isInner; i--) {
      if (axes.isReduced(order[i])) {
        isInner = !axes.isLong(order[i]);
      } else {
        count++;
      }
    }
    return axes.reducedSize() == 1 ? 0 : count;
  }

  /// Kept axes, then those that are reduced, then the inner ones of those that are kept.
  private static int[] walked(ReducedAxes axes, int[] order, int[] kept, int innerCount) {
    int outer = kept.length - innerCount;
    return IntStream.concat(
            IntStream.concat(
                Arrays.stream(kept, 0, outer), Arrays.stream(order).filter(axes::isReduced)),
            Arrays.stream(kept, outer, kept.length))
        .toArray();
  }

  /// The first of the permuted axes that are reduced with none between that is kept.
  private static int firstTogether(int[] order, ReducedAxes axes) {
    int first = order.length;
    int at = order.length;
    for (int i = order.length - 1; i >= 0; i--) {
      if (axes.isReduced(order[i])) {
        first = --at;
      } else if (axes.isLong(order[i])) {
        break;
      }
    }
    return first;
  }

  private static boolean isInOrder(int[] axes) {
    return IntStream.range(0, axes.length).allMatch(i -> axes[i] == i);
  }

  Accumulators open(int slots) {
    return Accumulators.open(node, fold, out.dtype(), slots);
  }

  void forEach(long tasks, LongConsumer task) {
    forEach(node.arrays(), tasks, task);
  }

  /// Runs tasks, each under guard: the memory may be a file that somebody cuts.
  static void forEach(List<NdArray> arrays, long tasks, LongConsumer task) {
    Parallelism.forEach(tasks, i -> Faults.run(arrays, () -> task.accept(i)));
  }
}
