package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.internal.element.NumberKind;
import io.mmaptable.internal.time.TimeCast;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Whether elements fit where they are to go. NumPy wraps and cuts what does not; here that is an
/// error for every rule but [Casting#UNSAFE], found before anything is written.
final class Fitting {
  private Fitting() {}

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
    return NumberKind.isKindOf(dtype) && !NumberKind.of(dtype).isFloat();
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
      throw unfit(String.valueOf(value), dtype);
    }
  }

  /// Checks that a dtype holds every element.
  ///
  /// @param exactly whether times may not be rounded either
  static void requireFits(DType dtype, NdArray source, boolean exactly) {
    DType from = source.dtype();
    switch (dtype) {
      case DType.Int(int size, _) -> requireSigned(dtype, 8 * size, source);
      case DType.UInt(int size, _) -> requireUnsigned(dtype, 8 * size, source);
      case DType.Bytes(int size) -> TextFitting.requireWidth(dtype, size, source);
      case DType.Text(int length, _) -> TextFitting.requireWidth(dtype, length, source);
      case DType.DateTime _, DType.TimeDelta _ -> {
        if (from instanceof DType.DateTime || from instanceof DType.TimeDelta) {
          requireTimes(dtype, source, exactly);
        } else {
          requireSigned(dtype, 64, source);
        }
      }
      case DType.Struct(List<Field> fields, _) -> {
        if (from instanceof DType.Struct(List<Field> others, _)) {
          for (int i = 0; i < Math.min(fields.size(), others.size()); i++) {
            requireFits(fields.get(i).dtype(), Parts.field(source, others.get(i)), exactly);
          }
        }
      }
      case DType.Bool _, DType.Floating _, DType.Complex _, DType.Opaque _ -> {}
    }
  }

  private static void requireSigned(DType dtype, int bits, NdArray source) {
    boolean unsigned = source.dtype() instanceof DType.UInt;
    int size = source.itemSize() * 8;
    if (!hasLongs(source.dtype()) || (unsigned ? size < bits : size <= bits)) {
      return;
    }
    int shift = 64 - bits;
    long sign = unsigned ? Long.MIN_VALUE : 0;
    eachBlock(
        source,
        (block, count) -> {
          long lost = 0;
          for (int i = 0; i < count; i++) {
            lost |= (block[i] ^ (block[i] << shift >> shift)) | (block[i] & sign);
          }
          return lost == 0 ? -1 : firstLost(block, count, value -> value << shift >> shift, sign);
        },
        dtype);
  }

  private static void requireUnsigned(DType dtype, int bits, NdArray source) {
    boolean unsigned = source.dtype() instanceof DType.UInt;
    if (!hasLongs(source.dtype()) || (unsigned && source.itemSize() * 8 <= bits)) {
      return;
    }
    long beyond = bits == 64 ? Long.MIN_VALUE : -1L << bits;
    eachBlock(
        source,
        (block, count) -> {
          long lost = 0;
          for (int i = 0; i < count; i++) {
            lost |= block[i] & beyond;
          }
          return lost == 0 ? -1 : firstLost(block, count, value -> value, beyond);
        },
        dtype);
  }

  private static int firstLost(long[] block, int count, LongUnaryOperator kept, long sign) {
    for (int i = 0; i < count; i++) {
      if (kept.applyAsLong(block[i]) != block[i] || (block[i] & sign) != 0) {
        return i;
      }
    }
    return -1;
  }

  /// Finds the first element of a block that does not fit, or a negative number.
  private interface BlockCheck {
    int check(long[] block, int count);
  }

  private static void eachBlock(NdArray source, BlockCheck check, DType dtype) {
    boolean unsigned = source.dtype() instanceof DType.UInt;
    Blocks.eachLongs(
        source,
        (block, _, count) -> {
          int at = check.check(block, count);
          if (at >= 0) {
            String value = unsigned ? Long.toUnsignedString(block[at]) : String.valueOf(block[at]);
            throw unfit(value, dtype);
          }
        });
  }

  private static void requireTimes(DType dtype, NdArray source, boolean exactly) {
    TimeCast there = TimeCast.of(source.dtype(), dtype);
    if (there.isIdentity()) {
      return;
    }
    eachBlock(
        source,
        (block, count) -> {
          for (int i = 0; i < count; i++) {
            if (!there.fits(block[i])) {
              throw there.overflow(block[i]);
            }
          }
          return -1;
        },
        dtype);
    if (exactly) {
      requireWholeUnits(dtype, source, there);
    }
  }

  private static void requireWholeUnits(DType dtype, NdArray source, TimeCast there) {
    TimeCast back = TimeCast.of(dtype, source.dtype());
    eachBlock(
        source,
        (block, count) -> {
          for (int i = 0; i < count; i++) {
            long converted = there.convert(block[i]);
            if (!back.fits(converted) || back.convert(converted) != block[i]) {
              return i;
            }
          }
          return -1;
        },
        dtype);
  }

  static IllegalArgumentException unfit(String value, DType dtype) {
    return new IllegalArgumentException("value (" + value + ") does not fit into " + dtype);
  }
}
