package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.FloatText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Compares elements with a number.
final class Comparisons {
  private Comparisons() {}

  static NdArray greater(NdArray array, double value) {
    requireReal(array);
    return Faults.guard(
        array,
        () -> {
          if (array.dtype() instanceof DType.Floating dtype) {
            return greaterDoubles(array, rounded(value, dtype));
          }
          return greaterInWhole(array, value);
        });
  }

  private static NdArray greaterInWhole(NdArray array, double value) {
    if (Double.isNaN(value)) {
      return NdArray.zeros(DType.BOOL, array.shape());
    }
    // Beyond the longs only the largest of uint64 may still be greater; else x > v is
    // x > floor(v) for whole x.
    return Math.abs(value) >= 0x1p63
        ? greaterDoubles(array, value)
        : greaterLongs(array, (long) Math.floor(value));
  }

  static NdArray greater(NdArray array, long value) {
    requireReal(array);
    return Faults.guard(
        array,
        () ->
            array.dtype() instanceof DType.Floating dtype
                ? greaterDoubles(array, rounded((double) value, dtype))
                : greaterLongs(array, value));
  }

  /// A number takes on the precision of the floats that it is compared with, as Python's do in
  /// NumPy: the float32 nearest to 0.1 is not greater than 0.1.
  private static double rounded(double value, DType.Floating dtype) {
    return FloatText.rounded(value, dtype.itemSize());
  }

  private static NdArray greaterDoubles(NdArray array, double value) {
    NdArray mask = NdArray.zeros(DType.BOOL, array.shape());
    MemorySegment out = mask.segment();
    var blocks = new Blocks(array);
    double[] block = new double[Blocks.LENGTH];
    for (long from = 0; from < array.size(); from += block.length) {
      int length = (int) Math.min(block.length, array.size() - from);
      blocks.load(from, length, block);
      for (int i = 0; i < length; i++) {
        out.set(ValueLayout.JAVA_BYTE, from + i, (byte) (block[i] > value ? 1 : 0));
      }
    }
    return mask;
  }

  private static NdArray greaterLongs(NdArray array, long value) {
    NdArray mask = NdArray.zeros(DType.BOOL, array.shape());
    MemorySegment out = mask.segment();
    boolean unsigned = array.dtype() instanceof DType.UInt;
    var blocks = new Blocks(array);
    long[] block = new long[Blocks.LENGTH];
    for (long from = 0; from < array.size(); from += block.length) {
      int length = (int) Math.min(block.length, array.size() - from);
      blocks.load(from, length, block);
      for (int i = 0; i < length; i++) {
        // An unsigned number past 2^63 - 1 is negative here, and greater than any long.
        boolean greater = block[i] > value || (unsigned && block[i] < 0);
        if (unsigned && value < 0) {
          greater = true;
        }
        out.set(ValueLayout.JAVA_BYTE, from + i, (byte) (greater ? 1 : 0));
      }
    }
    return mask;
  }

  private static void requireReal(NdArray array) {
    if (!Fitting.isReal(array.dtype())) {
      throw new UnsupportedOperationException(
          "an array of " + array.dtype() + " cannot be compared with a number");
    }
  }
}
