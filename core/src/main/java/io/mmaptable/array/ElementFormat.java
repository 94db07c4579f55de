package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.FloatColumn;
import io.mmaptable.internal.element.FloatValue;
import io.mmaptable.internal.time.DateTimes;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// How the elements of one array are printed. Every element that will be printed is added first;
/// then the format is fit to them, and prints them.
abstract sealed class ElementFormat permits ElementFormat.Padded, ElementFormat.Floats, RowFormat {

  /// Looks at an element that will be printed.
  abstract void add(MemorySegment memory, long at);

  /// Settles the width, when all elements have been added.
  abstract void fit();

  /// Prints an element that has been added.
  abstract String format(MemorySegment memory, long at);

  /// The format of elements of a dtype.
  ///
  /// @param alone whether there is one, in no array, which needs no alignment
  static ElementFormat of(DType dtype, boolean alone) {
    return switch (dtype) {
      case DType.Floating(int size, ByteOrder order) -> new Floats(size, order, false);
      case DType.Complex(int size, ByteOrder order) -> new Floats(size / 2, order, true);
      case DType.Bool _ -> new Padded(dtype, alone ? 0 : "False".length());
      case DType.Int _,
          DType.UInt _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _ ->
          new Padded(dtype, 0);
      case DType.Struct struct -> RowFormat.of(struct, alone);
    };
  }

  /// Integers and times, all to one width, and what is printed as it is alone.
  static final class Padded extends ElementFormat {
    private final DType dtype;
    private int width;

    Padded(DType dtype, int width) {
      this.dtype = dtype;
      this.width = width;
    }

    @Override
    void add(MemorySegment memory, long at) {
      if (isAligned()) {
        width = Math.max(width, text(memory, at).length());
      }
    }

    private boolean isAligned() {
      return switch (dtype) {
        case DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> true;
        case DType.Bool _,
            DType.Floating _,
            DType.Complex _,
            DType.Bytes _,
            DType.Text _,
            DType.Opaque _,
            DType.Struct _ ->
            false;
      };
    }

    @Override
    void fit() {}

    @Override
    String format(MemorySegment memory, long at) {
      String text = text(memory, at);
      return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private String text(MemorySegment memory, long at) {
      return switch (dtype) {
        case DType.DateTime(DateTimeUnit unit, _) ->
            "'" + DateTimes.print(Elements.getLong(memory, at, dtype), unit) + "'";
        case DType.TimeDelta _ -> {
          long value = Elements.getLong(memory, at, dtype);
          yield value == DateTimes.NAT ? "'NaT'" : String.valueOf(value);
        }
        case DType.Bool _,
            DType.Int _,
            DType.UInt _,
            DType.Floating _,
            DType.Complex _,
            DType.Bytes _,
            DType.Text _,
            DType.Opaque _,
            DType.Struct _ ->
            ElementText.quoted(dtype, memory, at);
      };
    }
  }

  /// Floats with a common number of places, and complex numbers as two of them.
  static final class Floats extends ElementFormat {
    private final int size;
    private final ByteOrder order;
    private final boolean complex;
    private final FloatColumn real;
    private final FloatColumn imaginary;

    Floats(int size, ByteOrder order, boolean complex) {
      this.size = size;
      this.order = order;
      this.complex = complex;
      this.real = new FloatColumn(size, false);
      this.imaginary = new FloatColumn(size, true);
    }

    @Override
    void add(MemorySegment memory, long at) {
      real.add(FloatValue.load(memory, at, size, order));
      if (complex) {
        imaginary.add(FloatValue.load(memory, at + size, size, order));
      }
    }

    @Override
    void fit() {
      real.fit();
      imaginary.fit();
    }

    @Override
    String format(MemorySegment memory, long at) {
      String text = real.format(FloatValue.load(memory, at, size, order));
      return complex
          ? text + imaginary.formatImaginary(FloatValue.load(memory, at + size, size, order))
          : text;
    }
  }
}
