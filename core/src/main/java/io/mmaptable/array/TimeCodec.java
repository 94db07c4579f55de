package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.time.DateTimes;
import io.mmaptable.internal.time.TimeScale;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times of one of Java's classes in datetimes and timedeltas, exactly or not at all.
///
/// @param where whose they are, for messages
/// @param scale the elements' unit
/// @param order their byte order
/// @param kind the class
record TimeCodec(String where, TimeScale scale, ByteOrder order, Kind kind)
    implements ElementCodec<Object> {
  private static final long SECONDS_PER_DAY = 24L * 60 * 60;

  /// The classes of times.
  enum Kind {
    INSTANT,
    LOCAL_DATE_TIME,
    LOCAL_DATE,
    DURATION
  }

  TimeCodec(String where, DType dtype, Kind kind) {
    this(where, new TimeScale(unit(dtype)), dtype.byteOrder(), kind);
  }

  private static DateTimeUnit unit(DType dtype) {
    return dtype instanceof DType.DateTime(DateTimeUnit unit, _)
        ? unit
        : ((DType.TimeDelta) dtype).unit();
  }

  @Override
  public @Nullable Object read(MemorySegment memory, long at) {
    long count = Elements.bits(memory, at, Long.BYTES, order);
    if (count == DateTimes.NAT) {
      return null;
    }
    try {
      return fromEpoch(scale.toDuration(count));
    } catch (ArithmeticException | DateTimeException e) {
      throw new DateTimeException(
          where
              + ": a time of "
              + count
              + " in "
              + scale.unit()
              + " is not exact in it, or too far",
          e);
    }
  }

  private Object fromEpoch(Duration time) {
    return switch (kind) {
      case DURATION -> time;
      case INSTANT -> instant(time);
      case LOCAL_DATE_TIME -> LocalDateTime.ofInstant(instant(time), ZoneOffset.UTC);
      case LOCAL_DATE -> {
        if (time.getNano() != 0 || time.getSeconds() % SECONDS_PER_DAY != 0) {
          throw new ArithmeticException("a time within a day");
        }
        yield LocalDate.ofEpochDay(time.getSeconds() / SECONDS_PER_DAY);
      }
    };
  }

  private static Instant instant(Duration time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNano());
  }

  @Override
  public void check(@Nullable Object value) {
    count(value);
  }

  @Override
  public void write(MemorySegment memory, long at, @Nullable Object value) {
    Elements.setBits(memory, at, Long.BYTES, order, count(value));
  }

  private long count(@Nullable Object value) {
    if (value == null) {
      return DateTimes.NAT;
    }
    try {
      return scale.toCount(sinceEpoch(value));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          where
              + ": value ("
              + value
              + ") is not exact in the unit "
              + scale.unit()
              + ", or too far",
          e);
    }
  }

  private Duration sinceEpoch(Object value) {
    return switch (kind) {
      case DURATION -> (Duration) value;
      case INSTANT -> sinceEpoch((Instant) value);
      case LOCAL_DATE_TIME -> sinceEpoch(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
      case LOCAL_DATE -> Duration.ofDays(((LocalDate) value).toEpochDay());
    };
  }

  private static Duration sinceEpoch(Instant time) {
    return Duration.ofSeconds(time.getEpochSecond(), time.getNano());
  }
}
