package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.kernel.Fold;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many elements are true, and whether any or all are.
final class TruthReductions {
  private TruthReductions() {}

  static NdArray count(Expression expression, Reduction how) {
    return chosen("countNonZero", expression, how).fold(how, Fold.SUM, DType.INT64);
  }

  static NdArray any(Expression expression, Reduction how) {
    Chosen chosen = chosen("any", expression, how);
    if (isWhole(how) && !how.keepsDims() && chosen.which() == null) {
      return truth(hasTruth(chosen.node(), true));
    }
    NdArray counts = chosen.fold(how, Fold.SUM, DType.INT64);
    NdArray any = NdArray.zeros(DType.BOOL, counts.shape());
    any.set(Casting.UNSAFE, counts);
    return any;
  }

  static NdArray all(Expression expression, Reduction how) {
    Chosen chosen = chosen("all", expression, how);
    if (isWhole(how) && !how.keepsDims() && chosen.which() == null) {
      return truth(!hasTruth(chosen.node(), false));
    }
    NdArray counts = chosen.fold(how, Fold.SUM, DType.INT64);
    NdArray expected = Broadcasting.to(counts.lengths(), chosen.counts(how));
    NdArray all = NdArray.zeros(DType.BOOL, counts.shape());
    var found = new Offsets(counts, 0);
    var wanted = new Offsets(expected, 0);
    for (long i = 0; i < all.size(); i++) {
      long count = Elements.getLong(counts.segment(), found.next(), DType.INT64);
      boolean isAll = count == Elements.getLong(expected.segment(), wanted.next(), DType.INT64);
      Elements.setBits(all.segment(), i, 1, DType.BOOL.byteOrder(), isAll ? 1 : 0);
    }
    return all;
  }

  private static boolean isWhole(Reduction how) {
    return how.axes().length == 0;
  }

  private static NdArray truth(boolean value) {
    return JavaArrays.scalar(DType.BOOL, value ? 1 : 0);
  }

  private static Chosen chosen(String name, Expression expression, Reduction how) {
    if (Lanes.of(expression.dtype()) == Lanes.NONE) {
      throw ResultTypes.refused(name, expression.dtype());
    }
    Chosen chosen = Chosen.of(expression, how);
    return new Chosen(new TruthNode(chosen.node()), chosen.which());
  }

  /// Whether one of all elements is true, or is false. What follows the first is left unread.
  private static boolean hasTruth(Node node, boolean wanted) {
    long size = Shapes.size(node.shape());
    var found = new AtomicBoolean();
    Folding.forEach(
        node.arrays(),
        Math.ceilDiv(size, Folding.PIECE),
        i -> {
          long from = i * Folding.PIECE;
          if (!found.get()
              && hasTruth(node.open(), from, Math.min(size, from + Folding.PIECE), wanted)) {
            found.set(true);
          }
        });
    return found.get();
  }

  private static boolean hasTruth(Cursor cursor, long from, long to, boolean wanted) {
    long[] bits = new long[Truths.words(Blocks.LENGTH)];
    for (long at = from; at < to; at += Blocks.LENGTH) {
      int count = (int) Math.min(Blocks.LENGTH, to - at);
      cursor.loadTruths(at, count, bits);
      long truths = Truths.count(bits, count);
      if (wanted ? truths > 0 : truths < count) {
        return true;
      }
    }
    return false;
  }
}
