package io.mmaptable.internal.time;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.time.LocalDate;

/// How the units of time are to one another.
public final class TimeUnits {
  /// The Gregorian calendar repeats after so many days, and so many months.
  static final BigInteger DAYS_PER_ERA = BigInteger.valueOf(146_097);

  static final BigInteger MONTHS_PER_ERA = BigInteger.valueOf(4_800);

  private TimeUnits() {}

  /// Whether the calendar decides how long a unit is: months and years.
  public static boolean isCalendar(DateTimeUnit unit) {
    return unit.base() == Base.MONTH || unit.base() == Base.YEAR;
  }

  /// Whether a unit is always as long: years, months and the generic one are not.
  public static boolean isFixed(DateTimeUnit unit) {
    return unit.base() != Base.GENERIC && !isCalendar(unit);
  }

  /// Whether each step of a unit is a whole number of steps of another that is no longer.
  ///
  /// @param strict whether a month or year is no number of days, as for spans of time
  public static boolean divides(DateTimeUnit from, DateTimeUnit to, boolean strict) {
    if (from.base().compareTo(to.base()) < 0) {
      return false;
    }
    if (isCalendar(from) != isCalendar(to)) {
      return !strict;
    }
    return isCountable(from, to) && ofSteps(from).mod(ofSteps(to)).signum() == 0;
  }

  /// Whether NumPy has a number for how many of one unit make the other: none past 56 bits
  /// (`get_datetime_units_factor` in `numpy/_core/src/multiarray/datetime.c`).
  static boolean isCountable(DateTimeUnit one, DateTimeUnit other) {
    if (isCalendar(one) && isCalendar(other)) {
      return true;
    }
    BigInteger first = perUnit(isCalendar(one) ? Base.DAY : one.base());
    BigInteger second = perUnit(isCalendar(other) ? Base.DAY : other.base());
    return first.max(second).divide(first.min(second)).bitLength() <= 56;
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

  /// The days from 1970-01-01 to the first day of a month, which is counted from January 1970.
  static BigInteger firstDay(BigInteger month) {
    BigInteger[] eras = floor(month, MONTHS_PER_ERA);
    int inEra = eras[1].intValue();
    long day = LocalDate.of(1970 + inEra / 12, inEra % 12 + 1, 1).toEpochDay();
    return eras[0].multiply(DAYS_PER_ERA).add(BigInteger.valueOf(day));
  }

  /// The month, counted from January 1970, that a day since 1970-01-01 lies in.
  static BigInteger month(BigInteger day) {
    BigInteger[] eras = floor(day, DAYS_PER_ERA);
    LocalDate date = LocalDate.ofEpochDay(eras[1].longValue());
    long inEra = (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
    return eras[0].multiply(MONTHS_PER_ERA).add(BigInteger.valueOf(inEra));
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
