package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.FloatText;
import io.mmaptable.internal.element.FloatValue;
import io.mmaptable.internal.literal.PythonLiteral;
import io.mmaptable.internal.time.DateTimes;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Locale;

/// Single elements as Python prints them.
final class ElementText {
  private ElementText() {}

  /// What Python's `str` gives for a NumPy scalar.
  static String str(DType dtype, MemorySegment memory, long at) {
    return switch (dtype) {
      case DType.Bool _ -> Elements.getLong(memory, at, dtype) != 0 ? "True" : "False";
      case DType.Int _, DType.UInt _ -> integer(dtype, memory, at);
      case DType.Floating(int size, ByteOrder order) ->
          FloatText.scalar(FloatValue.load(memory, at, size, order), size);
      case DType.Complex(int size, ByteOrder order) -> complex(memory, at, size / 2, order);
      case DType.Bytes _ -> bytes(Elements.getString(memory, at, dtype));
      case DType.Text _ -> Elements.getString(memory, at, dtype);
      case DType.Opaque(int size) -> opaque(Elements.bytes(memory, at, size));
      case DType.DateTime(DateTimeUnit unit, _) ->
          DateTimes.print(Elements.getLong(memory, at, dtype), unit);
      case DType.TimeDelta(DateTimeUnit unit, _) ->
          timeDelta(Elements.getLong(memory, at, dtype), unit);
      case DType.Struct struct -> RowFormat.scalar(struct, memory, at);
    };
  }

  static String integer(DType dtype, MemorySegment memory, long at) {
    long value = Elements.getLong(memory, at, dtype);
    return dtype instanceof DType.UInt ? Long.toUnsignedString(value) : String.valueOf(value);
  }

  /// What stands for text, bytes and opaque elements in an array.
  static String quoted(DType dtype, MemorySegment memory, long at) {
    return dtype instanceof DType.Text
        ? PythonLiteral.repr(Elements.getString(memory, at, dtype))
        : str(dtype, memory, at);
  }

  private static String complex(MemorySegment memory, long at, int size, ByteOrder order) {
    return FloatText.complex(
        FloatValue.load(memory, at, size, order),
        FloatValue.load(memory, at + size, size, order),
        size);
  }

  private static String timeDelta(long value, DateTimeUnit unit) {
    if (value == DateTimes.NAT) {
      return "NaT";
    }
    BigInteger steps = BigInteger.valueOf(value).multiply(BigInteger.valueOf(unit.multiple()));
    String name =
        unit.base() == DateTimeUnit.Base.GENERIC
            ? "generic time unit"
            : unit.base().name().toLowerCase(Locale.ROOT);
    return steps + " " + name + "s";
  }

  private static String bytes(String latin1) {
    char quote = latin1.indexOf('\'') >= 0 && latin1.indexOf('"') < 0 ? '"' : '\'';
    var out = new StringBuilder("b").append(quote);
    for (int i = 0; i < latin1.length(); i++) {
      char c = latin1.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  private static String opaque(byte[] bytes) {
    var out = new StringBuilder("b'");
    for (byte b : bytes) {
      out.append(String.format(Locale.ROOT, "\\x%02X", b & 0xff));
    }
    return out.append('\'').toString();
  }
}
