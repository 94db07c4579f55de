package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Converts counts of one unit of time to counts of another, rounding down as NumPy does. NaT stays
/// NaT.
final class TimeCast {
  private static final DateTimeUnit DAYS = new DateTimeUnit(Base.DAY, 1);
  private static final DateTimeUnit MONTHS = new DateTimeUnit(Base.MONTH, 1);

  /// The Gregorian calendar repeats after so many days, and so many months.
  private static final long DAYS_PER_ERA = 146_097;

  private static final long MONTHS_PER_ERA = 4_800;

  private final DateTimeUnit from;
  private final DateTimeUnit to;
  private final boolean calendar;
  private final long numerator;
  private final long denominator;
  private final long largest;

  private TimeCast(DateTimeUnit from, DateTimeUnit to, boolean calendar, long over, long under) {
    this.from = from;
    this.to = to;
    this.calendar = calendar;
    this.numerator = over;
    this.denominator = under;
    this.largest = (Long.MAX_VALUE - (under - 1)) / over;
  }

  /// The conversion between two dtypes of time; between a point in time and a span numbers stay as
  /// they are, as they do from and to the generic unit.
  ///
  /// @throws IllegalArgumentException if the ratio of the units does not fit 64 bits
  static TimeCast of(DType from, DType to) {
    if (from instanceof DType.DateTime(DateTimeUnit source, _)
        && to instanceof DType.DateTime(DateTimeUnit target, _)) {
      boolean calendar =
          TimeUnits.isCalendar(source) != TimeUnits.isCalendar(target)
              && !isGeneric(source)
              && !isGeneric(target);
      return calendar ? new TimeCast(source, target, true, 1, 1) : linear(source, target);
    }
    if (from instanceof DType.TimeDelta(DateTimeUnit source, _)
        && to instanceof DType.TimeDelta(DateTimeUnit target, _)) {
      return linear(source, target);
    }
    return linear(DateTimeUnit.GENERIC, DateTimeUnit.GENERIC);
  }

  private static boolean isGeneric(DateTimeUnit unit) {
    return unit.base() == Base.GENERIC;
  }

  private static TimeCast linear(DateTimeUnit from, DateTimeUnit to) {
    BigInteger over = BigInteger.ONE;
    BigInteger under = BigInteger.ONE;
    if (!isGeneric(from) && !isGeneric(to)) {
      over = TimeUnits.ofSteps(from);
      under = TimeUnits.ofSteps(to);
      // A month is 146097 / 4800 days on the average of the calendar.
      if (TimeUnits.isCalendar(from) && !TimeUnits.isCalendar(to)) {
        over = over.multiply(TimeUnits.ofSteps(DAYS)).multiply(BigInteger.valueOf(DAYS_PER_ERA));
        under = under.multiply(BigInteger.valueOf(MONTHS_PER_ERA));
      } else if (TimeUnits.isCalendar(to) && !TimeUnits.isCalendar(from)) {
        over = over.multiply(BigInteger.valueOf(MONTHS_PER_ERA));
        under = under.multiply(TimeUnits.ofSteps(DAYS)).multiply(BigInteger.valueOf(DAYS_PER_ERA));
      }
    }
    BigInteger common = over.gcd(under);
    over = over.divide(common);
    under = under.divide(common);
    if (over.bitLength() > 63 || under.bitLength() > 63) {
      throw new IllegalArgumentException(
          "cannot cast from unit " + from + " to " + to + ": their ratio does not fit 64 bits");
    }
    return new TimeCast(from, to, false, over.longValueExact(), under.longValueExact());
  }

  /// Whether every number stays as it is.
  boolean isIdentity() {
    return !calendar && numerator == 1 && denominator == 1;
  }

  /// Whether a count can be converted without an overflow.
  boolean fits(long value) {
    if (value == DateTimes.NAT) {
      return true;
    }
    if (!calendar) {
      return value <= largest && value >= -largest;
    }
    try {
      throughCalendar(value);
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /// Converts a count. One that does not fit wraps where a factor leads from unit to unit, as in
  /// NumPy.
  ///
  /// @throws IllegalArgumentException if it does not fit and the calendar is needed
  long convert(long value) {
    if (value == DateTimes.NAT) {
      return value;
    }
    if (!calendar) {
      long product = value * numerator;
      return (value < 0 ? product - (denominator - 1) : product) / denominator;
    }
    try {
      return throughCalendar(value);
    } catch (ArithmeticException e) {
      throw overflow(value, e);
    }
  }

  IllegalArgumentException overflow(long value, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a time of " + value + " " + from + " does not fit into 64 bits of " + to, cause);
  }

  void convert(long[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = convert(values[i]);
    }
  }

  private long throughCalendar(long value) {
    if (TimeUnits.isCalendar(from)) {
      return exact(firstDay(exact(value, from, MONTHS)), DAYS, to);
    }
    return exact(month(exact(value, from, DAYS)), MONTHS, to);
  }

  private static long exact(long value, DateTimeUnit from, DateTimeUnit to) {
    BigInteger whole = BigInteger.valueOf(value).multiply(TimeUnits.ofSteps(from));
    long result = TimeUnits.floor(whole, TimeUnits.ofSteps(to))[0].longValueExact();
    if (result == DateTimes.NAT) {
      throw new ArithmeticException("NaT");
    }
    return result;
  }

  /// The days from 1970-01-01 to the first day of a month, which is counted from January 1970.
  private static long firstDay(long month) {
    long era = Math.floorDiv(month, MONTHS_PER_ERA);
    int inEra = (int) Math.floorMod(month, MONTHS_PER_ERA);
    long day = LocalDate.of(1970 + inEra / 12, inEra % 12 + 1, 1).toEpochDay();
    return Math.addExact(Math.multiplyExact(era, DAYS_PER_ERA), day);
  }

  /// The month, counted from January 1970, that a day lies in.
  private static long month(long day) {
    long era = Math.floorDiv(day, DAYS_PER_ERA);
    var date = LocalDate.ofEpochDay(Math.floorMod(day, DAYS_PER_ERA));
    return era * MONTHS_PER_ERA + (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
  }
}
