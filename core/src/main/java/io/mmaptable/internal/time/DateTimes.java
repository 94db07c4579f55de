package io.mmaptable.internal.time;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Converts counts of a datetime's unit to `java.time` and to NumPy's text. The calendar is the
/// proleptic Gregorian one.
public final class DateTimes {

  /// Not a time.
  public static final long NAT = Long.MIN_VALUE;

  private static final BigInteger ATTOS_PER_SECOND = BigInteger.TEN.pow(18);
  private static final BigInteger EPOCH_YEAR = BigInteger.valueOf(1970);
  private static final BigInteger MONTHS_PER_YEAR = BigInteger.valueOf(12);
  private static final BigInteger SECONDS_PER_DAY = BigInteger.valueOf(24 * 60 * 60);

  private DateTimes() {}

  public static @Nullable LocalDate toLocalDate(long value, DType dtype) {
    DateTimeUnit unit = unitOf(dtype);
    if (value == NAT) {
      return null;
    }
    try {
      return date(value, unit);
    } catch (ArithmeticException e) {
      throw new DateTimeException("a datetime of " + value + unit + " is out of range", e);
    }
  }

  private static LocalDate date(long value, DateTimeUnit unit) {
    return switch (unit.base()) {
      case YEAR -> LocalDate.of(1970, 1, 1).plusYears(Math.multiplyExact(value, unit.multiple()));
      case MONTH -> LocalDate.of(1970, 1, 1).plusMonths(Math.multiplyExact(value, unit.multiple()));
      case WEEK -> LocalDate.ofEpochDay(Math.multiplyExact(value, 7L * unit.multiple()));
      case DAY -> LocalDate.ofEpochDay(Math.multiplyExact(value, unit.multiple()));
      case HOUR,
          MINUTE,
          SECOND,
          MILLISECOND,
          MICROSECOND,
          NANOSECOND,
          PICOSECOND,
          FEMTOSECOND,
          ATTOSECOND,
          GENERIC ->
          LocalDate.ofEpochDay(
              Math.floorDiv(seconds(value, unit)[0].longValueExact(), 24L * 60 * 60));
    };
  }

  public static @Nullable Instant toInstant(long value, DType dtype) {
    DateTimeUnit unit = unitOf(dtype);
    if (value == NAT) {
      return null;
    }
    if (unit.base().compareTo(Base.DAY) >= 0) {
      LocalDate date = toLocalDate(value, dtype);
      return date == null ? null : date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    BigInteger[] seconds = seconds(value, unit);
    try {
      return Instant.ofEpochSecond(
          seconds[0].longValueExact(), seconds[1].longValueExact() / 1_000_000_000L);
    } catch (ArithmeticException e) {
      throw new DateTimeException("a datetime of " + value + unit + " is out of range", e);
    }
  }

  public static @Nullable LocalDateTime toLocalDateTime(long value, DType dtype) {
    Instant instant = toInstant(value, dtype);
    return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  public static @Nullable Duration toDuration(long value, DType dtype) {
    if (!(dtype instanceof DType.TimeDelta(DateTimeUnit unit, _)) || !TimeUnits.isFixed(unit)) {
      throw new UnsupportedOperationException(
          "an element of " + dtype + " is not a timedelta of a fixed length");
    }
    if (value == NAT) {
      return null;
    }
    BigInteger[] seconds = seconds(value, unit);
    try {
      return Duration.ofSeconds(
          seconds[0].longValueExact(), seconds[1].longValueExact() / 1_000_000_000L);
    } catch (ArithmeticException e) {
      var out = new ArithmeticException("a timedelta of " + value + unit + " is out of range");
      out.initCause(e);
      throw out;
    }
  }

  /// The text that NumPy prints, such as `2012-01-01T00:00`.
  public static String print(long value, DateTimeUnit unit) {
    if (value == NAT) {
      return "NaT";
    }
    if (unit.base() == Base.GENERIC) {
      return String.valueOf(value);
    }
    BigInteger steps = BigInteger.valueOf(value).multiply(BigInteger.valueOf(unit.multiple()));
    return switch (unit.base()) {
      case YEAR -> year(steps.add(EPOCH_YEAR));
      case MONTH -> {
        BigInteger[] years = TimeUnits.floor(steps, MONTHS_PER_YEAR);
        yield year(years[0].add(EPOCH_YEAR)) + two("-", years[1].intValue() + 1);
      }
      case WEEK -> date(steps.multiply(BigInteger.valueOf(7)));
      case DAY -> date(steps);
      case HOUR,
          MINUTE,
          SECOND,
          MILLISECOND,
          MICROSECOND,
          NANOSECOND,
          PICOSECOND,
          FEMTOSECOND,
          ATTOSECOND,
          GENERIC ->
          dateAndTime(value, unit);
    };
  }

  private static String dateAndTime(long value, DateTimeUnit unit) {
    BigInteger[] seconds = seconds(value, unit);
    BigInteger[] days = TimeUnits.floor(seconds[0], SECONDS_PER_DAY);
    int second = days[1].intValue();
    String text = date(days[0]) + two("T", second / 3600);
    if (unit.base() == Base.HOUR) {
      return text;
    }
    text += two(":", second / 60 % 60);
    if (unit.base() == Base.MINUTE) {
      return text;
    }
    int digits =
        switch (unit.base()) {
          case MILLISECOND -> 3;
          case MICROSECOND -> 6;
          case NANOSECOND -> 9;
          case PICOSECOND -> 12;
          case FEMTOSECOND -> 15;
          case ATTOSECOND -> 18;
          default -> 0;
        };
    String fraction = String.format(Locale.ROOT, "%018d", seconds[1]).substring(0, digits);
    return text + two(":", second % 60) + (digits == 0 ? "" : "." + fraction);
  }

  /// A day since 1970 as `2012-01-31`, of any year. The calendar repeats every 400 years.
  private static String date(BigInteger day) {
    BigInteger[] eras = TimeUnits.floor(day, TimeUnits.DAYS_PER_ERA);
    LocalDate date = LocalDate.ofEpochDay(eras[1].longValue());
    BigInteger year =
        eras[0].multiply(BigInteger.valueOf(400)).add(BigInteger.valueOf(date.getYear()));
    return year(year) + two("-", date.getMonthValue()) + two("-", date.getDayOfMonth());
  }

  private static String year(BigInteger year) {
    return String.format(Locale.ROOT, "%04d", year);
  }

  private static String two(String before, int value) {
    return before + (value < 10 ? "0" : "") + value;
  }

  /// Whole seconds since 1970 and the attoseconds after them.
  private static BigInteger[] seconds(long value, DateTimeUnit unit) {
    if (!TimeUnits.isFixed(unit)) {
      throw new IllegalArgumentException("no seconds in unit '" + unit + "'");
    }
    BigInteger attos = BigInteger.valueOf(value).multiply(TimeUnits.ofSteps(unit));
    return TimeUnits.floor(attos, ATTOS_PER_SECOND);
  }

  private static DateTimeUnit unitOf(DType dtype) {
    if (dtype instanceof DType.DateTime(DateTimeUnit unit, _) && unit.base() != Base.GENERIC) {
      return unit;
    }
    throw new UnsupportedOperationException("an element of " + dtype + " is not a point in time");
  }
}
