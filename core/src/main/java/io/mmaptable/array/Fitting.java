package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.math.BigDecimal;

/// Which elements may become which, and whether they fit.
final class Fitting {
  private Fitting() {}

  /// A Java number takes on the dtype of the array it is put into, if that holds it.
  static void requireHolds(DType target, Number value) {
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
  static void requireSameKind(DType target, DType source, boolean weak) {
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

  /// Whether elements are real numbers.
  static boolean isReal(DType dtype) {
    return switch (dtype) {
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _ -> true;
      case DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          false;
    };
  }

  /// Whether elements are kept as integers: truth values, numbers, counts of a unit of time.
  static boolean hasLongs(DType dtype) {
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

  /// Checks that a dtype holds a number.
  ///
  /// @param bits whether a negative number stands for the bits of a uint64
  static void requireFits(DType dtype, long value, boolean bits) {
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
  static void requireFits(DType dtype, NdArray source) {
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
}
