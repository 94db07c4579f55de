package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DType.Struct;
import io.mmaptable.dtype.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fields of an Arrow schema that columns become.
final class ArrowFields {
  /// What Arrow calls what lists are of.
  private static final String ITEM = "item";

  private final ArrowOptions options;
  private final String column;
  private final long dictionaryId;

  /// Takes the options of an export.
  ///
  /// @param column the column, for messages
  /// @param dictionaryId the number of its dictionary, if it is to have one
  ArrowFields(ArrowOptions options, String column, long dictionaryId) {
    this.options = options;
    this.column = column;
    this.dictionaryId = dictionaryId;
  }

  /// The field of a column.
  ///
  /// @param itemShape the shape of each row's item
  /// @throws UnsupportedOperationException if Arrow has no type for the dtype
  ArrowField of(String name, DType dtype, long... itemShape) {
    ArrowField field = single(name, dtype);
    for (int axis = itemShape.length - 1; axis >= 0; axis--) {
      field = list(name, field.withName(ITEM), itemShape[axis]);
    }
    return field;
  }

  private ArrowField list(String name, ArrowField items, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "column '"
              + column
              + "' has items of "
              + length
              + " elements, which no list of Arrow's has");
    }
    return ArrowField.of(
        name, new ArrowType.FixedList((int) length), false, Map.of(), List.of(items));
  }

  private ArrowField single(String name, DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> plain(name, new ArrowType.Bool());
      case DType.Int integer -> plain(name, new ArrowType.Int(integer.itemSize(), true));
      case DType.UInt integer -> plain(name, new ArrowType.Int(integer.itemSize(), false));
      case DType.Floating floating -> floating(name, floating);
      case DType.Complex complex -> complex(name, complex);
      case DType.Bytes _ ->
          hinted(
              name,
              options.bytesAsText() ? new ArrowType.Text(places()) : new ArrowType.Binary(places()),
              dtype,
              List.of());
      case DType.Text text -> text(name, text);
      case DType.Opaque opaque -> plain(name, new ArrowType.FixedBinary(opaque.itemSize()));
      case DType.DateTime time -> time(name, ArrowTime.of(column, time), dtype);
      case DType.TimeDelta time -> time(name, ArrowTime.of(column, time), dtype);
      case DType.Struct struct -> struct(name, struct);
    };
  }

  private ArrowType.Places places() {
    return options.largeText() ? ArrowType.Places.LONG : ArrowType.Places.INT;
  }

  private static ArrowField plain(String name, ArrowType type) {
    return ArrowField.of(name, type, false, Map.of(), List.of());
  }

  private static ArrowField hinted(
      String name, ArrowType type, DType dtype, List<ArrowField> children) {
    return ArrowField.of(name, type, false, Map.of(ArrowField.DTYPE, dtype.descr()), children);
  }

  private ArrowField floating(String name, DType.Floating dtype) {
    if (dtype.itemSize() > 8) {
      throw new UnsupportedOperationException(
          "column '"
              + column
              + "' is of "
              + dtype
              + ", and Arrow's floats are of 2, 4 or 8 bytes; cast it to float64");
    }
    return ArrowField.of(
        name, new ArrowType.Floating(dtype.itemSize()), options.nanAsNull(), Map.of(), List.of());
  }

  private ArrowField complex(String name, DType.Complex dtype) {
    var part = new DType.Floating(dtype.itemSize() / 2, dtype.byteOrder());
    return hinted(
        name,
        new ArrowType.Struct(),
        dtype,
        List.of(floating("real", part), floating("imag", part)));
  }

  private ArrowField text(String name, DType.Text dtype) {
    ArrowField field = hinted(name, new ArrowType.Text(places()), dtype, List.of());
    return options.dictionaries().contains(column)
        ? field.withDictionary(
            new ArrowField.Dictionary(dictionaryId, new ArrowType.Int(Integer.BYTES, true)))
        : field;
  }

  private static ArrowField time(String name, ArrowTime time, DType dtype) {
    boolean plain =
        time.factor() == 1 && time.months() == 0; // else the unit is another than the type says
    return ArrowField.of(
        name,
        time.type(),
        true,
        plain ? Map.of() : Map.of(ArrowField.DTYPE, dtype.descr()),
        List.of());
  }

  private ArrowField struct(String name, Struct dtype) {
    var children = new ArrayList<ArrowField>();
    for (Field field : dtype.fields()) {
      children.add(of(field.name(), field.dtype(), field.shape()));
    }
    return ArrowField.of(name, new ArrowType.Struct(), false, Map.of(), List.copyOf(children));
  }
}
