package io.mmaptable.npy;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// Compares the elements of an array with what NumPy says they are, by the getters of their dtype.
final class ElementValues {
  private final List<String> expected;
  private int next;

  private ElementValues(String expected) {
    this.expected = expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1));
  }

  /// Says where an array differs.
  ///
  /// @param expected the values in C order, as `generate.py` writes them
  /// @return the first difference, or an empty text
  static String difference(NdArray array, String expected) {
    var values = new ElementValues(expected);
    try {
      values.compareAll(array);
      values.require(values.next == values.expected.size(), "more elements");
      return "";
    } catch (DifferenceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void compareAll(NdArray array) throws DifferenceException {
    if (array.size() == 0) {
      return;
    }
    if (array.ndim() == 0) {
      compare(array);
      return;
    }
    for (long i = 0; i < array.shape()[0]; i++) {
      compareAll(array.get(Index.at(i)));
    }
  }

  private void compare(NdArray element) throws DifferenceException {
    switch (element.dtype()) {
      case DType.Struct(List<Field> fields, _) -> {
        for (Field field : fields) {
          compareAll(element.field(field.name()));
        }
      }
      case DType.Bool _ -> same(next().equals("True"), element.getBoolean());
      case DType.Int _, DType.TimeDelta _ -> same(Long.parseLong(next()), element.getLong());
      case DType.UInt _ -> same(Long.parseUnsignedLong(next()), element.getLong());
      case DType.Floating _ -> same(real(next()), element.getDouble());
      case DType.Complex(int size, var order) -> {
        var part = new DType.Floating(size / 2, order);
        NdArray parts = NdArray.view(element.asSegment(), part, false, null, 2);
        List<String> pair = List.of(next().split(",", -1));
        same(real(pair.get(0)), parts.getDouble(0));
        same(real(pair.get(1)), parts.getDouble(1));
      }
      case DType.Bytes _ -> same(text(next(), StandardCharsets.ISO_8859_1), element.getString());
      case DType.Text _ -> same(text(next(), StandardCharsets.UTF_8), element.getString());
      case DType.Opaque(int size) -> {
        byte[] bytes = new byte[size];
        element.copyBytes(0, bytes, size);
        same(next(), "x" + HexFormat.of().formatHex(bytes));
      }
      case DType.DateTime _ -> {
        String[] countAndText = next().split("=", -1);
        same(Long.parseLong(countAndText[0]), element.getLong());
        if (!countAndText[1].isEmpty()) {
          same(countAndText[1], element.toString(new long[0]));
        }
      }
    }
  }

  private String next() throws DifferenceException {
    require(next < expected.size(), "fewer elements");
    return expected.get(next++);
  }

  private void same(Object numpy, Object found) throws DifferenceException {
    require(numpy.equals(found), numpy + ", found " + found);
  }

  private void require(boolean condition, String what) throws DifferenceException {
    if (!condition) {
      throw new DifferenceException("value " + (next - 1) + ": expected " + what);
    }
  }

  private static double real(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String text(String quoted, Charset charset) {
    return URLDecoder.decode(quoted.substring(1), charset);
  }

  private static final class DifferenceException extends Exception {
    private static final long serialVersionUID = 1;

    DifferenceException(String message) {
      super(message);
    }
  }
}
