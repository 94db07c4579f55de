package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Converts counts of a datetime's unit to `java.time` and to NumPy's text. The calendar is the
/// proleptic Gregorian one.
final class DateTimes {

  /// Not a time.
  static final long NAT = Long.MIN_VALUE;

  private static final BigInteger ATTOS_PER_SECOND = BigInteger.TEN.pow(18);

  private DateTimes() {}

  static @Nullable LocalDate toLocalDate(long value, DType dtype) {
    DateTimeUnit unit = unitOf(dtype);
    if (value == NAT) {
      return null;
    }
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

  static @Nullable Instant toInstant(long value, DType dtype) {
    DateTimeUnit unit = unitOf(dtype);
    if (value == NAT) {
      return null;
    }
    if (unit.base().compareTo(Base.DAY) >= 0) {
      LocalDate date = toLocalDate(value, dtype);
      return date == null ? null : date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    BigInteger[] seconds = seconds(value, unit);
    return Instant.ofEpochSecond(
        seconds[0].longValueExact(), seconds[1].longValueExact() / 1_000_000_000L);
  }

  /// The text that NumPy prints, such as `2012-01-01T00:00`.
  static String print(long value, DateTimeUnit unit) {
    if (value == NAT) {
      return "NaT";
    }
    if (unit.base() == Base.GENERIC) {
      return String.valueOf(value);
    }
    var dtype = new DType.DateTime(unit, ByteOrder.nativeOrder());
    if (unit.base().compareTo(Base.DAY) >= 0) {
      LocalDate date = Objects.requireNonNull(toLocalDate(value, dtype));
      return switch (unit.base()) {
        case YEAR -> year(date);
        case MONTH -> year(date) + format(date.atStartOfDay(), "-MM");
        default -> year(date) + format(date.atStartOfDay(), "-MM-dd");
      };
    }
    BigInteger[] seconds = seconds(value, unit);
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(seconds[0].longValueExact(), 0, ZoneOffset.UTC);
    String minutes = year(time.toLocalDate()) + format(time, "-MM-dd'T'HH");
    if (unit.base() == Base.HOUR) {
      return minutes;
    }
    minutes += format(time, ":mm");
    if (unit.base() == Base.MINUTE) {
      return minutes;
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
    String fraction = String.format("%018d", seconds[1]).substring(0, digits);
    return minutes + format(time, ":ss") + (digits == 0 ? "" : "." + fraction);
  }

  private static String year(LocalDate date) {
    int year = date.getYear();
    return year < 0 ? String.format("-%04d", -year) : String.format("%04d", year);
  }

  private static String format(LocalDateTime time, String pattern) {
    return time.format(DateTimeFormatter.ofPattern(pattern));
  }

  /// Whole seconds since 1970 and the attoseconds after them.
  private static BigInteger[] seconds(long value, DateTimeUnit unit) {
    BigInteger attos =
        switch (unit.base()) {
          case HOUR -> ATTOS_PER_SECOND.multiply(BigInteger.valueOf(3600));
          case MINUTE -> ATTOS_PER_SECOND.multiply(BigInteger.valueOf(60));
          case SECOND -> ATTOS_PER_SECOND;
          case MILLISECOND -> BigInteger.TEN.pow(15);
          case MICROSECOND -> BigInteger.TEN.pow(12);
          case NANOSECOND -> BigInteger.TEN.pow(9);
          case PICOSECOND -> BigInteger.TEN.pow(6);
          case FEMTOSECOND -> BigInteger.TEN.pow(3);
          case ATTOSECOND -> BigInteger.ONE;
          case YEAR, MONTH, WEEK, DAY, GENERIC ->
              throw new IllegalArgumentException("no seconds in unit '" + unit + "'");
        };
    BigInteger total =
        BigInteger.valueOf(value).multiply(BigInteger.valueOf(unit.multiple())).multiply(attos);
    BigInteger[] parts = total.divideAndRemainder(ATTOS_PER_SECOND);
    return parts[1].signum() >= 0
        ? parts
        : new BigInteger[] {parts[0].subtract(BigInteger.ONE), parts[1].add(ATTOS_PER_SECOND)};
  }

  private static DateTimeUnit unitOf(DType dtype) {
    if (dtype instanceof DType.DateTime(DateTimeUnit unit, _) && unit.base() != Base.GENERIC) {
      return unit;
    }
    throw new UnsupportedOperationException("an element of " + dtype + " is not a point in time");
  }
}
