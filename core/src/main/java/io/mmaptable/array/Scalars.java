package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import io.mmaptable.dtype.Field;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.Extended;
import io.mmaptable.internal.time.DateTimes;
import io.mmaptable.internal.time.TimeUnits;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Single elements as Java's values, and back.
final class Scalars {
  private Scalars() {}

  /// The integer that [Elements#getLong] has given.
  static BigInteger bigInteger(long value, DType dtype) {
    return dtype instanceof DType.UInt && value < 0
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  static Complex complex(MemorySegment memory, long at, DType dtype) {
    if (dtype instanceof DType.Complex(int size, var order)) {
      int part = size / 2;
      return new Complex(
          Elements.real(memory, at, part, order), Elements.real(memory, at + part, part, order));
    }
    return new Complex(Elements.getDouble(memory, at, dtype), 0);
  }

  static boolean truth(MemorySegment memory, long at, DType dtype) {
    Complex value = complex(memory, at, dtype);
    return value.real() != 0 || value.imaginary() != 0;
  }

  static @Nullable Object item(MemorySegment memory, long at, DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> Elements.getLong(memory, at, dtype) != 0;
      case DType.Int _ -> Elements.getLong(memory, at, dtype);
      case DType.UInt(int size, _) -> unsigned(Elements.getLong(memory, at, dtype), size, dtype);
      case DType.Floating _ -> Elements.getDouble(memory, at, dtype);
      case DType.Complex _ -> complex(memory, at, dtype);
      case DType.Text _ -> Elements.getString(memory, at, dtype);
      case DType.Bytes _ ->
          Elements.getString(memory, at, dtype).getBytes(StandardCharsets.ISO_8859_1);
      case DType.Opaque(int size) -> Elements.bytes(memory, at, size);
      case DType.DateTime(DateTimeUnit unit, _) ->
          time(Elements.getLong(memory, at, dtype), unit, dtype);
      case DType.TimeDelta(DateTimeUnit unit, _) ->
          length(Elements.getLong(memory, at, dtype), unit, dtype);
      case DType.Struct struct -> row(memory, at, struct);
    };
  }

  private static Object unsigned(long value, int size, DType dtype) {
    if (size == 8) {
      return bigInteger(value, dtype);
    }
    return value;
  }

  private static @Nullable Object time(long value, DateTimeUnit unit, DType dtype) {
    if (value == DateTimes.NAT) {
      return null;
    }
    if (unit.base() == Base.GENERIC) {
      return value;
    }
    return unit.base().compareTo(Base.DAY) >= 0
        ? DateTimes.toLocalDate(value, dtype)
        : DateTimes.toInstant(value, dtype);
  }

  private static @Nullable Object length(long value, DateTimeUnit unit, DType dtype) {
    if (value == DateTimes.NAT) {
      return null;
    }
    if (TimeUnits.isFixed(unit)) {
      return DateTimes.toDuration(value, dtype);
    }
    return value;
  }

  private static Map<String, @Nullable Object> row(
      MemorySegment memory, long at, DType.Struct struct) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Field field : struct.fields()) {
      row.put(field.name(), field(memory, at + field.offset(), field));
    }
    return Collections.unmodifiableMap(row);
  }

  private static @Nullable Object field(MemorySegment memory, long at, Field field) {
    DType dtype = field.dtype();
    long[] shape = field.shape();
    if (shape.length == 0) {
      return item(memory, at, dtype);
    }
    long[] strides = Shapes.strides(dtype.itemSize(), shape, false);
    return new NdArray(memory, dtype, shape, strides, at, Origin.MEMORY).copy();
  }

  static void setDouble(MemorySegment memory, long at, DType dtype, double value) {
    switch (dtype) {
      case DType.Floating floating -> Elements.setDouble(memory, at, floating, value);
      case DType.Complex(int size, var order) -> {
        var part = new DType.Floating(size / 2, order);
        Elements.setDouble(memory, at, part, value);
        Elements.setDouble(memory, at + size / 2, part, 0);
      }
      case DType.Bool _, DType.Int _, DType.UInt _ ->
          throw new IllegalArgumentException(
              "value (" + value + ") is not cast to " + dtype + " unless asked for; astype does");
      case DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          throw new UnsupportedOperationException("an element of " + dtype + " is not a number");
    }
  }

  static void setLong(MemorySegment memory, long at, DType dtype, long value) {
    switch (dtype) {
      case DType.Floating floating -> setInteger(memory, at, floating, value);
      case DType.Complex(int size, var order) -> {
        setDouble(memory, at, dtype, 0);
        setInteger(memory, at, new DType.Floating(size / 2, order), value);
      }
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> {
        Fitting.requireFits(dtype, value, true);
        Elements.setBits(memory, at, dtype.itemSize(), dtype.byteOrder(), value);
      }
      case DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw new UnsupportedOperationException("an element of " + dtype + " is not an integer");
    }
  }

  /// Rounds an integer once.
  private static void setInteger(MemorySegment memory, long at, DType.Floating dtype, long value) {
    switch (dtype.itemSize()) {
      case 4 -> Elements.setDouble(memory, at, dtype, (float) value);
      case 16 -> Extended.set(memory, at, dtype.byteOrder(), value, false);
      default -> Elements.setDouble(memory, at, dtype, (double) value);
    }
  }
}
