package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;

/// Turns the text of one column into elements of its dtype.
final class TextParser {

  /// How many values are gathered before they are stored.
  static final int BLOCK = 8192;

  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  private final DType dtype;
  private final NdArray target;
  private final String[] texts;
  private final double[] doubles;
  private final long[] longs;
  private int count;
  private long stored;

  /// @throws IllegalArgumentException if text cannot be turned into the dtype
  TextParser(DType dtype, NdArray target) {
    this.dtype = dtype;
    this.target = target;
    texts = new String[dtype instanceof DType.Text || dtype instanceof DType.Bytes ? BLOCK : 0];
    doubles = new double[dtype instanceof DType.Floating ? BLOCK : 0];
    longs = new long[texts.length == 0 && doubles.length == 0 ? BLOCK : 0];
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

  /// Adds a value.
  ///
  /// @throws IllegalArgumentException if it is none of the dtype
  void add(String value) {
    try {
      switch (dtype) {
        case DType.Text(int length, _) -> texts[count] = fitting(value, length);
        case DType.Bytes(int size) -> texts[count] = fitting(latin1(value), size);
        case DType.Floating _ -> doubles[count] = value.isEmpty() ? Double.NaN : number(value);
        case DType.Bool _ -> longs[count] = bool(value) ? 1 : 0;
        case DType.Int(int size, _) -> longs[count] = integer(value, size * 8 - 1, true);
        case DType.UInt(int size, _) -> longs[count] = integer(value, size * 8, false);
        case DType.DateTime(DateTimeUnit unit, _) ->
            longs[count] = value.isEmpty() ? Long.MIN_VALUE : time(value, unit);
        case DType.Complex _, DType.Opaque _, DType.TimeDelta _, DType.Struct _ ->
            throw new IllegalArgumentException("text cannot be turned into it");
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException("'" + value + "' is no " + dtype, e);
    }
    if (++count == BLOCK) {
      store();
    }
  }

  /// Stores what has been added since the last full block.
  void store() {
    if (count == 0) {
      return;
    }
    NdArray rows = target.rows(stored, stored + count);
    if (dtype instanceof DType.Bytes(int size)) {
      rows.set(bytes(size));
    } else if (texts.length > 0) {
      rows.set(Arrays.copyOf(texts, count));
    } else if (doubles.length > 0) {
      rows.set(Arrays.copyOf(doubles, count));
    } else {
      rows.setLongs(Arrays.copyOf(longs, count));
    }
    stored += count;
    count = 0;
  }

  /// Bytes are exported as Latin-1.
  private NdArray bytes(int size) {
    NdArray block = NdArray.zeros(dtype, count);
    for (int i = 0; i < count; i++) {
      byte[] text = texts[i].getBytes(StandardCharsets.ISO_8859_1);
      MemorySegment.copy(
          text, 0, block.asSegment(), ValueLayout.JAVA_BYTE, (long) i * size, text.length);
    }
    return block;
  }

  private static String latin1(String value) {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("not Latin-1");
    }
    return value;
  }

  private static String fitting(String value, int width) {
    if (value.codePointCount(0, value.length()) > width) {
      throw new IllegalArgumentException("too wide");
    }
    return value;
  }

  private static boolean bool(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static double number(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(value).signum() == 0 ? zero(value) : Double.parseDouble(value);
    };
  }

  private static double zero(String value) {
    return value.startsWith("-") ? -0.0 : 0.0;
  }

  private static long integer(String value, int bits, boolean signed) {
    var number = new BigInteger(value);
    if (number.bitLength() > bits || (!signed && number.signum() < 0)) {
      throw new IllegalArgumentException("out of range");
    }
    return number.longValue();
  }

  private static long time(String value, DateTimeUnit unit) {
    if (unit.base() == DateTimeUnit.Base.DAY) {
      return LocalDate.parse(value).toEpochDay();
    }
    LocalDateTime time =
        value.length() == 10
            ? LocalDate.parse(value).atStartOfDay()
            : LocalDateTime.parse(value.replace(' ', 'T'));
    long perSecond =
        switch (unit.base()) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          default -> 1_000_000_000;
        };
    BigInteger nanos =
        BigInteger.valueOf(time.toEpochSecond(ZoneOffset.UTC))
            .multiply(NANOS_PER_SECOND)
            .add(BigInteger.valueOf(time.getLong(ChronoField.NANO_OF_SECOND)));
    BigInteger[] parts = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000_000 / perSecond));
    if (parts[1].signum() != 0) {
      throw new IllegalArgumentException("finer than the unit");
    }
    return parts[0].longValueExact();
  }
}
