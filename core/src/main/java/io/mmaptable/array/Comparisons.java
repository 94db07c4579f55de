package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Compares elements with a number.
final class Comparisons {
  private Comparisons() {}

  static NdArray greater(NdArray array, double value) {
    return Faults.guard(
        array,
        () ->
            switch (array.dtype()) {
              case DType.Bool _ -> greaterDoubles(array, value);
              case DType.Floating dtype -> greaterDoubles(array, rounded(value, dtype));
              case DType.Int _, DType.UInt _ -> {
                if (Double.isNaN(value)) {
                  yield NdArray.zeros(DType.BOOL, array.shape());
                }
                if (Math.abs(value) >= 0x1p63) {
                  // A double beyond the longs: only the largest of uint64 may still be greater.
                  yield greaterDoubles(array, value);
                }
                // x > v is x > floor(v) for whole x.
                yield greaterLongs(array, (long) Math.floor(value));
              }
              case DType.Complex _,
                  DType.Bytes _,
                  DType.Text _,
                  DType.Opaque _,
                  DType.DateTime _,
                  DType.TimeDelta _,
                  DType.Struct _ ->
                  throw unsupported(array);
            });
  }

  static NdArray greater(NdArray array, long value) {
    return Faults.guard(
        array,
        () ->
            switch (array.dtype()) {
              case DType.Int _, DType.UInt _, DType.Bool _ -> greaterLongs(array, value);
              case DType.Floating dtype -> greaterDoubles(array, rounded((double) value, dtype));
              case DType.Complex _,
                  DType.Bytes _,
                  DType.Text _,
                  DType.Opaque _,
                  DType.DateTime _,
                  DType.TimeDelta _,
                  DType.Struct _ ->
                  throw unsupported(array);
            });
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

  private static UnsupportedOperationException unsupported(NdArray array) {
    return new UnsupportedOperationException(
        "an array of " + array.dtype() + " cannot be compared with a number");
  }
}
