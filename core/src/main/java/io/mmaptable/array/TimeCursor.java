package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.time.TimeCast;
import java.nio.ByteOrder;

/// Times as counts of another unit than their own; what does not fit wraps, as in NumPy.
final class TimeCursor extends LongCursor {
  private final Cursor times;
  private final TimeCast cast;

  private TimeCursor(Cursor times, TimeCast cast) {
    super(false);
    this.times = times;
    this.cast = cast;
  }

  /// Opens a cursor over times, or over integers, which count the unit of what they meet.
  static Cursor open(Node node, DType as) {
    if (!Comparisons.isTime(node.dtype())) {
      return node.open();
    }
    TimeCast cast = TimeCast.of(node.dtype(), as);
    return cast.isIdentity() ? node.open() : new TimeCursor(node.open(), cast);
  }

  /// Whether elements are spans of time, or can be taken for some.
  static boolean isSpan(DType dtype) {
    return dtype instanceof DType.TimeDelta || isInteger(dtype);
  }

  static boolean isInteger(DType dtype) {
    return dtype instanceof DType.Int || dtype instanceof DType.UInt || dtype instanceof DType.Bool;
  }

  /// The dtype that two are computed as: points in time if one is such, else spans. Integers count
  /// the other's unit.
  ///
  /// @throws UnsupportedOperationException if their units have none in common
  static DType common(DType left, DType right) {
    return Promotion.of(isInteger(left) ? right : left, isInteger(right) ? left : right);
  }

  static DType span(DateTimeUnit unit) {
    return new DType.TimeDelta(unit, ByteOrder.nativeOrder());
  }

  static DateTimeUnit unit(DType dtype) {
    return switch (dtype) {
      case DType.DateTime(DateTimeUnit unit, _) -> unit;
      case DType.TimeDelta(DateTimeUnit unit, _) -> unit;
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          DateTimeUnit.GENERIC;
    };
  }

  @Override
  void load(long from, int count, long[] into) {
    times.load(from, count, into);
    cast.convert(into, count);
  }
}
