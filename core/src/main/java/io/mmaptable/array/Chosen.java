package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import org.jspecify.annotations.Nullable;

/// The elements of an expression that count: all, or those where a mask is true, or that are not
/// NaN.
///
/// @param node all elements
/// @param which of bool, of the same shape; null for all
record Chosen(Node node, @Nullable Node which) {

  static Chosen of(Expression expression, Reduction how) {
    return new Chosen(expression.node(), mask(expression, how));
  }

  /// Those that are not NaN or NaT, of a dtype that has such.
  static Chosen notNaN(Expression expression, Reduction how) {
    Node node = expression.node();
    return switch (node.dtype()) {
      case DType.Floating _, DType.Complex _, DType.DateTime _, DType.TimeDelta _ ->
          new Chosen(node, new ChosenNode(node.shape(), mask(expression, how), node));
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          of(expression, how);
    };
  }

  private static @Nullable Node mask(Expression expression, Reduction how) {
    @Nullable Expression mask = how.mask();
    return mask == null ? null : mask.node().broadcastTo(expression.node().shape());
  }

  NdArray fold(Reduction how, Fold fold, DType result) {
    return Folding.fold(filled(node, fold), how, fold, result);
  }

  /// Other elements of the same shape, of which the same count.
  NdArray fold(Node others, Reduction how, Fold fold, DType result) {
    return Folding.fold(filled(others, fold), how, fold, result);
  }

  private Node filled(Node others, Fold fold) {
    return which == null
        ? others
        : new MaskedNode(others, which, Identity.of(fold, others.dtype()));
  }

  /// How many elements each result is of.
  NdArray counts(Reduction how) {
    if (which != null) {
      return Folding.fold(which, how, Fold.SUM, DType.INT64);
    }
    long count = new ReducedAxes(node.shape(), how.axes()).reducedSize();
    return JavaArrays.scalar(DType.INT64, count);
  }
}
