package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.time.TimeUnits;
import org.jspecify.annotations.Nullable;

/// The strictest rule that allows a cast, for each pair of dtypes. It is what NumPy's `can_cast`
/// answers.
final class CastRules {
  private CastRules() {}

  /// The strictest rule that allows a cast; null where there is no such cast.
  static @Nullable Casting least(DType from, DType to) {
    if (from instanceof DType.Struct) {
      return StructRules.least(from, to);
    }
    if (from.equals(to)) {
      return Casting.NO;
    }
    if (Layouts.inNativeOrder(from).equals(Layouts.inNativeOrder(to))) {
      return Casting.EQUIV;
    }
    return switch (to) {
      case DType.Struct _ -> StructRules.least(from, to);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          NumberRules.least(from, to);
      case DType.Bytes(int size) -> texts(from, size, from instanceof DType.Bytes);
      case DType.Text(int length, _) ->
          texts(from, length, from instanceof DType.Bytes || from instanceof DType.Text);
      case DType.Opaque(int size) -> opaque(from, size);
      case DType.DateTime(DateTimeUnit unit, _) -> datetimes(from, unit);
      case DType.TimeDelta(DateTimeUnit unit, _) -> timedeltas(from, unit);
    };
  }

  private static Casting texts(DType from, int width, boolean keepsText) {
    return switch (from) {
      case DType.Bytes(int size) -> fitting(size, width);
      case DType.Text(int length, _) -> keepsText ? fitting(length, width) : Casting.UNSAFE;
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          fitting(textWidth(from), width);
      case DType.Opaque _, DType.DateTime _, DType.TimeDelta _, DType.Struct _ -> Casting.UNSAFE;
    };
  }

  private static Casting fitting(int width, int available) {
    return width <= available ? Casting.SAFE : Casting.SAME_KIND;
  }

  /// How many characters NumPy reserves for a number.
  static int textWidth(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> 5;
      case DType.Int(int size, _) -> size == 1 ? 4 : size == 2 ? 6 : size == 4 ? 11 : 21;
      case DType.UInt(int size, _) -> size == 1 ? 3 : size == 2 ? 5 : size == 4 ? 10 : 20;
      case DType.Floating(int size, _) -> size == 16 ? 48 : 32;
      case DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          64;
    };
  }

  private static Casting opaque(DType from, int size) {
    if (from.itemSize() <= size) {
      return Casting.SAFE;
    }
    return from instanceof DType.Opaque ? Casting.SAME_KIND : Casting.UNSAFE;
  }

  private static Casting datetimes(DType from, DateTimeUnit to) {
    if (!(from instanceof DType.DateTime(DateTimeUnit unit, _))) {
      return Casting.UNSAFE;
    }
    if (isGeneric(to)) {
      return isGeneric(unit) ? Casting.EQUIV : Casting.UNSAFE;
    }
    return isGeneric(unit) || TimeUnits.divides(unit, to, false) ? Casting.SAFE : Casting.SAME_KIND;
  }

  private static Casting timedeltas(DType from, DateTimeUnit to) {
    if (from instanceof DType.Bool || from instanceof DType.Int || from instanceof DType.UInt) {
      return from instanceof DType.UInt && from.itemSize() == 8 ? Casting.SAME_KIND : Casting.SAFE;
    }
    if (!(from instanceof DType.TimeDelta(DateTimeUnit unit, _))) {
      return Casting.UNSAFE;
    }
    if (isGeneric(to)) {
      return isGeneric(unit) ? Casting.EQUIV : Casting.UNSAFE;
    }
    if (isGeneric(unit) || TimeUnits.divides(unit, to, true)) {
      return Casting.SAFE;
    }
    return TimeUnits.isCalendar(unit) == TimeUnits.isCalendar(to)
        ? Casting.SAME_KIND
        : Casting.UNSAFE;
  }

  private static boolean isGeneric(DateTimeUnit unit) {
    return unit.base() == DateTimeUnit.Base.GENERIC;
  }
}
