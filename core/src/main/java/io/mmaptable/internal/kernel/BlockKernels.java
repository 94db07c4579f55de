package io.mmaptable.internal.kernel;

/// The loops whose speed decides, over blocks on the heap. There are two implementations, which
/// give the same bits: plain loops, and the Vector API where the JVM was started with it.
public abstract sealed class BlockKernels permits ScalarKernels {

  /// Adds as NumPy's `pairwise_sum` does (`numpy/_core/src/umath/loops_utils.h.src`): more than 128
  /// elements are halved, at a multiple of eight, and fewer go to eight accumulators.
  ///
  /// @param block the elements
  /// @param from the first
  /// @param count how many, at least one
  /// @return the sum
  public abstract double pairwise(double[] block, int from, int count);

  public abstract float pairwise(float[] block, int from, int count);

  /// Adds, and wraps around.
  public abstract long sum(long[] block, int from, int count);

  /// The smallest, of one at least; NaN wins.
  public abstract double min(double[] block, int from, int count);

  public abstract double max(double[] block, int from, int count);

  public abstract float min(float[] block, int from, int count);

  public abstract float max(float[] block, int from, int count);

  public abstract long min(long[] block, int from, int count);

  public abstract long max(long[] block, int from, int count);

  /// Compares elements with others, and sets bit `i % 64` of word `i / 64` where they are related;
  /// the last word's bits beyond are zero.
  public abstract void compare(Relation relation, double[] a, double[] b, int count, long[] bits);

  public abstract void compare(Relation relation, float[] a, float[] b, int count, long[] bits);

  public abstract void compare(Relation relation, long[] a, long[] b, int count, long[] bits);

  /// Compares elements with one number.
  public abstract void compare(Relation relation, double[] a, double b, int count, long[] bits);

  public abstract void compare(Relation relation, float[] a, float b, int count, long[] bits);

  public abstract void compare(Relation relation, long[] a, long b, int count, long[] bits);

  /// The dot products of rows with a vector, or with as many other rows. Products are added in
  /// their own precision, to eight sums, which are added in pairs; then come those past a multiple
  /// of eight.
  ///
  /// @param a the rows, one after the other
  /// @param b the vector or the other rows
  /// @param step how far the next of the other rows is: 0 for a vector
  /// @param rows how many rows
  /// @param length how long a row is
  /// @param into where the dot products are added
  public abstract void addDots(float[] a, float[] b, int step, int rows, int length, double[] into);

  public abstract void addDots(
      double[] a, double[] b, int step, int rows, int length, double[] into);
}
