package io.mmaptable.array;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;

/// How the units of time are to one another.
final class TimeUnits {
  private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private TimeUnits() {}

  /// Whether the calendar decides how long a unit is: months and years.
  static boolean isCalendar(DateTimeUnit unit) {
    return unit.base() == Base.MONTH || unit.base() == Base.YEAR;
  }

  /// Whether each step of a unit is a whole number of steps of another that is no longer.
  ///
  /// @param strict whether a month or year is no number of days, as for spans of time
  static boolean divides(DateTimeUnit from, DateTimeUnit to, boolean strict) {
    if (from.base().compareTo(to.base()) < 0) {
      return false;
    }
    if (isCalendar(from) != isCalendar(to)) {
      return !strict;
    }
    BigInteger whole = ofSteps(from);
    BigInteger part = ofSteps(to);
    // A ratio past 64 bits NumPy takes for none.
    boolean countable =
        perUnit(from.base())
                .divide(perUnit(to.base()))
                .multiply(BigInteger.valueOf(from.multiple()))
                .compareTo(LONGEST)
            <= 0;
    return countable && whole.mod(part).signum() == 0;
  }

  /// One step in months, or in attoseconds.
  static BigInteger ofSteps(DateTimeUnit unit) {
    return perUnit(unit.base()).multiply(BigInteger.valueOf(unit.multiple()));
  }

  /// The quotient that is rounded down, and the rest.
  static BigInteger[] floor(BigInteger value, BigInteger divisor) {
    BigInteger rest = value.mod(divisor);
    return new BigInteger[] {value.subtract(rest).divide(divisor), rest};
  }

  private static BigInteger perUnit(Base base) {
    return switch (base) {
      case YEAR -> BigInteger.valueOf(12);
      case MONTH, ATTOSECOND, GENERIC -> BigInteger.ONE;
      case WEEK -> seconds(7 * 86_400);
      case DAY -> seconds(86_400);
      case HOUR -> seconds(3_600);
      case MINUTE -> seconds(60);
      case SECOND -> seconds(1);
      case MILLISECOND -> BigInteger.TEN.pow(15);
      case MICROSECOND -> BigInteger.TEN.pow(12);
      case NANOSECOND -> BigInteger.TEN.pow(9);
      case PICOSECOND -> BigInteger.TEN.pow(6);
      case FEMTOSECOND -> BigInteger.TEN.pow(3);
    };
  }

  private static BigInteger seconds(long count) {
    return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(count));
  }
}
