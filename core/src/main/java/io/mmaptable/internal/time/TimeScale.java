package io.mmaptable.internal.time;

import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;

/// Counts of a unit as spans of time since 1970, exactly or not at all.
///
/// @param unit the unit, which is not the generic one
public record TimeScale(DateTimeUnit unit) {
  private static final BigInteger ATTOS_PER_NANO = BigInteger.TEN.pow(9);
  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);
  private static final LocalDate EPOCH = LocalDate.EPOCH;
  private static final long SECONDS_PER_DAY = 24L * 60 * 60;

  /// The span that a count stands for.
  ///
  /// @throws ArithmeticException if it is not a whole number of nanoseconds, or too long
  public Duration toDuration(long count) {
    if (!TimeUnits.isFixed(unit)) {
      return Duration.ofSeconds(
          Math.multiplyExact(
              EPOCH.plusMonths(Math.multiplyExact(count, months())).toEpochDay(), SECONDS_PER_DAY));
    }
    if (unit.multiple() == 1) {
      if (unit.base() == Base.NANOSECOND) {
        return Duration.ofNanos(count);
      }
      if (unit.base() == Base.SECOND) {
        return Duration.ofSeconds(count);
      }
    }
    BigInteger[] nanos =
        BigInteger.valueOf(count)
            .multiply(TimeUnits.ofSteps(unit))
            .divideAndRemainder(ATTOS_PER_NANO);
    if (nanos[1].signum() != 0) {
      throw new ArithmeticException("parts of a nanosecond");
    }
    BigInteger[] seconds = nanos[0].divideAndRemainder(NANOS_PER_SECOND);
    return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
  }

  /// The count that stands for a span.
  ///
  /// @throws ArithmeticException if there is none
  public long toCount(Duration time) {
    if (!TimeUnits.isFixed(unit)) {
      return monthsSince(time);
    }
    BigInteger attos =
        BigInteger.valueOf(time.getSeconds())
            .multiply(NANOS_PER_SECOND)
            .add(BigInteger.valueOf(time.getNano()))
            .multiply(ATTOS_PER_NANO);
    return count(attos.divideAndRemainder(TimeUnits.ofSteps(unit)));
  }

  private long monthsSince(Duration time) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getSeconds(), SECONDS_PER_DAY));
    boolean exact =
        time.getNano() == 0
            && time.getSeconds() % SECONDS_PER_DAY == 0
            && date.getDayOfMonth() == 1;
    BigInteger months = BigInteger.valueOf(date.getYear() * 12L + date.getMonthValue() - 1);
    BigInteger[] parts =
        months
            .subtract(BigInteger.valueOf(1970 * 12L))
            .divideAndRemainder(BigInteger.valueOf(months()));
    return exact ? count(parts) : count(new BigInteger[] {parts[0], BigInteger.ONE});
  }

  private static long count(BigInteger[] countAndRest) {
    long count = countAndRest[0].longValueExact();
    if (countAndRest[1].signum() != 0 || count == DateTimes.NAT) {
      throw new ArithmeticException("between two counts");
    }
    return count;
  }

  private long months() {
    return (unit.base() == Base.YEAR ? 12L : 1L) * unit.multiple();
  }
}
