package io.mmaptable.internal.time;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;

/// The longest unit of which two others are multiples.
public final class CommonUnits {
  /// The bits that NumPy has for how many of one unit make another.
  private static final int LARGEST_FACTOR = 56;

  private static final DateTimeUnit WEEK = new DateTimeUnit(Base.WEEK, 1);

  private CommonUnits() {}

  /// Finds the common unit as NumPy does (`compute_datetime_metadata_greatest_common_divisor` in
  /// `numpy/_core/src/multiarray/datetime.c`), where months and years count as weeks beside shorter
  /// units, for want of a number.
  ///
  /// @param spans whether they are units of spans of time, where months and years have no unit in
  ///   common with days
  /// @return the unit
  /// @throws ArithmeticException if there is none, or NumPy has no number for it
  public static DateTimeUnit of(DateTimeUnit first, DateTimeUnit second, boolean spans) {
    if (first.base() == Base.GENERIC) {
      return second;
    }
    if (second.base() == Base.GENERIC) {
      return first;
    }
    boolean mixed = TimeUnits.isCalendar(first) != TimeUnits.isCalendar(second);
    if (mixed && spans) {
      throw new ArithmeticException("months and years are no number of days");
    }
    Base base = first.base().compareTo(second.base()) < 0 ? first.base() : second.base();
    BigInteger gcd = inSteps(first, base, mixed).gcd(inSteps(second, base, mixed));
    return new DateTimeUnit(base, gcd.intValueExact());
  }

  /// How many of a shorter unit make a unit.
  private static BigInteger inSteps(DateTimeUnit unit, Base base, boolean mixed) {
    BigInteger one = ofSteps(new DateTimeUnit(unit.base(), 1), mixed);
    BigInteger factor = one.divide(ofSteps(new DateTimeUnit(base, 1), mixed));
    if (factor.bitLength() > LARGEST_FACTOR) {
      throw new ArithmeticException("more than 2^56 of one make the other");
    }
    return factor.multiply(BigInteger.valueOf(unit.multiple()));
  }

  private static BigInteger ofSteps(DateTimeUnit unit, boolean mixed) {
    return TimeUnits.ofSteps(mixed && TimeUnits.isCalendar(unit) ? WEEK : unit);
  }
}
