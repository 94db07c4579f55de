package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Finds the narrowest dtype that holds all values of one column of text: bool, the smallest
/// integer that fits, float64, a date, a datetime, or text as wide as the longest value. Nothing is
/// a missing value, for which floats and datetimes have a place, and so is the text that stands for
/// one.
final class TypeInference {
  private static final BigInteger MOST_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private final String missing;
  private boolean anyMissing;
  private boolean anyPresent;
  private boolean maybeBool = true;
  private boolean maybeInteger = true;
  private boolean maybeFloat = true;
  private boolean maybeDate = true;
  private boolean maybeDateTime = true;
  private long smallest;
  private long largest;
  private BigInteger smallestLong = BigInteger.ZERO;
  private BigInteger largestLong = BigInteger.ZERO;
  private int fractionDigits;
  private Moment earliest = new Moment(Long.MAX_VALUE, 0);
  private Moment latest = new Moment(Long.MIN_VALUE, 0);
  private int width = 1;

  /// A point in time.
  private record Moment(long second, int nanosecond) {
    /// The first and last of which there are numbers of nanoseconds.
    static final Moment FIRST = nanoseconds(-Long.MAX_VALUE);

    static final Moment LAST = nanoseconds(Long.MAX_VALUE);

    static Moment nanoseconds(long count) {
      return new Moment(
          Math.floorDiv(count, 1_000_000_000L), (int) Math.floorMod(count, 1_000_000_000L));
    }

    boolean isBefore(long otherSecond, int otherNanosecond) {
      return second < otherSecond || (second == otherSecond && nanosecond < otherNanosecond);
    }
  }

  /// @param missing what stands for a missing value
  TypeInference(String missing) {
    this.missing = missing;
  }

  void add(FieldBlock block, int column) {
    char[] text = block.characters();
    for (int row = 0; row < block.rowCount(); row++) {
      add(text, block.start(row, column), block.end(row, column));
    }
  }

  private void add(char[] text, int start, int end) {
    if (start == end || Scan.is(text, start, end, missing)) {
      anyMissing = true;
      return;
    }
    width = Math.max(width, end - start <= width ? 1 : Scan.codePoints(text, start, end));
    anyPresent = true;
    maybeBool = maybeBool && isBool(text, start, end);
    maybeInteger = maybeInteger && addInteger(text, start, end);
    // An integer is a float in any case.
    maybeFloat = maybeFloat && (maybeInteger || isFloat(text, start, end));
    maybeDate = maybeDate && Scan.day(text, start, end) != Scan.NONE;
    maybeDateTime = maybeDateTime && addDateTime(text, start, end);
  }

  private static boolean isBool(char[] text, int start, int end) {
    return Scan.is(text, start, end, "true")
        || Scan.is(text, start, end, "false")
        || Scan.is(text, start, end, "True")
        || Scan.is(text, start, end, "False")
        || Scan.is(text, start, end, "TRUE")
        || Scan.is(text, start, end, "FALSE");
  }

  private boolean addInteger(char[] text, int start, int end) {
    if (!Scan.isPlainInteger(text, start, end)) {
      return false;
    }
    if (Scan.isShortInteger(text, start, end)) {
      long number = Scan.shortInteger(text, start, end);
      smallest = Math.min(smallest, number);
      largest = Math.max(largest, number);
    } else {
      var number = new BigInteger(new String(text, start, end - start));
      smallestLong = smallestLong.min(number);
      largestLong = largestLong.max(number);
    }
    return true;
  }

  private static boolean isFloat(char[] text, int start, int end) {
    return Scan.isDecimal(text, start, end, false) || isSpecial(text, start, end);
  }

  private static boolean isSpecial(char[] text, int start, int end) {
    char last = text[end - 1];
    if (last != 'n' && last != 'N' && last != 'f' && last != 'y') {
      return false;
    }
    String special = new String(text, start, end - start);
    return special.matches("[nN]a[nN]|[-+]?[iI]nf(inity)?");
  }

  private boolean addDateTime(char[] text, int start, int end) {
    long second = Scan.seconds(text, start, end);
    if (second == Scan.NONE) {
      return false;
    }
    int nanosecond = 0;
    int digits = Scan.fractionDigits(start, end);
    if (digits > 0) {
      fractionDigits = Math.max(fractionDigits, digits);
      nanosecond = Scan.nanoseconds(text, start, end);
    }
    if (!earliest.isBefore(second, nanosecond)) {
      earliest = new Moment(second, nanosecond);
    }
    if (latest.isBefore(second, nanosecond)) {
      latest = new Moment(second, nanosecond);
    }
    return true;
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
    if (maybeFloat) {
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
    return !earliest.isBefore(Moment.FIRST.second(), Moment.FIRST.nanosecond())
        && !Moment.LAST.isBefore(latest.second(), latest.nanosecond());
  }

  private DType integer() {
    BigInteger least = smallestLong.min(BigInteger.valueOf(smallest));
    BigInteger most = largestLong.max(BigInteger.valueOf(largest));
    int bits = Math.max(least.bitLength(), most.bitLength());
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
    return least.signum() == 0 && most.compareTo(MOST_UINT64) <= 0 ? DType.UINT64 : DType.FLOAT64;
  }
}
