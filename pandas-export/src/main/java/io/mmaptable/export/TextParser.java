package io.mmaptable.export;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Turns the text of one column into elements of its dtype.
final class TextParser {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// What NumPy writes for a missing time, which is read as one, too.
  static final String NOT_A_TIME = "NaT";

  private final DType dtype;
  private final String missing;

  /// @param missing what stands for a missing value
  /// @throws IllegalArgumentException if text cannot be turned into the dtype
  TextParser(DType dtype, String missing) {
    if (!supports(dtype)) {
      throw new IllegalArgumentException("text cannot be turned into " + dtype);
    }
    this.dtype = dtype;
    this.missing = missing;
  }

  /// Whether text can be turned into a dtype at all.
  static boolean supports(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Text _, DType.Bytes _ -> true;
      case DType.Floating(int size, _) -> size <= 8;
      case DType.DateTime(DateTimeUnit unit, _) ->
          switch (unit.base()) {
            case DAY, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> unit.multiple() == 1;
            case YEAR, MONTH, WEEK, HOUR, MINUTE, PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC ->
                false;
          };
      case DType.Complex _, DType.Opaque _, DType.TimeDelta _, DType.Struct _ -> false;
    };
  }

  /// What is wrong with a value.
  ///
  /// @param row the row of the block that it is in
  /// @param message what is wrong
  record Fault(int row, String message) {}

  /// Stores the values of a column.
  ///
  /// @param target as many elements as the block has rows
  /// @return the first value that is none of the dtype, if there is one; then nothing has been
  ///   stored
  @Nullable Fault store(FieldBlock block, int column, NdArray target) {
    int bad = convert(block, column, target, null);
    return bad < 0 ? null : new Fault(bad, message(block, bad, column));
  }

  /// Finds the values that are none of the dtype.
  ///
  /// @param bad where to add their rows
  void check(FieldBlock block, int column, BitSet bad) {
    int _ = convert(block, column, null, bad);
  }

  /// Says what is wrong with a value that is none of the dtype.
  String message(FieldBlock block, int row, int column) {
    return "'" + block.text(row, column) + "' is no " + dtype;
  }

  /// Turns values into elements.
  ///
  /// @param target where to, or null
  /// @param bad where the rows of other values are added to; null to stop at the first
  /// @return the first row of another value, or -1
  private int convert(
      FieldBlock block, int column, @Nullable NdArray target, @Nullable BitSet bad) {
    return switch (dtype) {
      case DType.Text(int length, _) -> text(block, column, length, target, bad);
      case DType.Bytes(int size) -> bytes(block, column, size, target, bad);
      case DType.Floating(int size, _) -> doubles(block, column, size == 4, target, bad);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _ ->
          longs(block, column, target, bad);
      case DType.Complex _, DType.Opaque _, DType.TimeDelta _, DType.Struct _ ->
          throw new IllegalArgumentException("text cannot be turned into " + dtype);
    };
  }

  private boolean isMissing(char[] text, int start, int end) {
    return start == end || Scan.is(text, start, end, missing);
  }

  // Numbers

  /// @param single whether numbers are rounded once, to what a float holds
  private int doubles(
      FieldBlock block,
      int column,
      boolean single,
      @Nullable NdArray target,
      @Nullable BitSet bad) {
    double[] values = new double[block.rowCount()];
    char[] text = block.characters();
    for (int row = 0; row < values.length; row++) {
      int start = block.start(row, column);
      int end = block.end(row, column);
      if (isMissing(text, start, end)) {
        values[row] = Double.NaN;
        continue;
      }
      start = Scan.skipSpaces(text, start, end);
      end = Scan.dropSpaces(text, start, end);
      if (Scan.isDecimal(text, start, end, true)) {
        int length = end - start;
        values[row] =
            single
                ? JavaFloatParser.parseFloat(text, start, length)
                : JavaDoubleParser.parseDouble(text, start, length);
      } else {
        double special = special(text, start, end);
        if (special == 0) {
          if (bad == null) {
            return row;
          }
          bad.set(row);
        }
        values[row] = special;
      }
    }
    if (target != null) {
      target.set(values);
    }
    return -1;
  }

  /// Infinity or NaN.
  ///
  /// @return 0 if a text is neither
  static double special(char[] text, int start, int end) {
    boolean signed = start < end && (text[start] == '-' || text[start] == '+');
    int at = signed ? start + 1 : start;
    if (Scan.isIgnoringCase(text, at, end, "inf")
        || Scan.isIgnoringCase(text, at, end, "infinity")) {
      return signed && text[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Scan.isIgnoringCase(text, at, end, "nan") ? Double.NaN : 0;
  }

  private int longs(FieldBlock block, int column, @Nullable NdArray target, @Nullable BitSet bad) {
    long[] values = new long[block.rowCount()];
    char[] text = block.characters();
    for (int row = 0; row < values.length; row++) {
      int start = block.start(row, column);
      int end = block.end(row, column);
      try {
        if (isMissing(text, start, end)) {
          values[row] = missingInteger();
        } else {
          start = Scan.skipSpaces(text, start, end);
          values[row] = integer(text, start, Scan.dropSpaces(text, start, end));
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        if (bad == null) {
          return row;
        }
        bad.set(row);
      }
    }
    if (target != null) {
      target.setLongs(values);
    }
    return -1;
  }

  private long missingInteger() {
    if (dtype instanceof DType.DateTime) {
      return Long.MIN_VALUE;
    }
    throw new IllegalArgumentException("no integer stands for it");
  }

  private long integer(char[] text, int start, int end) {
    return switch (dtype) {
      case DType.Bool _ -> bool(text, start, end) ? 1 : 0;
      case DType.Int(int size, _) -> integer(text, start, end, size * 8 - 1, true);
      case DType.UInt(int size, _) -> integer(text, start, end, size * 8, false);
      case DType.DateTime(DateTimeUnit unit, _) ->
          Scan.is(text, start, end, NOT_A_TIME) ? Long.MIN_VALUE : time(text, start, end, unit);
      case DType.Complex _,
          DType.Opaque _,
          DType.TimeDelta _,
          DType.Struct _,
          DType.Floating _,
          DType.Text _,
          DType.Bytes _ ->
          throw new IllegalArgumentException("no integer stands for it");
    };
  }

  private static boolean bool(char[] text, int start, int end) {
    if (Scan.isIgnoringCase(text, start, end, "true")) {
      return true;
    }
    if (Scan.isIgnoringCase(text, start, end, "false")) {
      return false;
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static long integer(char[] text, int start, int end, int bits, boolean signed) {
    if (Scan.isShortInteger(text, start, end)) {
      long value = Scan.shortInteger(text, start, end);
      int length = 64 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
      if (length > bits || (!signed && value < 0)) {
        throw new IllegalArgumentException("out of range");
      }
      return value;
    }
    var number = new BigInteger(new String(text, start, end - start));
    if (number.bitLength() > bits || (!signed && number.signum() < 0)) {
      throw new IllegalArgumentException("out of range");
    }
    return number.longValue();
  }

  private static long time(char[] text, int start, int end, DateTimeUnit unit) {
    if (unit.base() == DateTimeUnit.Base.DAY) {
      return requireTime(Scan.day(text, start, end));
    }
    int zone = Scan.zone(text, start, end);
    long second =
        requireTime(Scan.seconds(text, start, zone))
            - requireTime(Scan.zoneSeconds(text, zone, end));
    int nanosecond = Scan.nanoseconds(text, start, zone);
    int perSecond =
        switch (unit.base()) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          default -> 1_000_000_000;
        };
    int step = 1_000_000_000 / perSecond;
    if (nanosecond % step != 0) {
      throw new IllegalArgumentException("finer than the unit");
    }
    long fraction = nanosecond / step;
    // Before 1970 the product alone may be out of range, and the sum not.
    return second < 0 && fraction > 0
        ? Math.addExact(Math.multiplyExact(second + 1, perSecond), fraction - perSecond)
        : Math.addExact(Math.multiplyExact(second, perSecond), fraction);
  }

  private static long requireTime(long time) {
    if (time == Scan.NONE) {
      throw new IllegalArgumentException("no time");
    }
    return time;
  }

  // Text

  private int text(
      FieldBlock block, int column, int length, @Nullable NdArray target, @Nullable BitSet bad) {
    int rows = block.rowCount();
    int step = length * 4;
    byte[] elements = new byte[target == null ? 0 : Math.multiplyExact(rows, step)];
    boolean swapped = dtype.byteOrder() == ByteOrder.BIG_ENDIAN;
    char[] text = block.characters();
    for (int row = 0; row < rows; row++) {
      int start = block.start(row, column);
      int end = block.end(row, column);
      if (isMissing(text, start, end)) {
        continue;
      }
      if (end - start > length && Scan.codePoints(text, start, end) > length) {
        if (bad == null) {
          return row;
        }
        bad.set(row);
      } else if (target != null) {
        putText(text, start, end, swapped, elements, row * step);
      }
    }
    store(elements, rows, target);
    return -1;
  }

  private static void putText(
      char[] text, int start, int end, boolean swapped, byte[] elements, int to) {
    for (int i = start; i < end; to += 4) {
      int point = Character.codePointAt(text, i, end);
      i += Character.charCount(point);
      LITTLE.set(elements, to, swapped ? Integer.reverseBytes(point) : point);
    }
  }

  /// Bytes are exported as Latin-1.
  private int bytes(
      FieldBlock block, int column, int size, @Nullable NdArray target, @Nullable BitSet bad) {
    int rows = block.rowCount();
    byte[] elements = new byte[target == null ? 0 : Math.multiplyExact(rows, size)];
    char[] text = block.characters();
    for (int row = 0; row < rows; row++) {
      int start = block.start(row, column);
      int end = block.end(row, column);
      if (isMissing(text, start, end)) {
        continue;
      }
      boolean fits = end - start <= size;
      for (int i = start; i < end && fits; i++) {
        fits = text[i] <= 0xff;
        if (target != null) {
          elements[row * size + i - start] = (byte) text[i];
        }
      }
      if (!fits) {
        if (bad == null) {
          return row;
        }
        bad.set(row);
      }
    }
    store(elements, rows, target);
    return -1;
  }

  private void store(byte[] elements, int rows, @Nullable NdArray target) {
    if (target != null) {
      target.set(NdArray.view(MemorySegment.ofArray(elements), dtype, false, null, rows));
    }
  }
}
