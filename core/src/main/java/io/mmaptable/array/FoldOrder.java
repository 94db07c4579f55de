package io.mmaptable.array;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The order in which NumPy's iterator walks over axes: the longest strides first.
final class FoldOrder {

  /// How many elements NumPy's iterator gathers at a time (`numpy.getbufsize()`).
  private static final long BUFFER_LENGTH = 8192;

  private FoldOrder() {}

  /// The axes of the first array that is not repeated along all of them.
  static int[] axes(Node node) {
    int ndim = node.shape().length;
    for (NdArray array : node.arrays()) {
      if (array.ndim() == ndim && Arrays.stream(array.steps()).anyMatch(step -> step != 0)) {
        return IntStream.range(0, ndim)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -Math.abs(array.stride(i))))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return IntStream.range(0, ndim).toArray();
  }

  /// How many elements NumPy adds as one pairwise tree: those with one stride, of which as many
  /// whole runs as its buffer takes are one; or a buffer of them, where it has to convert them. The
  /// sums of trees are added one by one. An expression is one tree, since NumPy would compute it
  /// first.
  ///
  /// @param first the first axis of those that are reduced together
  static long treeLength(Node node, int first) {
    long[] shape = node.shape();
    long size = Shapes.size(Arrays.copyOfRange(shape, first, shape.length));
    @Nullable NdArray array = node.layout();
    if (size == 0 || array == null) {
      return Math.max(1, size);
    }
    NdArray runs =
        Runs.inIndexOrder(
            array.withLayout(
                Arrays.copyOfRange(shape, first, shape.length),
                Arrays.copyOfRange(array.steps(), first, shape.length),
                array.offset()));
    if (runs.ndim() < 2) {
      return isConverted(array) ? BUFFER_LENGTH : size;
    }
    long run = runs.length(runs.ndim() - 1);
    return Math.max(1, BUFFER_LENGTH / run) * run;
  }

  private static boolean isConverted(NdArray array) {
    return array.dtype().byteOrder() != ByteOrder.nativeOrder();
  }
}
