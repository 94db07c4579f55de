package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoField;

/// How the numbers of a `datetime64` or `timedelta64` become those of a type of Arrow's, exactly.
///
/// @param type the type
/// @param factor how many of the type's units one step is
/// @param months how many months one step is, if months are counted; then the type is of days
record ArrowTime(ArrowType type, long factor, int months) {

  /// The type for points in time.
  ///
  /// @param name the column, for messages
  /// @throws UnsupportedOperationException if Arrow has no unit in which they are whole numbers
  static ArrowTime of(String name, DType.DateTime dtype) {
    long multiple = dtype.unit().multiple();
    var days = new ArrowType.Days();
    return switch (dtype.unit().base()) {
      case YEAR -> new ArrowTime(days, 1, Math.multiplyExact(dtype.unit().multiple(), 12));
      case MONTH -> new ArrowTime(days, 1, dtype.unit().multiple());
      case WEEK -> new ArrowTime(days, 7 * multiple, 0);
      case DAY -> new ArrowTime(days, multiple, 0);
      case HOUR -> seconds(true, 3600 * multiple);
      case MINUTE -> seconds(true, 60 * multiple);
      case SECOND, MILLISECOND, MICROSECOND, NANOSECOND ->
          new ArrowTime(new ArrowType.Timestamp(dtype.unit().base()), multiple, 0);
      case PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC -> throw refused(name, dtype);
    };
  }

  /// The type for spans of time.
  ///
  /// @param name the column, for messages
  /// @throws UnsupportedOperationException if Arrow has no unit in which they are whole numbers
  static ArrowTime of(String name, DType.TimeDelta dtype) {
    long multiple = dtype.unit().multiple();
    return switch (dtype.unit().base()) {
      case WEEK -> seconds(false, 7 * 86_400 * multiple);
      case DAY -> seconds(false, 86_400 * multiple);
      case HOUR -> seconds(false, 3600 * multiple);
      case MINUTE -> seconds(false, 60 * multiple);
      case SECOND, MILLISECOND, MICROSECOND, NANOSECOND ->
          new ArrowTime(new ArrowType.Duration(dtype.unit().base()), multiple, 0);
      case YEAR, MONTH, PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC -> throw refused(name, dtype);
    };
  }

  private static ArrowTime seconds(boolean points, long factor) {
    var unit = DateTimeUnit.Base.SECOND;
    return new ArrowTime(
        points ? new ArrowType.Timestamp(unit) : new ArrowType.Duration(unit), factor, 0);
  }

  private static UnsupportedOperationException refused(String name, DType dtype) {
    return new UnsupportedOperationException(
        "column '"
            + name
            + "' is of "
            + dtype
            + ", and Arrow's times are in days, s, ms, us or ns; cast it to one of these");
  }

  /// Whether the type is of days, in 4 bytes.
  boolean isDays() {
    return type instanceof ArrowType.Days;
  }

  /// Whether the numbers are Arrow's already.
  boolean isSame() {
    return !isDays() && factor == 1;
  }

  /// Arrow's number for one of ours that is not NaT.
  ///
  /// @throws ArithmeticException if it has none
  long toArrow(long value) {
    if (months == 0) {
      return isDays()
          ? Math.toIntExact(Math.multiplyExact(value, factor))
          : Math.multiplyExact(value, factor);
    }
    long month = Math.multiplyExact(value, months);
    try {
      long year = 1970 + Math.floorDiv(month, 12L);
      var first = LocalDate.of(Math.toIntExact(year), Math.floorMod(month, 12) + 1, 1);
      return Math.toIntExact(first.toEpochDay());
    } catch (DateTimeException e) {
      var overflow = new ArithmeticException("no such day");
      overflow.initCause(e);
      throw overflow;
    }
  }

  /// Whether a number of Arrow's is a whole number of our steps.
  boolean isWhole(long value) {
    if (months == 0) {
      return value % factor == 0;
    }
    var day = LocalDate.ofEpochDay(value);
    return day.getDayOfMonth() == 1 && (month(day) - monthOfEpoch()) % months == 0;
  }

  /// Our number for one of Arrow's that is [whole][#isWhole].
  long fromArrow(long value) {
    return months == 0
        ? value / factor
        : (month(LocalDate.ofEpochDay(value)) - monthOfEpoch()) / months;
  }

  private static long month(LocalDate day) {
    return day.getLong(ChronoField.PROLEPTIC_MONTH);
  }

  private static long monthOfEpoch() {
    return 1970 * 12;
  }
}
