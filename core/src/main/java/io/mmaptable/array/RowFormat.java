package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Prints structured elements, each field as wide in all of them.
final class RowFormat extends ElementFormat {
  private final List<FieldFormat> fields;

  private RowFormat(List<FieldFormat> fields) {
    this.fields = fields;
  }

  static RowFormat of(DType.Struct dtype, boolean alone) {
    return of(dtype, alone, false);
  }

  private static RowFormat of(DType.Struct dtype, boolean alone, boolean str) {
    var formats = new ArrayList<FieldFormat>();
    for (Field field : dtype.fields()) {
      long[] shape = field.shape();
      ElementFormat element =
          switch (field.dtype()) {
            case DType.Floating floating when str -> new Padded(floating, 0);
            case DType.Struct struct -> of(struct, alone && shape.length == 0, str);
            case DType.Bool _,
                DType.Int _,
                DType.UInt _,
                DType.Floating _,
                DType.Complex _,
                DType.Bytes _,
                DType.Text _,
                DType.Opaque _,
                DType.DateTime _,
                DType.TimeDelta _ ->
                ElementFormat.of(field.dtype(), alone && shape.length == 0);
          };
      formats.add(new FieldFormat(field, element));
    }
    return new RowFormat(formats);
  }

  /// What Python's `str` gives for one element: floats stand as they do alone.
  static String scalar(DType.Struct dtype, MemorySegment memory, long at) {
    RowFormat format = of(dtype, true, true);
    format.add(memory, at);
    format.fit();
    return format.format(memory, at);
  }

  @Override
  void add(MemorySegment memory, long at) {
    fields.forEach(field -> field.add(memory, at));
  }

  @Override
  void fit() {
    fields.forEach(FieldFormat::fit);
  }

  @Override
  String format(MemorySegment memory, long at) {
    return fields.stream()
        .map(field -> field.format(memory, at))
        .collect(Collectors.joining(", ", "(", fields.size() == 1 ? ",)" : ")"));
  }

  /// A field, whose sub-arrays stand on one line.
  private static final class FieldFormat {
    private final ElementFormat element;
    private final int offset;
    private final int itemSize;
    private final long[] shape;
    private final long[] strides;
    private final boolean summarise;

    FieldFormat(Field field, ElementFormat element) {
      this.element = element;
      this.offset = field.offset();
      this.itemSize = field.dtype().itemSize();
      this.shape = field.shape();
      this.strides = Shapes.strides(itemSize, shape, false);
      this.summarise = Shapes.size(shape) > ArrayPrinter.THRESHOLD;
    }

    void add(MemorySegment memory, long at) {
      if (isTooMuch()) {
        return;
      }
      long size = Shapes.size(shape);
      for (long i = 0; i < size; i++) {
        element.add(memory, at + offset + i * itemSize);
      }
    }

    /// Elements without bytes may be more than memory holds.
    private boolean isTooMuch() {
      return Shapes.size(shape) > ArrayPrinter.MOST_SHOWN;
    }

    void fit() {
      element.fit();
    }

    String format(MemorySegment memory, long at) {
      return isTooMuch() ? "[...]" : format(memory, at + offset, 0);
    }

    private String format(MemorySegment memory, long at, int axis) {
      if (axis == shape.length) {
        return element.format(memory, at);
      }
      boolean cut = summarise && shape[axis] > 2 * ArrayPrinter.EDGE_ITEMS;
      var parts = new ArrayList<String>();
      for (long i = 0; i < shape[axis]; i++) {
        if (cut && i == ArrayPrinter.EDGE_ITEMS) {
          parts.add("...");
          i = shape[axis] - ArrayPrinter.EDGE_ITEMS;
        }
        parts.add(format(memory, at + i * strides[axis], axis + 1));
      }
      return "[" + String.join(", ", parts) + "]";
    }
  }
}
