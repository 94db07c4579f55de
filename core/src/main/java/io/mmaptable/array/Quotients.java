package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.time.DateTimes;

/// What becomes of sums when they are divided by counts. They are few, beside what was added.
final class Quotients {
  private Quotients() {}

  /// Divides, as NumPy does, in double precision.
  ///
  /// @param counts of the sums' shape, or of one element
  /// @param less what is taken from the counts, which do not become negative by it
  static NdArray divide(NdArray sums, NdArray counts, double less, DType result) {
    NdArray quotients = NdArray.zeros(result, sums.shape());
    NdArray divisors = Broadcasting.to(sums.lengths(), counts);
    if (sums.dtype() instanceof DType.Complex) {
      divideComplex(sums, divisors, quotients);
      return quotients;
    }
    var from = new Blocks(divisors);
    double[] divisor = new double[Blocks.LENGTH];
    Blocks.eachDoubles(
        sums,
        (block, at, count) -> {
          from.load(at, count, divisor);
          for (int i = 0; i < count; i++) {
            block[i] /= Math.max(divisor[i] - less, 0);
          }
          store(block, quotients, at, count);
        });
    return quotients;
  }

  private static void store(double[] block, NdArray to, long at, int count) {
    long step = to.itemSize();
    new NumberWriter(to.dtype(), count)
        .doubles(block, to.segment(), to.offset() + at * step, step, count);
  }

  /// NumPy divides complex numbers by Smith's algorithm, which multiplies by the inverse of a real
  /// number.
  private static void divideComplex(NdArray sums, NdArray counts, NdArray quotients) {
    var divisors = new Blocks(counts);
    var imaginaries = new Blocks(sums.imag());
    double[] divisor = new double[Blocks.LENGTH];
    double[] imaginary = new double[Blocks.LENGTH];
    Blocks.eachDoubles(
        sums.real(),
        (real, at, count) -> {
          divisors.load(at, count, divisor);
          imaginaries.load(at, count, imaginary);
          for (int i = 0; i < count; i++) {
            double inverse = 1 / divisor[i];
            double re = (real[i] + imaginary[i] * 0.0) * inverse;
            imaginary[i] = (imaginary[i] - real[i] * 0.0) * inverse;
            real[i] = re;
          }
          storeParts(real, imaginary, quotients, at, count);
        });
  }

  private static void storeParts(
      double[] real, double[] imaginary, NdArray to, long at, int count) {
    long size = to.itemSize();
    NdArray re = to.real();
    NdArray im = to.imag();
    var writer = new NumberWriter(re.dtype(), count);
    writer.doubles(real, re.segment(), re.offset() + at * size, size, count);
    writer.doubles(imaginary, im.segment(), im.offset() + at * size, size, count);
  }

  /// Divides times, and cuts what is less than their unit; NaT where one was added, and of none.
  static NdArray divideTimes(NdArray sums, NdArray least, NdArray counts) {
    NdArray quotients = NdArray.zeros(sums.dtype(), sums.shape());
    var divisors = new Blocks(Broadcasting.to(sums.lengths(), counts));
    var lows = new Blocks(least);
    long[] divisor = new long[Blocks.LENGTH];
    long[] low = new long[Blocks.LENGTH];
    Blocks.eachLongs(
        sums,
        (block, at, count) -> {
          divisors.load(at, count, divisor);
          lows.load(at, count, low);
          for (int i = 0; i < count; i++) {
            boolean isMissing = divisor[i] == 0 || low[i] == DateTimes.NAT;
            block[i] = isMissing ? DateTimes.NAT : block[i] / divisor[i];
          }
          new NumberWriter(quotients.dtype(), count)
              .longs(block, false, quotients.segment(), quotients.offset() + at * 8, 8, count);
        });
    return quotients;
  }

  /// The square roots, in the same dtype.
  static NdArray roots(NdArray numbers) {
    NdArray roots = NdArray.zeros(numbers.dtype(), numbers.shape());
    Blocks.eachDoubles(
        numbers,
        (block, at, count) -> {
          for (int i = 0; i < count; i++) {
            block[i] = Math.sqrt(block[i]);
          }
          store(block, roots, at, count);
        });
    return roots;
  }
}
