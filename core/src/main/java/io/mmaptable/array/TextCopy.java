package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.Extended;
import io.mmaptable.internal.time.DateTimes;
import io.mmaptable.internal.time.TimeText;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Copies elements to text and from it, one by one. What NumPy writes is written; numbers are read
/// as Python reads them and times as ISO 8601. Bytes are Latin-1.
final class TextCopy implements RunCopy {
  private final DType from;
  private final DType to;

  TextCopy(DType from, DType to) {
    this.from = from;
    this.to = to;
  }

  @Override
  public void copy(
      MemorySegment source,
      long at,
      long step,
      MemorySegment target,
      long toAt,
      long toStep,
      long count) {
    for (long i = 0; i < count; i++) {
      String text = text(source, at + i * step, from);
      if (from instanceof DType.DateTime) {
        requireRoom(text);
      }
      set(target, toAt + i * toStep, to, text, false);
    }
  }

  /// A date that was cut would be another date: NumPy refuses that by every rule.
  private void requireRoom(String date) {
    switch (to) {
      case DType.Bytes(int size) -> TextFitting.requireWidth(to, size, date);
      case DType.Text(int length, _) -> TextFitting.requireWidth(to, length, date);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Opaque _,
          DType.Struct _ -> {}
    }
  }

  /// What NumPy writes for an element.
  static String text(MemorySegment memory, long at, DType dtype) {
    return switch (dtype) {
      case DType.Bytes _, DType.Text _ -> Elements.getString(memory, at, dtype);
      case DType.DateTime(DateTimeUnit unit, _) -> {
        long value = Elements.getLong(memory, at, dtype);
        if (unit.base() == DateTimeUnit.Base.GENERIC && value != DateTimes.NAT) {
          throw new IllegalArgumentException("a datetime without a unit has no text");
        }
        yield DateTimes.print(value, unit);
      }
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.TimeDelta _ ->
          ElementText.str(dtype, memory, at);
      case DType.Opaque _, DType.Struct _ ->
          throw new UnsupportedOperationException("an element of " + dtype + " has no text");
    };
  }

  /// Sets an element to what a text says.
  ///
  /// @param exactly whether to refuse a time that would have to be rounded
  static void set(MemorySegment memory, long at, DType dtype, String text, boolean exactly) {
    switch (dtype) {
      case DType.Bytes _ -> {
        TextFitting.requireLatin1(dtype, text);
        Elements.setString(memory, at, dtype, text);
      }
      case DType.Text _ -> Elements.setString(memory, at, dtype, text);
      case DType.Bool _ ->
          Elements.setBits(memory, at, 1, ByteOrder.nativeOrder(), text.isEmpty() ? 0 : 1);
      case DType.Int(int size, ByteOrder order) ->
          Elements.setBits(memory, at, size, order, integer(text, dtype, 8 * size - 1));
      case DType.UInt(int size, ByteOrder order) ->
          Elements.setBits(memory, at, size, order, integer(text, dtype, 8 * size));
      case DType.Floating floating -> setFloat(memory, at, floating, text);
      case DType.Complex(int size, ByteOrder order) -> {
        Complex value = PythonNumbers.parseComplex(text);
        var part = new DType.Floating(size / 2, order);
        Elements.setDouble(memory, at, part, value.real());
        Elements.setDouble(memory, at + size / 2, part, value.imaginary());
      }
      case DType.DateTime(DateTimeUnit unit, ByteOrder order) ->
          Elements.setBits(memory, at, 8, order, TimeText.parseDateTime(text, unit, exactly));
      case DType.TimeDelta(_, ByteOrder order) ->
          Elements.setBits(memory, at, 8, order, TimeText.parseTimeDelta(text));
      case DType.Opaque _, DType.Struct _ ->
          throw new IllegalArgumentException("cannot cast from text to " + dtype);
    }
  }

  private static void setFloat(MemorySegment memory, long at, DType.Floating dtype, String text) {
    double value = PythonNumbers.parseFloat(text);
    BigDecimal exact = dtype.itemSize() == 16 ? PythonNumbers.parseMagnitude(text) : null;
    if (exact == null) {
      Elements.setDouble(memory, at, dtype, value);
    } else {
      Extended.set(memory, at, dtype.byteOrder(), exact, Math.copySign(1, value) < 0);
    }
  }

  private static long integer(String text, DType dtype, int bits) {
    BigInteger value = PythonNumbers.parseInteger(text);
    boolean fits = value.bitLength() <= bits;
    if (!fits || (dtype instanceof DType.UInt && value.signum() < 0)) {
      throw new IllegalArgumentException("value (" + value + ") does not fit into " + dtype);
    }
    return value.longValue();
  }
}
