package io.mmaptable.internal.time;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads times as NumPy does: ISO 8601, of any year, down to attoseconds.
///
/// Source: <https://numpy.org/doc/stable/reference/arrays.datetime.html>. Its words `now` and
/// `today` are not taken: the same text should be the same time.
public final class TimeText {
  private static final Pattern DATETIME =
      Pattern.compile(
          "\\s*+(?<year>[+-]?\\d{1,18})(?:-(?<month>\\d\\d)(?:-(?<day>\\d\\d)(?:[T"
              + " ](?<hour>\\d\\d)(?::(?<minute>\\d\\d)(?::(?<second>\\d\\d)"
              + "(?:\\.(?<fraction>\\d{0,18}))?)?)?"
              + "(?:(?<zone>Z|(?<sign>[+-])(?<zoneHour>\\d\\d):?(?<zoneMinute>\\d\\d)?)\\s*+)?)?)?)?");
  private static final Pattern COUNT = Pattern.compile("\\s*+[+-]?\\d{1,19}");
  private static final DateTimeUnit DAYS = new DateTimeUnit(Base.DAY, 1);

  private TimeText() {}

  /// The count of units that a point in time is, rounded down.
  ///
  /// @param exactly whether to refuse what would have to be rounded
  public static long parseDateTime(String text, DateTimeUnit unit, boolean exactly) {
    if (isNaT(text)) {
      return DateTimes.NAT;
    }
    Matcher parts = DATETIME.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("value ('" + text + "') is no ISO 8601 date or time");
    }
    if (unit.base() == Base.GENERIC) {
      throw new IllegalArgumentException(
          "value ('" + text + "') needs a unit; a datetime without one holds only NaT");
    }
    BigInteger[] units =
        TimeUnits.isCalendar(unit) ? calendarUnits(text, parts, unit) : units(text, parts, unit);
    if (exactly && units[1].signum() != 0) {
      throw new IllegalArgumentException(
          "value ('" + text + "') is no whole number of the unit " + unit);
    }
    return exact(text, units[0], unit);
  }

  /// A span of time: a number of units.
  public static long parseTimeDelta(String text) {
    if (isNaT(text)) {
      return DateTimes.NAT;
    }
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("value ('" + text + "') is no number of units of time");
    }
    return exact(text, new BigInteger(text.strip()), DateTimeUnit.GENERIC);
  }

  private static boolean isNaT(String text) {
    return text.isEmpty() || text.toLowerCase(Locale.ROOT).equals("nat");
  }

  private static long exact(String text, BigInteger count, DateTimeUnit unit) {
    if (count.bitLength() > 63 || count.longValue() == DateTimes.NAT) {
      throw new IllegalArgumentException(
          "value ('" + text + "') does not fit into 64 bits of the unit " + unit);
    }
    return count.longValue();
  }

  private static BigInteger[] calendarUnits(String text, Matcher parts, DateTimeUnit unit) {
    BigInteger[] attos = units(text, parts, new DateTimeUnit(Base.ATTOSECOND, 1));
    // A time zone may lead into a neighbouring month.
    BigInteger month = TimeUnits.month(TimeUnits.floor(attos[0], TimeUnits.ofSteps(DAYS))[0]);
    BigInteger[] units = TimeUnits.floor(month, TimeUnits.ofSteps(unit));
    BigInteger inMonth =
        attos[0].subtract(TimeUnits.firstDay(month).multiply(TimeUnits.ofSteps(DAYS)));
    return new BigInteger[] {units[0], units[1].add(inMonth)};
  }

  private static BigInteger[] units(String text, Matcher parts, DateTimeUnit unit) {
    YearMonth month =
        YearMonth.of(
            2000 + years(parts).mod(BigInteger.valueOf(400)).intValue(),
            part(parts, text, "month", 1, 1, 12));
    long day = part(parts, text, "day", 1, 1, month.lengthOfMonth());
    long seconds =
        part(parts, text, "hour", 0, 0, 23) * 3600L
            + part(parts, text, "minute", 0, 0, 59) * 60L
            + part(parts, text, "second", 0, 0, 59)
            - zone(parts, text);
    String fraction = parts.group("fraction");
    BigInteger attos =
        fraction == null
            ? BigInteger.ZERO
            : new BigInteger((fraction + "0".repeat(18)).substring(0, 18));
    BigInteger total =
        TimeUnits.firstDay(months(text, parts))
            .add(BigInteger.valueOf(day - 1))
            .multiply(BigInteger.valueOf(86_400))
            .add(BigInteger.valueOf(seconds))
            .multiply(BigInteger.TEN.pow(18))
            .add(attos);
    return TimeUnits.floor(total, TimeUnits.ofSteps(unit));
  }

  private static BigInteger years(Matcher parts) {
    return new BigInteger(parts.group("year"));
  }

  private static BigInteger months(String text, Matcher parts) {
    return years(parts)
        .subtract(BigInteger.valueOf(1970))
        .multiply(BigInteger.valueOf(12))
        .add(BigInteger.valueOf(part(parts, text, "month", 1, 1, 12) - 1));
  }

  private static long zone(Matcher parts, String text) {
    String sign = parts.group("sign");
    if (sign == null) {
      return 0;
    }
    long seconds =
        part(parts, text, "zoneHour", 0, 0, 23) * 3600L
            + part(parts, text, "zoneMinute", 0, 0, 59) * 60L;
    return sign.equals("-") ? -seconds : seconds;
  }

  private static int part(Matcher parts, String text, String name, int none, int least, int most) {
    @Nullable String digits = parts.group(name);
    int value = digits == null ? none : Integer.parseInt(digits);
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " (" + value + ") of value ('" + text + "') is not in " + least + " to " + most);
    }
    return value;
  }
}
