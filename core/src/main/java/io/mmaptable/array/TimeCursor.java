package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.time.DateTimes;
import io.mmaptable.internal.time.TimeCast;
import io.mmaptable.internal.time.TimeUnits;
import java.nio.ByteOrder;

/// Times as counts of another unit than their own; what does not fit wraps, as in NumPy.
final class TimeCursor extends LongCursor {
  private final Cursor times;
  private final TimeCast cast;
  private final boolean nowhere;

  private TimeCursor(Cursor times, TimeCast cast, boolean nowhere) {
    super(false);
    this.times = times;
    this.cast = cast;
    this.nowhere = nowhere;
  }

  /// Opens a cursor over times, or over integers, which count the unit of what they meet.
  static Cursor open(Node node, DType as) {
    if (!Operands.isTime(node.dtype())) {
      return node.open();
    }
    TimeCast cast = TimeCast.of(node.dtype(), as);
    boolean nowhere = isNowhere(node.dtype(), as);
    return cast.isIdentity() && !nowhere ? node.open() : new TimeCursor(node.open(), cast, nowhere);
  }

  /// Whether points in time without a unit are to be months or years. As in NumPy only NaT is one.
  private static boolean isNowhere(DType from, DType to) {
    return from instanceof DType.DateTime(DateTimeUnit source, _)
        && to instanceof DType.DateTime(DateTimeUnit target, _)
        && source.base() == DateTimeUnit.Base.GENERIC
        && TimeUnits.isCalendar(target);
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

  static DateTimeUnit unit(DType time) {
    return time instanceof DType.DateTime(DateTimeUnit unit, _)
        ? unit
        : ((DType.TimeDelta) time).unit();
  }

  @Override
  void load(long from, int count, long[] into) {
    times.load(from, count, into);
    for (int i = 0; nowhere && i < count; i++) {
      if (into[i] != DateTimes.NAT) {
        throw new IllegalArgumentException(
            "a point in time without a unit (" + into[i] + ") is in no month or year");
      }
    }
    cast.convert(into, count);
  }
}
