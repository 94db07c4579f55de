package io.mmaptable.internal.time;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;

/// The unit that times of two units are computed in: the longest one of which each step of both is
/// a whole number.
///
/// Source: `compute_datetime_metadata_greatest_common_divisor` in
/// `numpy/_core/src/multiarray/datetime.c`.
public final class CommonUnit {
  private CommonUnit() {}

  /// Finds the unit.
  ///
  /// @param strictOne whether `one` is the unit of spans, of which months and years are no number
  ///   of days
  /// @param strictOther the same of `other`
  /// @throws UnsupportedOperationException if there is none
  public static DateTimeUnit of(
      DateTimeUnit one, boolean strictOne, DateTimeUnit other, boolean strictOther) {
    if (one.base() == Base.GENERIC) {
      return other;
    }
    if (other.base() == Base.GENERIC) {
      return one;
    }
    boolean firstIsCalendar = TimeUnits.isCalendar(one);
    boolean mixed = firstIsCalendar != TimeUnits.isCalendar(other);
    if (mixed && (firstIsCalendar ? strictOne : strictOther)) {
      throw new UnsupportedOperationException(
          "spans of " + one + " and " + other + " have no unit in common: months differ in length");
    }
    Base base = one.base().compareTo(other.base()) < 0 ? one.base() : other.base();
    BigInteger steps = stepsOf(base, one).gcd(stepsOf(base, other));
    if (steps.bitLength() > 31
        || !TimeUnits.isCountable(one, other)
        || (mixed && !TimeUnits.isCountable(new DateTimeUnit(Base.WEEK, 1), one(base)))) {
      throw new UnsupportedOperationException(
          "times of "
              + one
              + " and "
              + other
              + " have no unit in common: their ratio is too large");
    }
    return new DateTimeUnit(base, steps.intValueExact());
  }

  private static DateTimeUnit one(Base base) {
    return new DateTimeUnit(base, 1);
  }

  /// How many steps of a base a unit is. NumPy takes months and years for weeks here, whose
  /// multiples then decide that of the common unit.
  private static BigInteger stepsOf(Base base, DateTimeUnit unit) {
    boolean isWeeks = TimeUnits.isCalendar(unit) && !TimeUnits.isCalendar(one(base));
    BigInteger steps =
        TimeUnits.ofSteps(isWeeks ? new DateTimeUnit(Base.WEEK, unit.multiple()) : unit);
    return steps.divide(TimeUnits.ofSteps(one(base)));
  }
}
