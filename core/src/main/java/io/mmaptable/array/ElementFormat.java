package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import io.mmaptable.internal.literal.PythonLiteral;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How the elements of one array are printed, all to one width.
abstract sealed class ElementFormat {

  /// Looks at all elements that will be printed.
  abstract void fit(List<NdArray> elements);

  /// Prints a 0-d array.
  abstract String format(NdArray element);

  static ElementFormat of(DType dtype) {
    return switch (dtype) {
      case DType.Floating _, DType.Complex _ -> new Floats();
      case DType.Bool _ -> new Padded(true, "False".length());
      case DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> new Padded(true, 0);
      case DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> new Padded(false, 0);
    };
  }

  /// What Python's `str` gives for a NumPy scalar.
  static String scalar(DType dtype, MemorySegment memory, long at) {
    return switch (dtype) {
      case DType.Text _ -> Elements.getString(memory, at, dtype);
      case DType.DateTime(DateTimeUnit unit, _) ->
          DateTimes.print(Elements.getLong(memory, at, dtype), unit);
      case DType.Floating(int size, ByteOrder order) ->
          FloatText.scalar(Elements.real(memory, at, size, order), size);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Complex _,
          DType.Bytes _,
          DType.Opaque _,
          DType.TimeDelta _,
          DType.Struct _ ->
          repr(dtype, memory, at);
    };
  }

  private static String repr(DType dtype, MemorySegment memory, long at) {
    return switch (dtype) {
      case DType.Bool _ -> Elements.getLong(memory, at, dtype) != 0 ? "True" : "False";
      case DType.Int _ -> String.valueOf(Elements.getLong(memory, at, dtype));
      case DType.UInt _ -> Long.toUnsignedString(Elements.getLong(memory, at, dtype));
      case DType.Floating(int size, ByteOrder order) ->
          FloatText.scalar(Elements.real(memory, at, size, order), size);
      case DType.Complex(int size, ByteOrder order) -> complex(memory, at, size / 2, order);
      case DType.Bytes _ -> bytes(Elements.getString(memory, at, dtype));
      case DType.Text _ -> PythonLiteral.repr(Elements.getString(memory, at, dtype));
      case DType.Opaque(int size) -> opaque(Elements.bytes(memory, at, size));
      case DType.DateTime(DateTimeUnit unit, _) ->
          "'" + DateTimes.print(Elements.getLong(memory, at, dtype), unit) + "'";
      case DType.TimeDelta _ -> {
        long value = Elements.getLong(memory, at, dtype);
        yield value == DateTimes.NAT ? "'NaT'" : String.valueOf(value);
      }
      case DType.Struct(List<Field> fields, _) ->
          fields.stream()
              .map(field -> field(field, memory, at))
              .collect(Collectors.joining(", ", "(", fields.size() == 1 ? ",)" : ")"));
    };
  }

  private static String field(Field field, MemorySegment memory, long at) {
    if (field.shape().length == 0) {
      return repr(field.dtype(), memory, at + field.offset());
    }
    MemorySegment part = memory.asSlice(at + field.offset(), field.byteSize());
    return ArrayPrinter.print(NdArray.view(part, field.dtype(), false, null, field.shape()));
  }

  private static String complex(MemorySegment memory, long at, int size, ByteOrder order) {
    return FloatText.complex(
        Elements.real(memory, at, size, order),
        Elements.real(memory, at + size, size, order),
        size);
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

  /// Elements padded to the widest: numbers to the left, text to the right.
  private static final class Padded extends ElementFormat {
    private final boolean alignRight;
    private int width;

    Padded(boolean alignRight, int width) {
      this.alignRight = alignRight;
      this.width = width;
    }

    @Override
    void fit(List<NdArray> elements) {
      for (NdArray element : elements) {
        String text = text(element);
        width = alignRight ? Math.max(width, text.length()) : 0;
      }
    }

    @Override
    String format(NdArray element) {
      String text = text(element);
      return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String text(NdArray element) {
      return repr(element.dtype(), element.segment(), element.offset());
    }
  }

  /// Floats with a common number of places, and complex numbers as two of them.
  private static final class Floats extends ElementFormat {
    private final FloatColumn real = new FloatColumn(false);
    private final FloatColumn imaginary = new FloatColumn(true);

    @Override
    void fit(List<NdArray> elements) {
      for (NdArray element : elements) {
        int size = partSize(element.dtype());
        ByteOrder order = element.dtype().byteOrder();
        real.add(Elements.real(element.segment(), element.offset(), size, order), size);
        if (element.dtype() instanceof DType.Complex) {
          imaginary.add(
              Elements.real(element.segment(), element.offset() + size, size, order), size);
        }
      }
      real.fit();
      imaginary.fit();
    }

    @Override
    String format(NdArray element) {
      int size = partSize(element.dtype());
      ByteOrder order = element.dtype().byteOrder();
      String text =
          real.format(Elements.real(element.segment(), element.offset(), size, order), size);
      if (element.dtype() instanceof DType.Complex) {
        text +=
            imaginary.formatImaginary(
                Elements.real(element.segment(), element.offset() + size, size, order), size);
      }
      return text;
    }

    private static int partSize(DType dtype) {
      return dtype instanceof DType.Complex(int size, _) ? size / 2 : dtype.itemSize();
    }
  }
}
