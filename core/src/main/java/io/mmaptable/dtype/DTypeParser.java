package io.mmaptable.dtype;

import io.mmaptable.internal.literal.LiteralException;
import io.mmaptable.internal.literal.PyValue;
import io.mmaptable.internal.literal.PythonLiteral;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Reads NumPy's notations for dtypes.
final class DTypeParser {

  /// One of the parts of `i4,(2,3)f8`; the byte order may stand before or behind the shape. Nothing
  /// is tried twice, so that a long text takes no more than its length.
  private static final Pattern PART =
      Pattern.compile(
          "(?<before>[<>=|]?)(?<shape> *+(?:\\d++|\\([ ,\\d]*+\\)) *+)?+(?<behind>[<>=|]?)"
              + "(?<dtype>[A-Za-z?][A-Za-z0-9]*+(?:\\[[A-Za-z0-9]*+\\])?+)");

  /// NumPy's names, for a 64-bit Linux or macOS.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("bool", "b1"),
          Map.entry("bool_", "b1"),
          Map.entry("byte", "i1"),
          Map.entry("int8", "i1"),
          Map.entry("short", "i2"),
          Map.entry("int16", "i2"),
          Map.entry("intc", "i4"),
          Map.entry("int32", "i4"),
          Map.entry("int", "i8"),
          Map.entry("int_", "i8"),
          Map.entry("intp", "i8"),
          Map.entry("long", "i8"),
          Map.entry("longlong", "i8"),
          Map.entry("int64", "i8"),
          Map.entry("ubyte", "u1"),
          Map.entry("uint8", "u1"),
          Map.entry("ushort", "u2"),
          Map.entry("uint16", "u2"),
          Map.entry("uintc", "u4"),
          Map.entry("uint32", "u4"),
          Map.entry("uint", "u8"),
          Map.entry("uintp", "u8"),
          Map.entry("ulong", "u8"),
          Map.entry("ulonglong", "u8"),
          Map.entry("uint64", "u8"),
          Map.entry("half", "f2"),
          Map.entry("float16", "f2"),
          Map.entry("single", "f4"),
          Map.entry("float32", "f4"),
          Map.entry("double", "f8"),
          Map.entry("float", "f8"),
          Map.entry("float64", "f8"),
          Map.entry("longdouble", "f16"),
          Map.entry("float128", "f16"),
          Map.entry("csingle", "c8"),
          Map.entry("complex64", "c8"),
          Map.entry("cdouble", "c16"),
          Map.entry("complex", "c16"),
          Map.entry("complex128", "c16"),
          Map.entry("clongdouble", "c32"),
          Map.entry("complex256", "c32"),
          Map.entry("str", "U0"),
          Map.entry("str_", "U0"),
          Map.entry("unicode", "U0"),
          Map.entry("bytes", "S0"),
          Map.entry("bytes_", "S0"),
          Map.entry("void", "V0"),
          Map.entry("object", "O"),
          Map.entry("object_", "O"));

  /// What a letter alone stands for.
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("?", "b1"),
          Map.entry("b", "i1"),
          Map.entry("h", "i2"),
          Map.entry("i", "i4"),
          Map.entry("l", "i8"),
          Map.entry("q", "i8"),
          Map.entry("n", "i8"),
          Map.entry("p", "i8"),
          Map.entry("B", "u1"),
          Map.entry("H", "u2"),
          Map.entry("I", "u4"),
          Map.entry("L", "u8"),
          Map.entry("Q", "u8"),
          Map.entry("N", "u8"),
          Map.entry("P", "u8"),
          Map.entry("e", "f2"),
          Map.entry("f", "f4"),
          Map.entry("d", "f8"),
          Map.entry("g", "f16"),
          Map.entry("F", "c8"),
          Map.entry("D", "c16"),
          Map.entry("G", "c32"),
          Map.entry("c", "S1"));

  private DTypeParser() {}

  static DType parse(String notation) {
    if (notation.stripLeading().startsWith("[")) {
      try {
        return ofLiteral(PythonLiteral.parse(notation, true));
      } catch (LiteralException e) {
        throw new IllegalArgumentException(
            "dtype " + quote(notation) + ", character " + e.position() + ": " + e.getMessage(), e);
      }
    }
    return ofName(notation);
  }

  /// Reads what `numpy.dtype` takes a text for, which is never a list.
  private static DType ofName(String text) {
    return text.indexOf(',') < 0 && !startsWithCount(text)
        ? single(text)
        : commaString(text, splitAtCommas(text));
  }

  private static boolean startsWithCount(String text) {
    int at = isOrder(text, 0) ? 1 : 0;
    return text.startsWith("()", at) || (at < text.length() && isDigit(text.charAt(at)));
  }

  /// Reads the value of a header's `descr` entry, as `numpy.lib.format.descr_to_dtype` does.
  private static DType ofLiteral(PyValue descr) {
    return switch (descr) {
      case PyValue.Str(String text) -> ofName(text);
      case PyValue.Sequence(List<PyValue> fields, _, _) -> struct(fields);
      case PyValue.Tuple _,
          PyValue.Bytes _,
          PyValue.Int _,
          PyValue.Bool _,
          PyValue.None _,
          PyValue.Dict _ ->
          throw new IllegalArgumentException(
              "a dtype is described by a str or a list, not by a " + descr.typeName());
    };
  }

  private static DType.Struct struct(List<PyValue> fields) {
    var builder = new StructBuilder();
    for (PyValue value : fields) {
      List<PyValue> items =
          switch (value) {
            case PyValue.Tuple(List<PyValue> entries) -> entries;
            case PyValue.Sequence(List<PyValue> entries, _, _) -> entries;
            case PyValue.Str _,
                PyValue.Bytes _,
                PyValue.Int _,
                PyValue.Bool _,
                PyValue.None _,
                PyValue.Dict _ ->
                List.of();
          };
      if (items.size() < 2 || items.size() > 3) {
        throw new IllegalArgumentException("a field is a tuple of two or three entries");
      }
      @Nullable String title = null;
      PyValue name = items.get(0);
      boolean titled = name instanceof PyValue.Tuple;
      if (name instanceof PyValue.Tuple(List<PyValue> names) && names.size() == 2) {
        title = names.get(0) instanceof PyValue.None ? null : text(names.get(0));
        name = names.get(1);
      }
      Shaped element = element(items.get(1));
      if (items.size() == 3) {
        element = element.repeated(items.get(2));
      }
      // NumPy takes a nameless sub-array for padding, whatever its elements are.
      boolean padding = element.dtype instanceof DType.Opaque || element.shape.length > 0;
      if (!titled && padding && text(name).isEmpty()) {
        builder.pad(new Field("", null, element.dtype, element.shape, 0).byteSize());
      } else {
        builder.field(text(name), title, element.dtype, element.shape);
      }
    }
    return builder.build();
  }

  /// Reads what stands for a dtype in a field: a dtype, or a tuple of that and a shape.
  private static Shaped element(PyValue value) {
    if (value instanceof PyValue.Tuple(List<PyValue> inner)) {
      if (inner.size() < 2) {
        throw new IllegalArgumentException("a sub-array is a tuple of a dtype and a shape");
      }
      return element(inner.get(0)).repeated(inner.get(1));
    }
    return new Shaped(ofLiteral(value), new long[0]);
  }

  /// A dtype, and the shape of a sub-array of it.
  @SuppressWarnings("ArrayRecordComponent") // handed on, and never changed
  private record Shaped(DType dtype, long[] shape) {

    /// What `numpy.dtype` makes of a tuple of this and a value: a sub-array, of sub-arrays perhaps;
    /// of text without a width, text of that width.
    Shaped repeated(PyValue value) {
      boolean isSized = dtype.itemSize() > 0 || shape.length > 0;
      return switch (dtype) {
        case DType.Bytes _ when !isSized -> new Shaped(new DType.Bytes(width(value)), shape);
        case DType.Opaque _ when !isSized -> new Shaped(new DType.Opaque(width(value)), shape);
        case DType.Text(_, ByteOrder order) when !isSized ->
            new Shaped(new DType.Text(width(value), order), shape);
        case DType.Bytes _,
            DType.Opaque _,
            DType.Text _,
            DType.Bool _,
            DType.Int _,
            DType.UInt _,
            DType.Floating _,
            DType.Complex _,
            DType.DateTime _,
            DType.TimeDelta _,
            DType.Struct _ -> {
          long[] outer = DTypeParser.shape(value);
          requireDimensions(outer.length + shape.length);
          yield new Shaped(
              dtype, LongStream.concat(LongStream.of(outer), LongStream.of(shape)).toArray());
        }
      };
    }

    private static int width(PyValue value) {
      if (value instanceof PyValue.Int(BigInteger width)) {
        return Math.toIntExact(dimension(width));
      }
      throw new IllegalArgumentException("a sub-array of elements that have no width");
    }
  }

  private static String text(PyValue value) {
    if (value instanceof PyValue.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("a field's name is a str, not a " + value.typeName());
  }

  private static long[] shape(PyValue value) {
    return switch (value) {
      case PyValue.Int(BigInteger length) -> new long[] {dimension(length)};
      case PyValue.Tuple(List<PyValue> items) -> shape(items);
      case PyValue.Sequence(List<PyValue> items, _, _) -> shape(items);
      case PyValue.Str _, PyValue.Bytes _, PyValue.Bool _, PyValue.None _, PyValue.Dict _ ->
          throw new IllegalArgumentException(
              "a field's shape is a tuple, not a " + value.typeName());
    };
  }

  private static long[] shape(List<PyValue> items) {
    requireDimensions(items.size());
    return items.stream()
        .mapToLong(
            item -> {
              if (item instanceof PyValue.Int(BigInteger length)) {
                return dimension(length);
              }
              throw new IllegalArgumentException("a dimension that is a " + item.typeName());
            })
        .toArray();
  }

  private static void requireDimensions(int count) {
    if (count > 64) {
      throw new IllegalArgumentException("a sub-array of more than 64 dimensions");
    }
  }

  private static long dimension(BigInteger length) {
    if (length.signum() < 0 || length.bitLength() > 31) {
      throw new IllegalArgumentException("a sub-array of dimension " + length);
    }
    return length.longValue();
  }

  /// Reads `i4,f8` and its like; the fields are named `f0`, `f1` and so on.
  private static DType commaString(String notation, List<String> parts) {
    var builder = new StructBuilder();
    int index = 0;
    for (String part : parts) {
      if (part.isEmpty()) {
        if (index == parts.size() - 1 && index > 0) {
          break; // a comma may end the list
        }
        throw new IllegalArgumentException("dtype " + quote(notation) + " has an empty part");
      }
      Shaped element = element(notation, part);
      if (parts.size() == 1) {
        return alone(notation, element);
      }
      builder.field("f" + index++, null, element.dtype, element.shape);
    }
    return builder.build();
  }

  private static DType alone(String notation, Shaped element) {
    if (element.shape.length > 0) {
      throw new UnsupportedDTypeException(
          "dtype " + quote(notation) + ": a sub-array stands only in a field");
    }
    return element.dtype;
  }

  private static Shaped element(String notation, String part) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "dtype " + quote(notation) + " has the part " + quote(part));
    }
    String before = matcher.group("before");
    @Nullable String shape = matcher.group("shape");
    String behind = matcher.group("behind");
    if (!before.isEmpty() && !behind.isEmpty() && !before.equals(behind)) {
      throw new IllegalArgumentException(
          "dtype " + quote(notation) + " has two byte orders in " + quote(part));
    }
    String dtype = (before.isEmpty() ? behind : before) + matcher.group("dtype");
    var element = new Shaped(single(dtype), new long[0]);
    return shape == null ? element : element.repeated(repeat(shape.strip()));
  }

  private static PyValue repeat(String count) {
    try {
      return PythonLiteral.parse(count, false);
    } catch (LiteralException e) {
      throw new IllegalArgumentException("a sub-array of shape " + quote(count), e);
    }
  }

  private static List<String> splitAtCommas(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(part(text, start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(part(text, start, text.length()));
    return parts;
  }

  /// White space may stand around commas and at the end, but not at the beginning.
  private static String part(String text, int from, int to) {
    String part = text.substring(from, to);
    return from == 0 ? part.stripTrailing() : part.strip();
  }

  private static DType single(String notation) {
    String text = NAMES.getOrDefault(notation, notation);
    if (text.startsWith("datetime64")) {
      text = "M8" + text.substring(10);
    } else if (text.startsWith("timedelta64")) {
      text = "m8" + text.substring(11);
    }
    ByteOrder order =
        text.startsWith("<")
            ? ByteOrder.LITTLE_ENDIAN
            : text.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
    int kindAt = isOrder(text, 0) ? 1 : 0;
    int sizeEnd = kindAt + 1;
    while (sizeEnd < text.length() && isDigit(text.charAt(sizeEnd))) {
      sizeEnd++;
    }
    if (sizeEnd > text.length()) {
      throw unknown(notation);
    }
    String kind = text.substring(kindAt, kindAt + 1);
    String size = text.substring(kindAt + 1, sizeEnd);
    String unit = text.substring(sizeEnd);
    @Nullable String sized = size.isEmpty() ? LETTERS.get(kind) : null;
    if (sized != null) {
      kind = sized.substring(0, 1);
      size = sized.substring(1);
    }
    boolean isTime = kind.equalsIgnoreCase("m") && !size.isEmpty();
    if (!unit.isEmpty() && !(isTime && unit.startsWith("["))) {
      throw unknown(notation);
    }
    try {
      return ofKind(notation, kind, size, unit, order);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("dtype " + quote(notation) + " is too large", e);
    }
  }

  private static DType ofKind(
      String notation, String kind, String size, String unit, ByteOrder order) {
    return switch (kind + size) {
      case "b1" -> DType.BOOL;
      case "i1", "i2", "i4", "i8" -> new DType.Int(width(size), order);
      case "u1", "u2", "u4", "u8" -> new DType.UInt(width(size), order);
      case "f2", "f4", "f8", "f16" -> new DType.Floating(width(size), order);
      case "c8", "c16" -> new DType.Complex(width(size), order);
      case "c32" ->
          throw new UnsupportedDTypeException("dtype " + quote(notation) + ": complex long double");
      default -> ofOtherKind(notation, kind, size, unit, order);
    };
  }

  private static DType ofOtherKind(
      String notation, String kind, String size, String unit, ByteOrder order) {
    return switch (kind) {
      case "S", "a" -> new DType.Bytes(width(size));
      case "U" -> new DType.Text(width(size), order);
      case "V" -> new DType.Opaque(width(size));
      case "M", "m" -> {
        // A letter alone is datetime64 of the generic unit, as "M8" is.
        if (!size.isEmpty() && !size.equals("8")) {
          throw unknown(notation);
        }
        DateTimeUnit step = DateTimeUnit.of(unit);
        yield kind.equals("M") ? new DType.DateTime(step, order) : new DType.TimeDelta(step, order);
      }
      case "O" -> {
        if (!Set.of("", "4", "8").contains(size)) {
          throw unknown(notation);
        }
        throw new UnsupportedDTypeException(
            "dtype " + quote(notation) + ": Python objects are pickles, and are never read");
      }
      case "T" ->
          throw new UnsupportedDTypeException(
              "dtype " + quote(notation) + ": variable-width strings cannot be mapped");
      default -> throw unknown(notation);
    };
  }

  private static int width(String size) {
    return size.isEmpty() ? 0 : Integer.parseInt(size);
  }

  private static boolean isOrder(String text, int at) {
    return at < text.length() && "<>=|".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException unknown(String notation) {
    return new IllegalArgumentException("unknown dtype " + quote(notation));
  }

  private static String quote(String text) {
    return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "...") + "'";
  }
}
