package io.mmaptable.array;

import io.mmaptable.dtype.DateTimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Times of `java.time` as spans since 1970, and the longest unit that holds them.
final class JavaTimes {
  private static final List<DateTimeUnit> UNITS =
      List.of(
          DateTimeUnit.of("[s]"),
          DateTimeUnit.of("[ms]"),
          DateTimeUnit.of("[us]"),
          DateTimeUnit.of("[ns]"));

  private JavaTimes() {}

  /// The longest unit, up to a second, of which every time is a whole number.
  static DateTimeUnit unit(List<@Nullable Object> times) {
    int unit = 0;
    int nanosPerUnit = 1_000_000_000;
    for (Object time : times) {
      int nanos = time == null ? 0 : span(time).toNanosPart();
      while (nanos % nanosPerUnit != 0) {
        unit++;
        nanosPerUnit /= 1000;
      }
    }
    return UNITS.get(unit);
  }

  /// The span since 1970, or the span that the value is.
  static Duration span(Object time) {
    return switch (time) {
      case Instant instant -> Duration.ofSeconds(instant.getEpochSecond(), instant.getNano());
      case LocalDateTime local -> span(local.toInstant(ZoneOffset.UTC));
      case Duration span -> span;
      default -> throw JavaArrays.unknown(time.getClass());
    };
  }
}
