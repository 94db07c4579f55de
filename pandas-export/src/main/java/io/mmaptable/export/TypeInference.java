package io.mmaptable.export;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Finds the narrowest dtype that holds all values of one column of text: bool, the smallest
/// integer that fits, float64, a date, a datetime, or text as wide as the longest value. Nothing is
/// a missing value, for which floats and datetimes have a place, and so is the text that stands for
/// one.
final class TypeInference {

  /// How many digits the largest integer has.
  private static final int MOST_DIGITS = 20;

  private static final BigInteger MOST_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private final String missing;
  private boolean makesNumbers;

  /// The value that was added last, while numbers are made.
  private double number;

  private boolean anyMissing;
  private boolean anyPresent;
  private boolean maybeBool = true;
  private boolean maybeInteger = true;
  private boolean maybeFloat = true;
  private boolean maybeDate = true;
  private boolean maybeDateTime = true;
  private long smallest;
  private long largest;
  private boolean anyTooLarge;
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

  /// Adds the values of a column.
  ///
  /// @param keepsNumbers whether numbers are put into the block if the column is one of floats, so
  ///   that text need not be turned into them again
  void add(FieldBlock block, int column, boolean keepsNumbers) {
    char[] text = block.characters();
    makesNumbers = keepsNumbers && anyPresent && maybeFloat && !maybeInteger;
    double[] numbers = new double[makesNumbers ? block.rowCount() : 0];
    for (int row = 0; row < block.rowCount(); row++) {
      add(text, block.start(row, column), block.end(row, column));
      if (makesNumbers) {
        numbers[row] = number;
      }
    }
    if (makesNumbers && maybeFloat) {
      block.putNumbers(column, numbers);
    }
  }

  private void add(char[] text, int start, int end) {
    if (start == end || Scan.is(text, start, end, missing)) {
      anyMissing = true;
      number = Double.NaN;
      return;
    }
    width = Math.max(width, end - start <= width ? 1 : Scan.codePoints(text, start, end));
    anyPresent = true;
    maybeBool = maybeBool && isBool(text, start, end);
    int from = Scan.skipSpaces(text, start, end);
    addTrimmed(text, from, Scan.dropSpaces(text, from, end));
  }

  /// Adds what spaces are no part of, but in text.
  private void addTrimmed(char[] text, int start, int end) {
    maybeInteger = maybeInteger && addInteger(text, start, end);
    // An integer is a float in any case.
    maybeFloat = maybeFloat && (maybeInteger || addFloat(text, start, end));
    if (maybeDateTime && !Scan.is(text, start, end, TextParser.NOT_A_TIME)) {
      maybeDate = maybeDate && Scan.day(text, start, end) != Scan.NONE;
      maybeDateTime = addDateTime(text, start, end);
    }
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
    } else if (end - start <= MOST_DIGITS + 1) {
      var large = new BigInteger(new String(text, start, end - start));
      smallestLong = smallestLong.min(large);
      largestLong = largestLong.max(large);
    } else {
      anyTooLarge = true;
    }
    return true;
  }

  private boolean addFloat(char[] text, int start, int end) {
    if (Scan.isDecimal(text, start, end, false)) {
      if (makesNumbers) {
        number = JavaDoubleParser.parseDouble(text, start, end - start);
      }
      return true;
    }
    number = TextParser.special(text, start, end);
    return number != 0;
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
    if (maybeInteger) {
      DType integer = integer();
      return anyMissing && !(integer instanceof DType.Text) ? DType.FLOAT64 : integer;
    }
    if (maybeFloat) {
      return DType.FLOAT64;
    }
    if (maybeDate && maybeDateTime) {
      return new DType.DateTime(DateTimeUnit.of("[D]"), ByteOrder.nativeOrder());
    }
    String unit =
        fractionDigits == 0
            ? "[s]"
            : fractionDigits <= 3 ? "[ms]" : fractionDigits <= 6 ? "[us]" : "[ns]";
    if (maybeDateTime && (!unit.equals("[ns]") || inNanoseconds())) {
      return new DType.DateTime(DateTimeUnit.of(unit), ByteOrder.nativeOrder());
    }
    return text();
  }

  private DType text() {
    return new DType.Text(width, ByteOrder.nativeOrder());
  }

  /// Whether all times are within the three centuries on either side of 1970 that nanoseconds
  /// reach.
  private boolean inNanoseconds() {
    return !earliest.isBefore(Moment.FIRST.second(), Moment.FIRST.nanosecond())
        && !Moment.LAST.isBefore(latest.second(), latest.nanosecond());
  }

  /// The smallest integer, or text: a float would lose digits of what is likely to be a name.
  private DType integer() {
    if (anyTooLarge) {
      return text();
    }
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
    return least.signum() == 0 && most.compareTo(MOST_UINT64) <= 0 ? DType.UINT64 : text();
  }
}
