package io.mmaptable.internal.kernel;

import jdk.incubator.vector.DoubleVector;

/// Loops in the Vector API, loaded only where the JVM was started with its module. What they do not
/// take plain loops do: short blocks, the rest of a block, NaN.
final class VectorKernels extends ScalarKernels {

  /// These, or plain ones where the processor's vectors are too short.
  static BlockKernels orPlain() {
    return DoubleVector.SPECIES_PREFERRED.length() < DoubleVector.SPECIES_256.length()
        ? new ScalarKernels()
        : new VectorKernels();
  }

  @Override
  public double pairwise(double[] block, int from, int count) {
    return VectorSums.hasFourLeaves(count)
        ? VectorSums.pairwise(block, from, count)
        : super.pairwise(block, from, count);
  }

  @Override
  public float pairwise(float[] block, int from, int count) {
    return VectorSums.hasFourLeaves(count)
        ? VectorSums.pairwise(block, from, count)
        : super.pairwise(block, from, count);
  }

  @Override
  public double min(double[] block, int from, int count) {
    if (count < VectorExtremes.SHORTEST) {
      return super.min(block, from, count);
    }
    double found = VectorExtremes.of(-1, block, from, count);
    return !Double.isNaN(found) ? found : VectorExtremes.exactly(-1, block, from, count);
  }

  @Override
  public double max(double[] block, int from, int count) {
    if (count < VectorExtremes.SHORTEST) {
      return super.max(block, from, count);
    }
    double found = VectorExtremes.of(1, block, from, count);
    return !Double.isNaN(found) ? found : VectorExtremes.exactly(1, block, from, count);
  }

  @Override
  public float min(float[] block, int from, int count) {
    if (count < VectorExtremes.SHORTEST) {
      return super.min(block, from, count);
    }
    float found = VectorExtremes.of(-1, block, from, count);
    return !Double.isNaN(found) ? found : VectorExtremes.exactly(-1, block, from, count);
  }

  @Override
  public float max(float[] block, int from, int count) {
    if (count < VectorExtremes.SHORTEST) {
      return super.max(block, from, count);
    }
    float found = VectorExtremes.of(1, block, from, count);
    return !Double.isNaN(found) ? found : VectorExtremes.exactly(1, block, from, count);
  }

  @Override
  public long sum(long[] block, int from, int count) {
    return count < VectorIntegers.SHORTEST
        ? super.sum(block, from, count)
        : VectorIntegers.sum(block, from, count);
  }

  @Override
  public long min(long[] block, int from, int count) {
    return count < VectorIntegers.SHORTEST
        ? super.min(block, from, count)
        : VectorIntegers.extreme(-1, block, from, count);
  }

  @Override
  public long max(long[] block, int from, int count) {
    return count < VectorIntegers.SHORTEST
        ? super.max(block, from, count)
        : VectorIntegers.extreme(0, block, from, count);
  }

  @Override
  public void compare(Relation relation, double[] a, double[] b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void compare(Relation relation, double[] a, double b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void compare(Relation relation, float[] a, float[] b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void compare(Relation relation, float[] a, float b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void compare(Relation relation, long[] a, long[] b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void compare(Relation relation, long[] a, long b, int count, long[] bits) {
    VectorComparisons.compare(relation, a, b, count / 64, bits);
    compare(relation, a, b, count / 64 * 64, count, bits);
  }

  @Override
  public void addDots(float[] a, float[] b, int step, int rows, int length, double[] into) {
    VectorDots.add(a, b, step, rows, length, into);
  }

  @Override
  public void addDots(double[] a, double[] b, int step, int rows, int length, double[] into) {
    VectorDots.add(a, b, step, rows, length, into);
  }
}
