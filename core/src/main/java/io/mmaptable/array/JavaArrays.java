package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Makes arrays from Java's own arrays and scalars.
final class JavaArrays {
  private static final DType DAYS =
      new DType.DateTime(DateTimeUnit.of("[D]"), ByteOrder.nativeOrder());
  private static final DType NANOSECONDS =
      new DType.DateTime(DateTimeUnit.of("[ns]"), ByteOrder.nativeOrder());

  private JavaArrays() {}

  static NdArray toNdArray(Object value) {
    return switch (value) {
      case NdArray array -> array;
      case boolean[] values -> {
        NdArray array = NdArray.zeros(DType.BOOL, values.length);
        for (int i = 0; i < values.length; i++) {
          array.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (values[i] ? 1 : 0));
        }
        yield array;
      }
      case byte[] values -> copyOf(MemorySegment.ofArray(values), DType.INT8, values.length);
      case short[] values -> copyOf(MemorySegment.ofArray(values), DType.INT16, values.length);
      case int[] values -> copyOf(MemorySegment.ofArray(values), DType.INT32, values.length);
      case long[] values -> copyOf(MemorySegment.ofArray(values), DType.INT64, values.length);
      case float[] values -> copyOf(MemorySegment.ofArray(values), DType.FLOAT32, values.length);
      case double[] values -> copyOf(MemorySegment.ofArray(values), DType.FLOAT64, values.length);
      case String[] values -> text(values, values.length);
      case LocalDate[] values -> {
        NdArray array = NdArray.zeros(DAYS, values.length);
        for (int i = 0; i < values.length; i++) {
          setLong(array, i, days(values[i]));
        }
        yield array;
      }
      case Instant[] values -> {
        NdArray array = NdArray.zeros(NANOSECONDS, values.length);
        for (int i = 0; i < values.length; i++) {
          setLong(array, i, nanoseconds(values[i]));
        }
        yield array;
      }
      case Boolean scalar -> scalar(DType.BOOL, scalar ? 1 : 0);
      case Byte scalar -> scalar(DType.INT8, scalar);
      case Short scalar -> scalar(DType.INT16, scalar);
      case Integer scalar -> scalar(DType.INT32, scalar);
      case Long scalar -> scalar(DType.INT64, scalar);
      case Float scalar -> scalar((DType.Floating) DType.FLOAT32, scalar.doubleValue());
      case Double scalar -> scalar((DType.Floating) DType.FLOAT64, scalar.doubleValue());
      case BigInteger scalar when scalar.signum() >= 0 && scalar.bitLength() == 64 ->
          scalar(DType.UINT64, scalar.longValue());
      case BigInteger scalar when scalar.bitLength() < 64 ->
          scalar(DType.INT64, scalar.longValue());
      case String scalar -> text(new String[] {scalar});
      case LocalDate scalar -> scalar(DAYS, days(scalar));
      case Instant scalar -> scalar(NANOSECONDS, nanoseconds(scalar));
      default ->
          throw new IllegalArgumentException(
              "value (" + value.getClass().getTypeName() + ") is no array or scalar that is known");
    };
  }

  /// A 0-d array of an integral dtype.
  static NdArray scalar(DType dtype, long value) {
    NdArray array = NdArray.zeros(dtype);
    setLong(array, 0, value);
    return array;
  }

  /// A 0-d array of a float dtype.
  static NdArray scalar(DType dtype, double value) {
    NdArray array = NdArray.zeros(dtype);
    Elements.setDouble(array.segment(), 0, (DType.Floating) dtype, value);
    return array;
  }

  private static void setLong(NdArray array, long index, long value) {
    int size = array.itemSize();
    Elements.setBits(array.segment(), index * size, size, array.dtype().byteOrder(), value);
  }

  private static NdArray copyOf(MemorySegment values, DType dtype, long length) {
    NdArray array = NdArray.zeros(dtype, length);
    array.segment().copyFrom(values);
    return array;
  }

  private static NdArray text(String[] values, long... shape) {
    int width = 1; // NumPy's least
    for (String value : values) {
      width = Math.max(width, value.codePointCount(0, value.length()));
    }
    NdArray array = NdArray.zeros(new DType.Text(width, ByteOrder.nativeOrder()), shape);
    for (int i = 0; i < values.length; i++) {
      Elements.setString(array.segment(), 4L * width * i, array.dtype(), values[i]);
    }
    return array;
  }

  private static long days(@Nullable LocalDate date) {
    return date == null ? DateTimes.NAT : date.toEpochDay();
  }

  private static long nanoseconds(@Nullable Instant instant) {
    return instant == null
        ? DateTimes.NAT
        : Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
  }
}
