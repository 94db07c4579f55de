package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times of `java.time` as arrays, in the longest unit that holds them.
final class JavaTimes {
  private static final String[] UNITS = {"[s]", "[ms]", "[us]", "[ns]"};

  private JavaTimes() {}

  /// Whether a value is a time, or times, that should go only where it can be kept exactly.
  static boolean isTime(Object value) {
    return value instanceof LocalDate
        || value instanceof Instant
        || value instanceof LocalDateTime
        || value instanceof Duration
        || value instanceof LocalDate[]
        || value instanceof Instant[]
        || value instanceof LocalDateTime[]
        || value instanceof Duration[];
  }

  /// A 0-d array of a time; null for any other value.
  ///
  /// @throws IllegalArgumentException if 64 bits of no unit hold it
  static @Nullable NdArray toNdArray(Object value) {
    return switch (value) {
      case Instant time -> array(value, true, time.getEpochSecond(), time.getNano());
      case LocalDateTime time -> toNdArray(time.toInstant(ZoneOffset.UTC));
      case Duration span -> array(value, false, span.getSeconds(), span.getNano());
      default -> null;
    };
  }

  private static NdArray array(Object value, boolean point, long seconds, int nanos) {
    int unit = 0;
    int perSecond = 1;
    while (nanos % (1_000_000_000 / perSecond) != 0) {
      unit++;
      perSecond *= 1000;
    }
    var step = DateTimeUnit.of(UNITS[unit]);
    ByteOrder order = ByteOrder.nativeOrder();
    DType dtype = point ? new DType.DateTime(step, order) : new DType.TimeDelta(step, order);
    try {
      long count =
          Math.addExact(
              Math.multiplyExact(seconds, (long) perSecond), nanos / (1_000_000_000 / perSecond));
      return JavaArrays.scalar(dtype, count);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "value (" + value + ") does not fit into 64 bits of the unit " + step, e);
    }
  }
}
