package io.mmaptable.internal.time;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;

/// Converts counts of one unit of time to counts of another, rounding down as NumPy does. NaT stays
/// NaT.
public final class TimeCast {
  private static final DateTimeUnit DAYS = new DateTimeUnit(Base.DAY, 1);

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
  /// @throws IllegalArgumentException if the ratio of the units takes over 56 bits
  public static TimeCast of(DType from, DType to) {
    if (from instanceof DType.DateTime(DateTimeUnit source, _)
        && to instanceof DType.DateTime(DateTimeUnit target, _)) {
      boolean calendar =
          TimeUnits.isCalendar(source) != TimeUnits.isCalendar(target)
              && !isGeneric(source)
              && !isGeneric(target);
      requireCountable(source, target);
      return calendar ? new TimeCast(source, target, true, 1, 1) : linear(source, target);
    }
    if (from instanceof DType.TimeDelta(DateTimeUnit source, _)
        && to instanceof DType.TimeDelta(DateTimeUnit target, _)) {
      requireCountable(source, target);
      return linear(source, target);
    }
    return linear(DateTimeUnit.GENERIC, DateTimeUnit.GENERIC);
  }

  private static void requireCountable(DateTimeUnit from, DateTimeUnit to) {
    if (!isGeneric(from) && !isGeneric(to) && !TimeUnits.isCountable(from, to)) {
      throw new IllegalArgumentException(
          "cannot cast from unit " + from + " to " + to + ": their ratio takes over 56 bits");
    }
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
        over = over.multiply(TimeUnits.ofSteps(DAYS)).multiply(TimeUnits.DAYS_PER_ERA);
        under = under.multiply(TimeUnits.MONTHS_PER_ERA);
      } else if (TimeUnits.isCalendar(to) && !TimeUnits.isCalendar(from)) {
        over = over.multiply(TimeUnits.MONTHS_PER_ERA);
        under = under.multiply(TimeUnits.ofSteps(DAYS)).multiply(TimeUnits.DAYS_PER_ERA);
      }
    }
    BigInteger common = over.gcd(under);
    over = over.divide(common);
    under = under.divide(common);
    return new TimeCast(from, to, false, over.longValueExact(), under.longValueExact());
  }

  /// Whether every number stays as it is.
  public boolean isIdentity() {
    return !calendar && numerator == 1 && denominator == 1;
  }

  /// Whether a count can be converted without an overflow.
  public boolean fits(long value) {
    if (value == DateTimes.NAT) {
      return true;
    }
    if (!calendar) {
      return value <= largest && value >= -largest;
    }
    BigInteger count = throughCalendar(value);
    return count.bitLength() <= 63 && count.longValue() != DateTimes.NAT && fitsSteps(value);
  }

  /// Whether a count fits 64 bits of a unit's base too.
  private boolean fitsSteps(long value) {
    return Math.multiplyHigh(value, from.multiple()) == (value * from.multiple()) >> 63;
  }

  /// Converts a count. One that does not fit wraps, as in NumPy.
  public long convert(long value) {
    if (value == DateTimes.NAT) {
      return value;
    }
    if (!calendar) {
      long product = value * numerator;
      return (value < 0 ? product - (denominator - 1) : product) / denominator;
    }
    return Math.floorDiv(throughCalendar(value).longValue(), (long) to.multiple());
  }

  public IllegalArgumentException overflow(long value) {
    return new IllegalArgumentException(
        "a time of " + value + " " + from + " does not fit into 64 bits of " + to);
  }

  public void convert(long[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = convert(values[i]);
    }
  }

  /// A count of the target's base unit.
  private BigInteger throughCalendar(long value) {
    BigInteger count = BigInteger.valueOf(value * from.multiple());
    if (TimeUnits.isCalendar(from)) {
      BigInteger month = count.multiply(TimeUnits.ofSteps(new DateTimeUnit(from.base(), 1)));
      return inBase(TimeUnits.firstDay(month).multiply(TimeUnits.ofSteps(DAYS)));
    }
    BigInteger steps = count.multiply(TimeUnits.ofSteps(new DateTimeUnit(from.base(), 1)));
    return inBase(TimeUnits.month(TimeUnits.floor(steps, TimeUnits.ofSteps(DAYS))[0]));
  }

  private BigInteger inBase(BigInteger steps) {
    return TimeUnits.floor(steps, TimeUnits.ofSteps(new DateTimeUnit(to.base(), 1)))[0];
  }
}
