package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.time.DateTimes;
import io.mmaptable.internal.time.TimeScale;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How Java's values of one type become elements.
///
/// @param type what each of them is, or null
/// @param dtype the dtype that holds them all
record JavaValues(Class<?> type, DType dtype) {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final DType DAYS = new DType.DateTime(DateTimeUnit.of("[D]"), ORDER);
  private static final DateTimeUnit NANOSECONDS = DateTimeUnit.of("[ns]");

  /// Finds the dtype.
  ///
  /// @param declared the type of the arrays that they were in; `Object` if that does not say
  /// @param cast whether they are to be cast, and times need the unit that holds them all; it is
  ///   the nanosecond else
  /// @throws IllegalArgumentException if they are of several types or of one that is not known
  static JavaValues of(List<@Nullable Object> values, Class<?> declared, boolean cast) {
    Class<?> type = declared;
    if (declared == Object.class || declared == Number.class) {
      type = common(values);
    }
    return new JavaValues(type, dtype(type, values, cast));
  }

  private static Class<?> common(List<@Nullable Object> values) {
    @Nullable Class<?> common = null;
    for (Object value : values) {
      if (value != null) {
        common = common == null ? value.getClass() : both(common, value.getClass());
      }
    }
    if (common == null && !values.isEmpty()) {
      throw new IllegalArgumentException("value (null) of no type that is known");
    }
    return common == null ? Double.class : common; // an empty list, which NumPy makes float64
  }

  /// What holds numbers of two types: the wider integer, `Double` for an integer and a float,
  /// [Complex] for it and another.
  private static Class<?> both(Class<?> first, Class<?> second) {
    if (first == second) {
      return first;
    }
    int ranks = Math.min(rank(first), rank(second));
    if (ranks < 0) {
      throw new IllegalArgumentException(
          "values of one type are expected: "
              + first.getTypeName()
              + " and "
              + second.getTypeName());
    }
    boolean floats = rank(first) >= rank(Float.class) || rank(second) >= rank(Float.class);
    if (first == Complex.class || second == Complex.class) {
      return Complex.class;
    }
    if (floats) {
      return Double.class;
    }
    return rank(first) > rank(second) ? first : second;
  }

  private static int rank(Class<?> type) {
    return List.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            Complex.class)
        .indexOf(type);
  }

  private static DType dtype(Class<?> type, List<@Nullable Object> values, boolean cast) {
    return switch (type.getName()) {
      case "java.lang.Boolean" -> DType.BOOL;
      case "java.lang.Byte" -> DType.INT8;
      case "java.lang.Short" -> DType.INT16;
      case "java.lang.Integer" -> DType.INT32;
      case "java.lang.Long" -> DType.INT64;
      case "java.lang.Float" -> DType.FLOAT32;
      case "java.lang.Double", "java.math.BigDecimal" -> DType.FLOAT64;
      case "java.math.BigInteger" ->
          values.stream().anyMatch(value -> integer(value).signum() < 0)
              ? DType.INT64
              : DType.UINT64;
      case "io.mmaptable.array.Complex" -> new DType.Complex(16, ORDER);
      case "java.lang.String" -> new DType.Text(Math.max(1, width(values)), ORDER);
      case "[B" -> new DType.Bytes(Math.max(1, width(values)));
      case "java.time.LocalDate" -> DAYS;
      case "java.time.Instant", "java.time.LocalDateTime" ->
          new DType.DateTime(cast ? JavaTimes.unit(values) : NANOSECONDS, ORDER);
      case "java.time.Duration" ->
          new DType.TimeDelta(cast ? JavaTimes.unit(values) : NANOSECONDS, ORDER);
      default -> throw JavaArrays.unknown(type);
    };
  }

  private static int width(List<@Nullable Object> values) {
    int width = 0;
    for (Object value : values) {
      width =
          Math.max(
              width,
              switch (value) {
                case String text -> text.codePointCount(0, text.length());
                case byte[] bytes -> bytes.length;
                case null, default -> 0;
              });
    }
    return width;
  }

  /// Sets the element at a byte of an array's memory.
  void set(NdArray array, long at, @Nullable Object value) {
    MemorySegment memory = array.segment();
    switch (value) {
      case Boolean truth -> setLong(memory, at, truth ? 1 : 0);
      case Float number -> Scalars.setDouble(memory, at, dtype, number);
      case Double number -> Scalars.setDouble(memory, at, dtype, number);
      case BigInteger number -> setInteger(memory, at, number);
      case BigDecimal number -> Scalars.setDouble(memory, at, dtype, number.doubleValue());
      case Number number when rank(number.getClass()) >= 0 ->
          Scalars.setLong(memory, at, dtype, number.longValue());
      case Complex(double real, double imaginary) -> {
        Elements.setBits(memory, at, 8, ORDER, Double.doubleToRawLongBits(real));
        Elements.setBits(memory, at + 8, 8, ORDER, Double.doubleToRawLongBits(imaginary));
      }
      case String text -> Elements.setString(memory, at, dtype, text);
      case byte[] bytes ->
          MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, at, bytes.length);
      case LocalDate day -> setLong(memory, at, day.toEpochDay());
      case Instant time -> setLong(memory, at, count(time));
      case LocalDateTime time -> setLong(memory, at, count(time));
      case Duration time -> setLong(memory, at, count(time));
      case null -> setNaT(memory, at);
      default -> throw JavaArrays.unknown(value.getClass());
    }
  }

  private void setLong(MemorySegment memory, long at, long value) {
    Elements.setBits(memory, at, dtype.itemSize(), ORDER, value);
  }

  private void setNaT(MemorySegment memory, long at) {
    if (!(dtype instanceof DType.DateTime || dtype instanceof DType.TimeDelta)) {
      throw new IllegalArgumentException("value (null) does not fit into " + dtype);
    }
    setLong(memory, at, DateTimes.NAT);
  }

  private void setInteger(MemorySegment memory, long at, BigInteger value) {
    if (dtype instanceof DType.Floating || dtype instanceof DType.Complex) {
      Scalars.setDouble(memory, at, dtype, value.doubleValue());
      return;
    }
    int bits = dtype instanceof DType.UInt ? 64 : 63;
    if (value.bitLength() > bits) {
      throw new IllegalArgumentException("value (" + value + ") does not fit into " + dtype);
    }
    setLong(memory, at, value.longValue());
  }

  private static BigInteger integer(@Nullable Object value) {
    return switch (value) {
      case BigInteger number -> number;
      case Number number -> BigInteger.valueOf(number.longValue());
      case null, default -> BigInteger.ZERO;
    };
  }

  private long count(Object time) {
    DateTimeUnit unit =
        dtype instanceof DType.TimeDelta(DateTimeUnit span, _)
            ? span
            : ((DType.DateTime) dtype).unit();
    try {
      return new TimeScale(unit).toCount(JavaTimes.span(time));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "value (" + time + ") does not fit into " + dtype + ", which counts in 64 bits", e);
    }
  }
}
