package io.mmaptable.zarr;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Zarr's data types and NumPy's. Those of the core specification are names; the registered ones
/// that NumPy has too have a configuration:
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/data-types>. The dtypes are in the
/// machine's byte order, since the order in a file is the codecs' business.
final class DataTypes {
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final Pattern RAW_BITS = Pattern.compile("r[1-9][0-9]{0,9}");

  private DataTypes() {}

  /// The dtype of a data type.
  ///
  /// @throws IllegalArgumentException if it is none
  /// @throws UnsupportedOperationException if it is none that is read here
  static DType dtype(JsonNode node) {
    var extension = Extension.of("data_type", node);
    return switch (extension.name()) {
      case "bool" -> DType.BOOL;
      case "int8" -> DType.INT8;
      case "int16" -> DType.INT16;
      case "int32" -> DType.INT32;
      case "int64" -> DType.INT64;
      case "uint8" -> DType.UINT8;
      case "uint16" -> DType.UINT16;
      case "uint32" -> DType.UINT32;
      case "uint64" -> DType.UINT64;
      case "float16" -> DType.FLOAT16;
      case "float32" -> DType.FLOAT32;
      case "float64" -> DType.FLOAT64;
      case "complex64", "complex_float32" -> DType.COMPLEX64;
      case "complex128", "complex_float64" -> DType.COMPLEX128;
      case "numpy.datetime64" -> new DType.DateTime(unit(extension), NATIVE);
      case "numpy.timedelta64" -> new DType.TimeDelta(unit(extension), NATIVE);
      case "fixed_length_utf32" -> new DType.Text(codePoints(extension), NATIVE);
      case "null_terminated_bytes" -> new DType.Bytes(lengthBytes(extension));
      case "raw_bytes" -> new DType.Opaque(lengthBytes(extension));
      case "struct", "structured" -> struct(extension);
      default -> raw(extension.name());
    };
  }

  private static DType raw(String name) {
    if (!RAW_BITS.matcher(name).matches()) {
      throw new UnsupportedOperationException(
          "data type '" + name + "', which is none of NumPy's of a fixed size");
    }
    long bits = Long.parseLong(name.substring(1));
    if (bits % 8 != 0 || bits / 8 > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "data type '" + name + "': expected a multiple of 8 bits below 2^34");
    }
    return new DType.Opaque((int) (bits / 8));
  }

  private static int lengthBytes(Extension extension) {
    return (int) extension.integer("length_bytes", 1, Integer.MAX_VALUE);
  }

  private static int codePoints(Extension extension) {
    int bytes = lengthBytes(extension);
    if (bytes % 4 != 0) {
      throw new IllegalArgumentException(
          "length_bytes (" + bytes + ") of " + extension.name() + " must be a multiple of 4");
    }
    return bytes / 4;
  }

  private static DateTimeUnit unit(Extension extension) {
    String unit = extension.text("unit");
    long scale = extension.integer("scale_factor", 1, Integer.MAX_VALUE);
    if (unit.equals("generic")) {
      return DateTimeUnit.GENERIC;
    }
    return DateTimeUnit.of("[" + (scale == 1 ? "" : String.valueOf(scale)) + unit + "]");
  }

  private static DType struct(Extension extension) {
    List<String> names = new ArrayList<>();
    List<DType> dtypes = new ArrayList<>();
    for (JsonNode field : extension.array("fields")) {
      boolean isPair = field.isArray() && field.size() == 2;
      @Nullable JsonNode name = isPair ? field.get(0) : field.get("name");
      @Nullable JsonNode dtype = isPair ? field.get(1) : field.get("data_type");
      if (name == null || !name.isString() || dtype == null) {
        throw new IllegalArgumentException(
            "a field of '"
                + extension.name()
                + "': expected 'name' and 'data_type', found "
                + field);
      }
      names.add(name.stringValue());
      dtypes.add(dtype(dtype));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("'" + extension.name() + "' has no fields");
    }
    return DType.Struct.packed(names, dtypes);
  }

  /// The dtype in which a dtype is kept: in the machine's byte order, rows without padding.
  ///
  /// @throws IllegalArgumentException if Zarr has no data type for it
  static DType kept(DType dtype) {
    return inOrder(dtype, NATIVE);
  }

  /// The dtype in a byte order, rows without padding.
  ///
  /// @throws IllegalArgumentException if Zarr has no data type for it
  static DType inOrder(DType dtype, ByteOrder order) {
    return switch (dtype) {
      case DType.Bool same -> same;
      case DType.Int number -> new DType.Int(number.itemSize(), order);
      case DType.UInt number -> new DType.UInt(number.itemSize(), order);
      case DType.Floating number when number.itemSize() <= Double.BYTES ->
          new DType.Floating(number.itemSize(), order);
      case DType.Floating number -> throw nothingFor(number);
      case DType.Complex number -> new DType.Complex(number.itemSize(), order);
      case DType.DateTime time -> new DType.DateTime(time.unit(), order);
      case DType.TimeDelta time -> new DType.TimeDelta(time.unit(), order);
      case DType.Text text when text.length() > 0 -> new DType.Text(text.length(), order);
      case DType.Bytes bytes when bytes.itemSize() > 0 -> bytes;
      case DType.Opaque bytes when bytes.itemSize() > 0 -> bytes;
      case DType.Text empty -> throw nothingFor(empty);
      case DType.Bytes empty -> throw nothingFor(empty);
      case DType.Opaque empty -> throw nothingFor(empty);
      case DType.Struct struct -> structInOrder(struct, order);
    };
  }

  private static DType structInOrder(DType.Struct struct, ByteOrder order) {
    List<String> names = new ArrayList<>();
    List<DType> dtypes = new ArrayList<>();
    for (Field field : struct.fields()) {
      if (field.shape().length > 0 || field.name().isEmpty()) {
        throw nothingFor(struct);
      }
      names.add(field.name());
      dtypes.add(inOrder(field.dtype(), order));
    }
    if (names.isEmpty()) {
      throw nothingFor(struct);
    }
    return DType.Struct.packed(names, dtypes);
  }

  private static IllegalArgumentException nothingFor(DType dtype) {
    return new IllegalArgumentException("Zarr has no data type for " + dtype);
  }

  /// What stands in the metadata for a dtype that is kept: a name, or a map.
  static Object json(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> "bool";
      case DType.Int number -> "int" + 8 * number.itemSize();
      case DType.UInt number -> "uint" + 8 * number.itemSize();
      case DType.Floating number -> "float" + 8 * number.itemSize();
      case DType.Complex number -> "complex" + 8 * number.itemSize();
      case DType.Opaque bytes -> "r" + 8L * bytes.itemSize();
      case DType.Bytes bytes ->
          extension("null_terminated_bytes", Map.of("length_bytes", bytes.itemSize()));
      case DType.Text text ->
          extension("fixed_length_utf32", Map.of("length_bytes", text.itemSize()));
      case DType.DateTime time -> extension("numpy.datetime64", unitJson(time.unit()));
      case DType.TimeDelta time -> extension("numpy.timedelta64", unitJson(time.unit()));
      case DType.Struct struct ->
          extension(
              "struct", Map.of("fields", struct.fields().stream().map(DataTypes::field).toList()));
    };
  }

  private static Map<String, Object> field(Field field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    json.put("data_type", json(field.dtype()));
    return json;
  }

  private static Map<String, Object> unitJson(DateTimeUnit unit) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("unit", unit.base() == DateTimeUnit.Base.GENERIC ? "generic" : unit.base().symbol());
    json.put("scale_factor", unit.multiple());
    return json;
  }

  private static Map<String, Object> extension(String name, Map<String, ?> configuration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("configuration", configuration);
    return json;
  }
}
