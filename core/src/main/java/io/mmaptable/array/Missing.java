package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.time.DateTimes;
import java.util.function.LongPredicate;

/// NaN or NaT in place of results that are of no elements, or of such as are missing themselves.
final class Missing {
  private Missing() {}

  /// Sets results to NaN or NaT.
  ///
  /// @param tests integers of the results' shape
  /// @param missing which of those stand for a result that is missing
  static void put(NdArray results, NdArray tests, LongPredicate missing) {
    var at = new Offsets(results, 0);
    var from = new Offsets(tests, 0);
    for (long i = 0; i < results.size(); i++) {
      long offset = at.next();
      if (missing.test(Elements.getLong(tests.segment(), from.next(), tests.dtype()))) {
        put(results, offset);
      }
    }
  }

  private static void put(NdArray results, long offset) {
    switch (results.dtype()) {
      case DType.Floating dtype -> Elements.setDouble(results.segment(), offset, dtype, Double.NaN);
      case DType.Complex(int size, var order) -> {
        var part = new DType.Floating(size / 2, order);
        Elements.setDouble(results.segment(), offset, part, Double.NaN);
        Elements.setDouble(results.segment(), offset + size / 2, part, 0);
      }
      case DType.DateTime _, DType.TimeDelta _ ->
          Elements.setBits(
              results.segment(), offset, 8, results.dtype().byteOrder(), DateTimes.NAT);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw new IllegalStateException(results.dtype() + " is never missing");
    }
  }
}
