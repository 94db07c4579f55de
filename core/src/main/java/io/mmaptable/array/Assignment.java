package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.Arrays;

/// Copies the elements of one array into another, with broadcasting and casting.
final class Assignment {
  private Assignment() {}

  static void assign(NdArray target, Object value) {
    // Java has no literals of other dtypes: its numbers and strings take on the target's.
    boolean weak = value instanceof Number || value instanceof String || value instanceof String[];
    NdArray source = NdArray.asArray(value);
    if (value instanceof Number number) {
      checkWeak(target.dtype(), number);
    }
    NdArray broadcast = broadcast(source, target.shape());
    checkCast(target.dtype(), source.dtype(), weak);
    if (target.size() == 0) {
      return; // a view of no elements may begin past the end of the memory
    }
    Faults.run(target, () -> Faults.run(source, () -> copy(target, broadcast)));
  }

  static void assignLongs(NdArray target, long[] values) {
    if (target.ndim() != 1 || target.size() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for an array of shape " + Arrays.toString(target.shape()));
    }
    if (!hasLongs(target.dtype())) {
      throw new UnsupportedOperationException("elements of " + target.dtype() + " are no integers");
    }
    Faults.run(
        target,
        () -> {
          var offsets = new Offsets(target, 0);
          for (long value : values) {
            requireFits(target.dtype(), value, true);
            setLong(target, offsets.next(), value);
          }
        });
  }

  private static boolean hasLongs(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ -> true;
      case DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.Struct _ ->
          false;
    };
  }

  private static void setLong(NdArray target, long at, long value) {
    DType dtype = target.dtype();
    Elements.setBits(target.segment(), at, dtype.itemSize(), dtype.byteOrder(), value);
  }

  /// Checks that a dtype holds a number.
  ///
  /// @param bits whether a negative number stands for the bits of a uint64
  private static void requireFits(DType dtype, long value, boolean bits) {
    boolean fits =
        switch (dtype) {
          case DType.Bool _ -> value == 0 || value == 1;
          case DType.Int(int size, _) -> value == value << (64 - 8 * size) >> (64 - 8 * size);
          case DType.UInt(int size, _) ->
              size == 8 ? bits || value >= 0 : value >>> (8 * size) == 0;
          case DType.DateTime _,
              DType.TimeDelta _,
              DType.Floating _,
              DType.Complex _,
              DType.Bytes _,
              DType.Text _,
              DType.Opaque _,
              DType.Struct _ ->
              true;
        };
    if (!fits) {
      throw new IllegalArgumentException("value (" + value + ") does not fit into " + dtype);
    }
  }

  /// Checks that a dtype holds every element, before any is written.
  private static void requireFits(DType dtype, NdArray source) {
    var offsets = new Offsets(source, 0);
    for (long i = 0; i < source.size(); i++) {
      long at = offsets.next();
      switch (dtype) {
        case DType.Bool _, DType.Int _, DType.UInt _ -> {
          long value = Elements.getLong(source.segment(), at, source.dtype());
          boolean unsigned = source.dtype() instanceof DType.UInt;
          if (unsigned && value < 0 && !(dtype instanceof DType.UInt)) {
            throw new IllegalArgumentException(
                "value (" + Long.toUnsignedString(value) + ") does not fit into " + dtype);
          }
          requireFits(dtype, value, unsigned);
        }
        case DType.Bytes(int size) -> requireFits(dtype, size, text(source, at));
        case DType.Text(int length, _) -> requireFits(dtype, length, text(source, at));
        case DType.DateTime _,
            DType.TimeDelta _,
            DType.Floating _,
            DType.Complex _,
            DType.Opaque _,
            DType.Struct _ -> {
          return;
        }
      }
    }
  }

  private static String text(NdArray source, long at) {
    return Elements.getString(source.segment(), at, source.dtype());
  }

  private static void requireFits(DType dtype, int width, String value) {
    if (value.codePointCount(0, value.length()) > width) {
      throw new IllegalArgumentException("value ('" + value + "') does not fit into " + dtype);
    }
    if (dtype instanceof DType.Bytes && value.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalArgumentException(
          "value ('" + value + "') does not fit into " + dtype + ", which holds Latin-1");
    }
  }

  static void zero(NdArray target) {
    Faults.run(
        target,
        () -> {
          if (target.isContiguous()) {
            target.asSegment().fill((byte) 0);
            return;
          }
          var offsets = new Offsets(target, 0);
          for (long i = 0; i < target.size(); i++) {
            target.segment().asSlice(offsets.next(), target.itemSize()).fill((byte) 0);
          }
        });
  }

  /// A view of the source that repeats its elements along the dimensions it lacks.
  private static NdArray broadcast(NdArray source, long[] shape) {
    int missing = shape.length - source.ndim();
    long[] strides = new long[shape.length];
    boolean fits = true;
    for (int axis = 0; axis < source.ndim(); axis++) {
      int at = axis + missing;
      if (at < 0) {
        fits &= source.length(axis) == 1;
      } else if (source.length(axis) == shape[at]) {
        strides[at] = source.stride(axis);
      } else {
        fits &= source.length(axis) == 1;
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "could not broadcast from shape "
              + Arrays.toString(source.shape())
              + " into shape "
              + Arrays.toString(shape));
    }
    return source.withLayout(shape, strides, source.offset());
  }

  /// A Java number takes on the dtype of the array it is put into, if that holds it.
  private static void checkWeak(DType target, Number value) {
    boolean fits =
        switch (target) {
          case DType.Bool _ -> false;
          case DType.Int(int size, _) -> fits(value, size * 8 - 1, true);
          case DType.UInt(int size, _) -> fits(value, size * 8, false);
          case DType.Floating _, DType.Complex _, DType.TimeDelta _ -> true;
          case DType.DateTime _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
              false;
        };
    if (!fits) {
      throw new IllegalArgumentException("value (" + value + ") does not fit into " + target);
    }
  }

  private static boolean fits(Number value, int bits, boolean signed) {
    if (value instanceof Double || value instanceof Float) {
      return false;
    }
    var exact = new BigDecimal(value.toString()).toBigIntegerExact();
    return exact.bitLength() <= bits && (signed || exact.signum() >= 0);
  }

  /// NumPy's `same_kind`: to the same kind or one that comes later among bool, unsigned, signed,
  /// float and complex.
  private static void checkCast(DType target, DType source, boolean weak) {
    if (target.equals(source)) {
      return;
    }
    boolean allowed =
        switch (target) {
          case DType.Bool _ -> source instanceof DType.Bool;
          case DType.UInt _ ->
              source instanceof DType.UInt
                  || source instanceof DType.Bool
                  || (weak && source instanceof DType.Int);
          case DType.Int _ ->
              source instanceof DType.Int
                  || source instanceof DType.UInt
                  || source instanceof DType.Bool;
          case DType.Floating(int size, _) -> isReal(source) && size != 16;
          case DType.Complex _ -> false;
          case DType.Bytes _ ->
              source instanceof DType.Bytes || (weak && source instanceof DType.Text);
          case DType.Text _ -> source instanceof DType.Text || source instanceof DType.Bytes;
          case DType.DateTime _ -> source instanceof DType.DateTime;
          case DType.TimeDelta _ ->
              source instanceof DType.TimeDelta || source instanceof DType.Int;
          case DType.Opaque _ -> false;
          case DType.Struct(var fields, _) ->
              source instanceof DType.Struct other && other.fields().size() == fields.size();
        };
    if (!allowed) {
      throw new IllegalArgumentException(
          "cannot cast from " + source + " to " + target + " by the rule 'same_kind'");
    }
  }

  private static boolean isReal(DType dtype) {
    return dtype instanceof DType.Bool
        || dtype instanceof DType.Int
        || dtype instanceof DType.UInt
        || dtype instanceof DType.Floating;
  }

  private static void copy(NdArray target, NdArray source) {
    if (target.dtype().equals(source.dtype()) && target.isContiguous() && source.isContiguous()) {
      MemorySegment.copy(
          source.segment(), source.offset(), target.segment(), target.offset(), target.nbytes());
      return;
    }
    if (overlap(target, source)) {
      copy(target, source.copy());
      return;
    }
    switch (target.dtype()) {
      case DType.Struct struct when !struct.equals(source.dtype()) ->
          copyFields(target, source, struct);
      case DType.DateTime(DateTimeUnit unit, _) -> copyTimes(target, source, unit);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.TimeDelta _,
          DType.Struct _ ->
          copyElements(target, source);
    }
  }

  private static boolean overlap(NdArray target, NdArray source) {
    return target.size() > 0
        && source.segment().isMapped() == target.segment().isMapped()
        && target.segment().asOverlappingSlice(source.segment()).isPresent();
  }

  private static void copyFields(NdArray target, NdArray source, DType.Struct struct) {
    var from = (DType.Struct) source.dtype();
    for (int i = 0; i < struct.fields().size(); i++) {
      Field to = struct.fields().get(i);
      target.field(to.name()).set(source.field(from.fields().get(i).name()));
    }
  }

  private static void copyTimes(NdArray target, NdArray source, DateTimeUnit unit) {
    if (source.dtype() instanceof DType.DateTime(DateTimeUnit other, _) && !other.equals(unit)) {
      throw new IllegalArgumentException(
          "cannot cast from " + source.dtype() + " to " + target.dtype() + ": units differ");
    }
    copyElements(target, source);
  }

  private static void copyElements(NdArray target, NdArray source) {
    var to = new Offsets(target, 0);
    var from = new Offsets(source, 0);
    long size = target.size();
    if (target.dtype().equals(source.dtype())) {
      int bytes = target.itemSize();
      for (long i = 0; i < size; i++) {
        MemorySegment.copy(source.segment(), from.next(), target.segment(), to.next(), bytes);
      }
      return;
    }
    requireFits(target.dtype(), source);
    for (long i = 0; i < size; i++) {
      copyElement(target, to.next(), source, from.next());
    }
  }

  private static void copyElement(NdArray target, long to, NdArray source, long from) {
    MemorySegment memory = target.segment();
    switch (target.dtype()) {
      case DType.Floating dtype ->
          Elements.setDouble(
              memory, to, dtype, Elements.getDouble(source.segment(), from, source.dtype()));
      case DType.Bytes dtype ->
          Elements.setString(
              memory, to, dtype, Elements.getString(source.segment(), from, source.dtype()));
      case DType.Text dtype ->
          Elements.setString(
              memory, to, dtype, Elements.getString(source.segment(), from, source.dtype()));
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ ->
          setLong(target, to, Elements.getLong(source.segment(), from, source.dtype()));
      case DType.Complex _, DType.Opaque _, DType.Struct _ ->
          throw new IllegalArgumentException(
              "cannot cast from " + source.dtype() + " to " + target.dtype());
    }
  }
}
