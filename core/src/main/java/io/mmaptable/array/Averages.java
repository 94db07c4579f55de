package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.Fold;

/// Means, variances and standard deviations: sums that are divided by counts.
final class Averages {
  private Averages() {}

  static NdArray mean(Chosen chosen, Reduction how) {
    DType dtype = chosen.node().dtype();
    DType result = ResultTypes.ofMean(dtype);
    if (dtype instanceof DType.TimeDelta) {
      return timeMean(chosen, how);
    }
    NdArray mean = wideMean(chosen, how);
    return mean.dtype().equals(result) ? mean : mean.astype(result, Casting.UNSAFE);
  }

  /// The mean in the precision in which it is added up.
  private static NdArray wideMean(Chosen chosen, Reduction how) {
    DType dtype = chosen.node().dtype();
    NdArray sums = chosen.fold(how, Fold.SUM, ResultTypes.ofMeanSum(dtype));
    DType wide = isHalf(dtype) ? DType.FLOAT32 : ResultTypes.ofMean(dtype);
    return Quotients.divide(sums, chosen.counts(how), 0, wide);
  }

  private static boolean isHalf(DType dtype) {
    return dtype instanceof DType.Floating(int size, _) && size == 2;
  }

  private static NdArray timeMean(Chosen chosen, Reduction how) {
    DType dtype = ResultTypes.ofMean(chosen.node().dtype());
    NdArray sums = chosen.fold(how, Fold.SUM, dtype);
    NdArray least = chosen.fold(how, Fold.MIN, dtype);
    return Quotients.divideTimes(sums, least, chosen.counts(how));
  }

  /// The mean of the squared distances from the mean. The elements are read twice, and nothing that
  /// is as long as they are is made of them.
  static NdArray variance(String name, Chosen chosen, Reduction how) {
    Node node = chosen.node();
    DType result = ResultTypes.ofVariance(name, node.dtype());
    NdArray mean = wideMean(chosen, how.keepDims());
    Node means = new ArrayNode(Broadcasting.to(node.shape(), mean));
    boolean isSingle = Lanes.of(node.dtype()) == Lanes.FLOATS;
    var distances = new DistanceNode(isSingle ? DType.FLOAT32 : DType.FLOAT64, node, means);
    NdArray sums = chosen.fold(distances, how, Fold.SUM, distances.dtype());
    NdArray variance =
        Quotients.divide(
            sums, chosen.counts(how), how.ddof(), isHalf(result) ? DType.FLOAT32 : result);
    return isHalf(result) ? variance.astype(result, Casting.UNSAFE) : variance;
  }

  static NdArray deviation(Chosen chosen, Reduction how) {
    NdArray variance = variance("std", chosen, how);
    return Quotients.roots(variance);
  }
}
