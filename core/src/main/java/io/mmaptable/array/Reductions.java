package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.time.DateTimes;

/// Reduces an array to one value.
final class Reductions {

  /// The longest run that is added without being split, and how many sums run side by side in it:
  /// NumPy's own numbers.
  private static final int PAIRWISE_LENGTH = 128;

  private static final int LANES = 8;

  /// How many elements NumPy's iterator gathers at a time (`numpy.getbufsize()`).
  private static final int BUFFER_LENGTH = 8192;

  private Reductions() {}

  static NdArray sum(NdArray array) {
    requireReal(array, "summed");
    if (array.dtype() instanceof DType.Floating) {
      return Faults.guard(array, () -> JavaArrays.scalar(DType.FLOAT64, sumDoubles(array)));
    }
    DType wide = array.dtype() instanceof DType.UInt ? DType.UINT64 : DType.INT64;
    return Faults.guard(array, () -> JavaArrays.scalar(wide, sumLongs(array)));
  }

  static NdArray mean(NdArray array) {
    requireReal(array, "averaged");
    return Faults.guard(
        array, () -> JavaArrays.scalar(DType.FLOAT64, sumDoubles(array) / array.size()));
  }

  static NdArray min(NdArray array) {
    return extreme(array, true);
  }

  static NdArray max(NdArray array) {
    return extreme(array, false);
  }

  static long countNonZero(NdArray array) {
    return Faults.guard(
        array,
        () -> {
          var blocks = new Blocks(array);
          double[] block = new double[Blocks.LENGTH];
          long count = 0;
          for (long from = 0; from < array.size(); from += block.length) {
            int length = (int) Math.min(block.length, array.size() - from);
            blocks.load(from, length, block);
            for (int i = 0; i < length; i++) {
              count += block[i] != 0 ? 1 : 0;
            }
          }
          return count;
        });
  }

  /// Adds in the order of the memory, whatever the order of the dimensions, as NumPy does: elements
  /// with one stride are one tree; else as many whole runs of one stride as NumPy's buffer takes
  /// are one, and the trees' sums are added to 0 one by one, so that no sum is -0.0.
  private static double sumDoubles(NdArray array) {
    NdArray runs = Runs.inMemoryOrder(array);
    var blocks = new Blocks(runs);
    double[] run = new double[PAIRWISE_LENGTH];
    if (runs.ndim() < 2 || runs.size() == 0) {
      return 0.0 + pairwise(blocks, 0, runs.size(), run);
    }
    long length = runs.length(runs.ndim() - 1);
    long tree = Math.max(1, BUFFER_LENGTH / length) * length;
    double sum = 0;
    for (long from = 0; from < runs.size(); from += tree) {
      sum += pairwise(blocks, from, Math.min(tree, runs.size() - from), run);
    }
    return sum;
  }

  /// Adds as NumPy's `pairwise_sum` does (`numpy/_core/src/umath/loops_utils.h.src`), whose error
  /// grows with the logarithm of the length; the tree depends on the length alone.
  private static double pairwise(Blocks blocks, long from, long length, double[] run) {
    if (length > PAIRWISE_LENGTH) {
      long half = length / 2;
      half -= half % LANES;
      return pairwise(blocks, from, half, run) + pairwise(blocks, from + half, length - half, run);
    }
    int count = (int) length;
    blocks.load(from, count, run);
    if (count < LANES) {
      // As NumPy starts.
      double sum = -0.0;
      for (int i = 0; i < count; i++) {
        sum += run[i];
      }
      return count == 0 ? 0 : sum;
    }
    double[] lanes = new double[LANES];
    System.arraycopy(run, 0, lanes, 0, LANES);
    int end = count - count % LANES;
    for (int i = LANES; i < end; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += run[i + lane];
      }
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    for (int i = end; i < count; i++) {
      sum += run[i];
    }
    return sum;
  }

  private static long sumLongs(NdArray array) {
    var blocks = new Blocks(array);
    long[] block = new long[Blocks.LENGTH];
    long sum = 0;
    for (long from = 0; from < array.size(); from += block.length) {
      int length = (int) Math.min(block.length, array.size() - from);
      blocks.load(from, length, block);
      for (int i = 0; i < length; i++) {
        sum += block[i];
      }
    }
    return sum;
  }

  private static NdArray extreme(NdArray array, boolean smallest) {
    if (array.size() == 0) {
      throw new IllegalArgumentException("an empty array has no " + (smallest ? "min" : "max"));
    }
    return Faults.guard(
        array,
        () ->
            switch (array.dtype()) {
              case DType.Floating dtype -> {
                if (dtype.itemSize() == 16) {
                  throw unsupported(array, "ordered");
                }
                yield JavaArrays.scalar(dtype, extremeDouble(array, smallest));
              }
              case DType.Bool dtype -> JavaArrays.scalar(dtype, extremeLong(array, smallest, 0));
              case DType.Int dtype -> JavaArrays.scalar(dtype, extremeLong(array, smallest, 0));
              // Flipping the sign bit turns the unsigned order into the signed one.
              case DType.UInt dtype ->
                  JavaArrays.scalar(dtype, extremeLong(array, smallest, Long.MIN_VALUE));
              case DType.DateTime dtype -> JavaArrays.scalar(dtype, extremeTime(array, smallest));
              case DType.TimeDelta dtype -> JavaArrays.scalar(dtype, extremeTime(array, smallest));
              case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
                  throw unsupported(array, "ordered");
            });
  }

  /// `Math.min` and `Math.max` let NaN win, as NumPy does.
  private static double extremeDouble(NdArray array, boolean smallest) {
    var blocks = new Blocks(array);
    double[] block = new double[Blocks.LENGTH];
    double found = smallest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    for (long from = 0; from < array.size(); from += block.length) {
      int length = (int) Math.min(block.length, array.size() - from);
      blocks.load(from, length, block);
      for (int i = 0; i < length; i++) {
        found = smallest ? Math.min(found, block[i]) : Math.max(found, block[i]);
      }
    }
    return found;
  }

  private static long extremeLong(NdArray array, boolean smallest, long flip) {
    var blocks = new Blocks(array);
    long[] block = new long[Blocks.LENGTH];
    long found = smallest ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (long from = 0; from < array.size(); from += block.length) {
      int length = (int) Math.min(block.length, array.size() - from);
      blocks.load(from, length, block);
      for (int i = 0; i < length; i++) {
        long value = block[i] ^ flip;
        found = smallest ? Math.min(found, value) : Math.max(found, value);
      }
    }
    return found ^ flip;
  }

  /// NaT is the smallest number, so a maximum must look for it; a minimum finds it by itself.
  private static long extremeTime(NdArray array, boolean smallest) {
    long least = extremeLong(array, true, 0);
    return smallest || least == DateTimes.NAT ? least : extremeLong(array, false, 0);
  }

  private static void requireReal(NdArray array, String what) {
    if (!Fitting.isReal(array.dtype())) {
      throw unsupported(array, what);
    }
  }

  private static UnsupportedOperationException unsupported(NdArray array, String what) {
    return new UnsupportedOperationException("an array of " + array.dtype() + " cannot be " + what);
  }
}
