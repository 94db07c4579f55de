package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the narrowest dtype that holds all values of one column of text: bool, the smallest
/// integer that fits, float64, a date, a datetime, or text as wide as the longest value. Nothing is
/// a missing value, for which floats and datetimes have a place.
final class TypeInference {
  private static final Pattern BOOL = Pattern.compile("true|false|True|False|TRUE|FALSE");
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,30})");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?|[nN]a[nN]|[-+]?[iI]nf(inity)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.(\\d{1,9}))?)?");
  private static final BigInteger MOST_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private boolean anyMissing;
  private boolean anyPresent;
  private boolean maybeBool = true;
  private boolean maybeInteger = true;
  private boolean maybeFloat = true;
  private boolean maybeDate = true;
  private boolean maybeDateTime = true;
  private BigInteger smallest = BigInteger.ZERO;
  private BigInteger largest = BigInteger.ZERO;
  private int fractionDigits;
  private LocalDateTime earliest = LocalDateTime.MAX;
  private LocalDateTime latest = LocalDateTime.MIN;
  private int width = 1;

  void add(String value) {
    width = Math.max(width, value.codePointCount(0, value.length()));
    if (value.isEmpty()) {
      anyMissing = true;
      return;
    }
    anyPresent = true;
    maybeBool = maybeBool && BOOL.matcher(value).matches();
    maybeInteger = maybeInteger && addInteger(value);
    maybeFloat = maybeFloat && FLOAT.matcher(value).matches();
    maybeDate = maybeDate && date(value) != null;
    maybeDateTime = maybeDateTime && addDateTime(value);
  }

  private boolean addInteger(String value) {
    if (!INTEGER.matcher(value).matches()) {
      return false;
    }
    var number = new BigInteger(value);
    smallest = smallest.min(number);
    largest = largest.max(number);
    return true;
  }

  private static @Nullable LocalDate date(String value) {
    try {
      return DATE.matcher(value).matches() ? LocalDate.parse(value) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean addDateTime(String value) {
    LocalDate date = date(value);
    if (date != null) {
      extend(date.atStartOfDay());
      return true;
    }
    var matcher = DATE_TIME.matcher(value);
    try {
      if (!matcher.matches()) {
        return false;
      }
      extend(LocalDateTime.parse(value.replace(' ', 'T')));
    } catch (DateTimeException e) {
      return false;
    }
    @Nullable String fraction = matcher.group(3);
    fractionDigits = Math.max(fractionDigits, fraction == null ? 0 : fraction.length());
    return true;
  }

  private void extend(LocalDateTime time) {
    earliest = time.isBefore(earliest) ? time : earliest;
    latest = time.isAfter(latest) ? time : latest;
  }

  DType dtype() {
    if (!anyPresent) {
      return DType.FLOAT64;
    }
    if (maybeBool && !anyMissing) {
      return DType.BOOL;
    }
    if (maybeInteger && !anyMissing) {
      return integer();
    }
    if (maybeInteger || maybeFloat) {
      return DType.FLOAT64;
    }
    if (maybeDate) {
      return new DType.DateTime(DateTimeUnit.of("[D]"), ByteOrder.nativeOrder());
    }
    String unit =
        fractionDigits == 0
            ? "[s]"
            : fractionDigits <= 3 ? "[ms]" : fractionDigits <= 6 ? "[us]" : "[ns]";
    if (maybeDateTime && (!unit.equals("[ns]") || inNanoseconds())) {
      return new DType.DateTime(DateTimeUnit.of(unit), ByteOrder.nativeOrder());
    }
    return new DType.Text(width, ByteOrder.nativeOrder());
  }

  /// Whether all times are within the three centuries on either side of 1970 that nanoseconds
  /// reach.
  private boolean inNanoseconds() {
    return !earliest.isBefore(nanoseconds(-Long.MAX_VALUE))
        && !latest.isAfter(nanoseconds(Long.MAX_VALUE));
  }

  private static LocalDateTime nanoseconds(long count) {
    return LocalDate.EPOCH.atStartOfDay().plusNanos(count);
  }

  private DType integer() {
    int bits = Math.max(smallest.bitLength(), largest.bitLength());
    if (bits <= 7) {
      return DType.INT8;
    }
    if (bits <= 15) {
      return DType.INT16;
    }
    if (bits <= 31) {
      return DType.INT32;
    }
    if (bits <= 63) {
      return DType.INT64;
    }
    return smallest.signum() == 0 && largest.compareTo(MOST_UINT64) <= 0
        ? DType.UINT64
        : DType.FLOAT64;
  }
}
