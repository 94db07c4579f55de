package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The text by which pandas knows the index and the attributes of a frame that lies in an Arrow
/// file.
///
/// It is JSON, laid out as <https://pandas.pydata.org/docs/development/developer.html> says, with
/// `attributes` as PyArrow has them.
final class PandasMetadata {
  private PandasMetadata() {}

  /// The text for columns.
  ///
  /// @param index the one that is the index; null for none
  /// @param attributes a JSON object
  static String of(Map<String, DType> columns, @Nullable String index, String attributes) {
    return columns.entrySet().stream()
        .map(column -> column(column.getKey(), column.getValue()))
        .collect(
            Collectors.joining(
                ", ",
                "{\"index_columns\": ["
                    + (index == null ? "" : quoted(index))
                    + "], \"column_indexes\": [], \"columns\": [",
                "], \"attributes\": "
                    + attributes
                    + ", \"creator\": {\"library\": \"mmaptable\", \"version\": \"0\"}}"));
  }

  private static String column(String name, DType dtype) {
    return "{\"name\": "
        + quoted(name)
        + ", \"field_name\": "
        + quoted(name)
        + ", \"pandas_type\": "
        + quoted(pandasType(dtype))
        + ", \"numpy_type\": "
        + quoted(numpyType(dtype))
        + ", \"metadata\": null}";
  }

  private static String pandasType(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> "bool";
      case DType.Int integer -> "int" + bits(integer);
      case DType.UInt integer -> "uint" + bits(integer);
      case DType.Floating floating -> "float" + bits(floating);
      case DType.Text _ -> "unicode";
      case DType.Bytes _, DType.Opaque _ -> "bytes";
      case DType.DateTime _ -> "datetime";
      case DType.TimeDelta _ -> "timedelta";
      case DType.Complex _, DType.Struct _ -> "object";
    };
  }

  private static String numpyType(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _ -> pandasType(dtype);
      case DType.DateTime _ -> "datetime64[ns]";
      case DType.TimeDelta _ -> "timedelta64[ns]";
      case DType.Text _, DType.Bytes _, DType.Opaque _, DType.Complex _, DType.Struct _ -> "object";
    };
  }

  private static int bits(DType dtype) {
    return Byte.SIZE * dtype.itemSize();
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
