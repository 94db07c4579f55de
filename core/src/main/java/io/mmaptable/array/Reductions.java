package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.time.DateTimes;
import java.util.Arrays;
import java.util.Objects;

/// Sums, products and extremes of expressions, whole and along axes, and the doors to the other
/// reductions.
final class Reductions {
  private Reductions() {}

  static NdArray sum(Expression expression, Reduction how) {
    return sum(Chosen.of(expression, how), how);
  }

  static NdArray nanSum(Expression expression, Reduction how) {
    boolean isTime = expression.dtype() instanceof DType.TimeDelta;
    return sum(isTime ? Chosen.of(expression, how) : Chosen.notNaN(expression, how), how);
  }

  private static NdArray sum(Chosen chosen, Reduction how) {
    DType result = ResultTypes.ofSum(chosen.node().dtype());
    NdArray sums = chosen.fold(how, Fold.SUM, result);
    if (result instanceof DType.TimeDelta) {
      Missing.put(sums, chosen.fold(how, Fold.MIN, result), least -> least == DateTimes.NAT);
    }
    return sums;
  }

  static NdArray prod(Expression expression, Reduction how) {
    return Chosen.of(expression, how)
        .fold(how, Fold.PROD, ResultTypes.ofProduct(expression.dtype()));
  }

  static NdArray min(Expression expression, Reduction how) {
    return extreme("min", Chosen.of(expression, how), how, Fold.MIN);
  }

  static NdArray max(Expression expression, Reduction how) {
    return extreme("max", Chosen.of(expression, how), how, Fold.MAX);
  }

  static NdArray ptp(Expression expression, Reduction how) {
    if (expression.dtype() instanceof DType.Bool) {
      throw ResultTypes.refused("ptp", expression.dtype());
    }
    Chosen chosen = Chosen.of(expression, how);
    NdArray most = extreme("ptp", chosen, how, Fold.MAX);
    return most.sub(extreme("ptp", chosen, how, Fold.MIN));
  }

  static NdArray nanMin(Expression expression, Reduction how) {
    return nanExtreme("nanMin", expression, how, Fold.MIN);
  }

  static NdArray nanMax(Expression expression, Reduction how) {
    return nanExtreme("nanMax", expression, how, Fold.MAX);
  }

  private static NdArray extreme(String name, Chosen chosen, Reduction how, Fold fold) {
    DType result = ResultTypes.ofExtreme(name, chosen.node().dtype());
    requireElements(name, chosen, how);
    return chosen.fold(how, fold, result);
  }

  private static NdArray nanExtreme(String name, Expression expression, Reduction how, Fold fold) {
    Chosen all = Chosen.of(expression, how);
    Chosen chosen = Chosen.notNaN(expression, how);
    if (Objects.equals(all.which(), chosen.which())) {
      return extreme(name, all, how, fold);
    }
    requireElements(name, all, how);
    NdArray found = chosen.fold(how, fold, ResultTypes.ofExtreme(name, expression.dtype()));
    Missing.put(found, chosen.counts(how), count -> count == 0);
    return found;
  }

  private static void requireElements(String name, Chosen chosen, Reduction how) {
    long[] shape = chosen.node().shape();
    if (new ReducedAxes(shape, how.axes()).reducedSize() == 0) {
      throw new IllegalArgumentException(
          name + " of no elements: an array of shape " + Arrays.toString(shape) + along(how));
    }
    if (chosen.which() == null) {
      return;
    }
    NdArray counts = chosen.counts(how);
    if (counts.size() > 0
        && Folding.fold(new ArrayNode(counts), Reduction.ALL, Fold.MIN, DType.INT64).getLong()
            == 0) {
      throw new IllegalArgumentException(
          name
              + " of no elements: the mask is false everywhere in an array of shape "
              + Arrays.toString(shape)
              + along(how));
    }
  }

  private static String along(Reduction how) {
    return how.axes().length == 0 ? "" : " along axes " + Arrays.toString(how.axes());
  }

  static NdArray mean(Expression expression, Reduction how) {
    return Averages.mean(Chosen.of(expression, how), how);
  }

  static NdArray nanMean(Expression expression, Reduction how) {
    boolean isTime = expression.dtype() instanceof DType.TimeDelta;
    return Averages.mean(isTime ? Chosen.of(expression, how) : Chosen.notNaN(expression, how), how);
  }

  static NdArray var(Expression expression, Reduction how) {
    return Averages.variance("var", Chosen.of(expression, how), how);
  }

  static NdArray std(Expression expression, Reduction how) {
    return Averages.deviation(Chosen.of(expression, how), how);
  }

  static NdArray any(Expression expression, Reduction how) {
    return TruthReductions.any(expression, how);
  }

  static NdArray all(Expression expression, Reduction how) {
    return TruthReductions.all(expression, how);
  }

  static NdArray countNonZero(Expression expression, Reduction how) {
    return TruthReductions.count(expression, how);
  }

  static long argMin(Expression expression) {
    return ArgReductions.whole("argMin", expression, Fold.MIN);
  }

  static NdArray argMin(Expression expression, int axis) {
    return ArgReductions.along("argMin", expression, axis, Fold.MIN);
  }

  static long argMax(Expression expression) {
    return ArgReductions.whole("argMax", expression, Fold.MAX);
  }

  static NdArray argMax(Expression expression, int axis) {
    return ArgReductions.along("argMax", expression, axis, Fold.MAX);
  }
}
